import { applyEdits } from '../../src/edit/apply-edits.js';
import { BY_EDITS, mutateLine, pickLine, type MutableChange, type Random } from './mutate-edits.js';

/** A wrong result of a rewriter, and what makes it wrong. */
export interface Mutant {
  readonly operator: string;
  readonly after: string;
}

/** Changes to one line of the result. */
const BY_LINE: Readonly<Record<string, (line: string, random: Random) => string | undefined>> = {
  'drop a line': (line) => (/\S/.test(line) ? '' : undefined),
  'swap && and ||': (line) =>
    isExpression(line) ? replaceOnce(line, /&&|\|\|/, (sign) => (sign === '&&' ? '||' : '&&')) : undefined,
  'drop a !': (line) => (isExpression(line) ? replaceOnce(line, /!(?!=)/, () => '') : undefined),
  'drop a condition': (line) => (isExpression(line) ? replaceOnce(line, / if .*/, () => '') : undefined),
  'drop an operand': (line) =>
    isExpression(line) ? replaceOnce(line, /\s*(?:&&|\|\|)\s*!?\w+/, () => '') : undefined,
  'turn = over': (line) =>
    isExpression(line) ? replaceOnce(line, /!?=/, (sign) => (sign === '=' ? '!=' : '=')) : undefined,
  'change a type': (line) =>
    replaceOnce(line, /^\s*(?:def_)?(?:bool|tristate|int|hex|string)\b/, (word) =>
      word.includes('bool')
        ? word.replace('bool', 'tristate')
        : word.replace(/tristate|int|hex|string/, 'bool'),
    ),
  'change a default': (line) =>
    replaceOnce(line, /^\s*(?:default|def_bool|def_tristate)\s+[yn]\b/, (word) =>
      word.replace(/[yn]$/, (value) => (value === 'y' ? 'n' : 'y')),
    ),
  'name another symbol': (line) =>
    isExpression(line)
      ? replaceOnce(line, /[A-Z][A-Z0-9_]{2,}(?![^"]*"\s*$)/, (name) => `${name}_2`)
      : undefined,
  'turn a select into an imply': (line) =>
    replaceOnce(line, /^\s*select\b/, (word) => word.replace('select', 'imply')),
  'change a prompt': (line) => replaceOnce(line, /"[^"]+"/, (text) => `${text.slice(0, -1)}s"`),
};

const isExpression = (line: string): boolean =>
  /^\s*(?:if|depends|default|def_\w+|select|imply|visible|range|bool|tristate|prompt)\b/.test(line);

function replaceOnce(line: string, pattern: RegExp, by: (found: string) => string): string | undefined {
  return pattern.test(line) ? line.replace(pattern, by) : undefined;
}

/** Changes that move whole parts of the result. */
const BY_TEXT: Readonly<Record<string, (lines: readonly string[], random: Random) => string[] | undefined>> =
  {
    'move a select to the next entry': (lines, random) => {
      const from = pickLine(lines, /^\s*(?:select|imply)\s/, random);
      if (from === undefined) return undefined;
      const next = lines.findIndex((line, i) => i > from && /^\s*(?:menu)?config\s/.test(line));
      if (next < 0) return undefined;
      const out = [...lines];
      out.splice(next + 1, 0, lines[from]!);
      out.splice(from, 1);
      return out;
    },
    'drop an if and its endif': (lines, random) => {
      const from = pickLine(lines, /^\s*if\s/, random);
      const end = from === undefined ? -1 : endOfBlock(lines, from);
      return end < 0 ? undefined : lines.filter((_, i) => i !== from && i !== end);
    },
    'drop a block': (lines, random) => {
      const from = pickLine(lines, /^\s*(?:if|menu|choice)\b/, random);
      const end = from === undefined ? -1 : endOfBlock(lines, from);
      return end < 0 ? undefined : lines.filter((_, i) => i < from! || i > end);
    },
    'drop an entry': (lines, random) => {
      const from = pickLine(lines, /^\s*(?:menu)?config\s/, random);
      if (from === undefined) return undefined;
      const end = lines.findIndex((line, i) => i > from && /^\S/.test(line));
      return lines.filter((_, i) => i < from || i >= (end < 0 ? lines.length : end));
    },
    'swap two entries': (lines, random) => {
      const first = pickLine(lines, /^config\s/, random);
      if (first === undefined) return undefined;
      const second = lines.findIndex((line, i) => i > first && /^\S/.test(line));
      if (second < 0 || !/^config\s/.test(lines[second]!)) return undefined;
      const end = lines.findIndex((line, i) => i > second && /^\S/.test(line));
      if (end < 0) return undefined;
      return [
        ...lines.slice(0, first),
        ...lines.slice(second, end),
        ...lines.slice(first, second),
        ...lines.slice(end),
      ];
    },
  };

function endOfBlock(lines: readonly string[], from: number): number {
  let depth = 0;
  for (let i = from; i < lines.length; i++) {
    if (/^\s*(?:if\s|menu\s|choice\b)/.test(lines[i]!)) depth++;
    if (/^\s*end(?:if|menu|choice)\b/.test(lines[i]!) && --depth === 0) return i;
  }
  return -1;
}

export const KCONFIG_OPERATORS: readonly string[] = [
  ...Object.keys(BY_EDITS),
  ...Object.keys(BY_LINE),
  ...Object.keys(BY_TEXT),
];

/** A mutant of a change by an operator; undefined where there is nothing that the operator could change. */
export function mutateKconfig(change: MutableChange, operator: string, random: Random): Mutant | undefined {
  const right = applyEdits(change.before, change.edits);
  const byEdits = BY_EDITS[operator];
  if (byEdits) {
    const edits = byEdits(change, random);
    return edits && { operator, after: applyEdits(change.before, edits) };
  }
  const lines = right.split('\n');
  const byLine = BY_LINE[operator];
  const mutated = byLine ? mutateLine(lines, byLine, random) : BY_TEXT[operator]!(lines, random);
  return mutated && { operator, after: mutated.join('\n') };
}
