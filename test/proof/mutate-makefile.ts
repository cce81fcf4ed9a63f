import { applyEdits } from '../../src/edit/apply-edits.js';
import { BY_EDITS, mutateLine, pickLine, type MutableChange, type Random } from './mutate-edits.js';

type ChangeLine = (line: string) => string | undefined;

function replaceOnce(line: string, pattern: RegExp, by: (found: string) => string): string | undefined {
  if (/^\s*#/.test(line) || !pattern.test(line)) return undefined;
  return line.replace(pattern, by);
}

/** Changes to one line of a makefile or a configuration. */
const BY_LINE: Readonly<Record<string, ChangeLine>> = {
  'drop a line': (line) => (/^\s*[^\s#]/.test(line) ? '' : undefined),
  'turn a condition over': (line) =>
    replaceOnce(line, /\bif(?:n?def|n?eq)\b/, (word) =>
      word[2] === 'n' ? word.replace('n', '') : word.replace('if', 'ifn'),
    ),
  'build a module': (line) => replaceOnce(line, /^\s*(?:obj|lib)-y\b/, (word) => word.replace('-y', '-m')),
  'build always': (line) => replaceOnce(line, /\$\(CONFIG_\w+\)(?=\s*[+:]?=)/, () => 'y'),
  'drop a word': (line) =>
    replaceOnce(line, /(=.*\S)\s+[\w./-]+\s*$/, (found) => found.replace(/\s+[\w./-]+\s*$/, '')),
  'name another object': (line) => replaceOnce(line, /\b\w+\.o\b/, (word) => word.replace('.o', '_2.o')),
  'ask another symbol': (line) => replaceOnce(line, /CONFIG_\w+/, (word) => `${word}_2`),
  'set another value': (line) => replaceOnce(line, /^CONFIG_\w+=y$/, (setting) => setting.replace(/y$/, 'm')),
};

const BY_TEXT: Readonly<Record<string, (lines: readonly string[], random: Random) => string[] | undefined>> =
  {
    'drop an if and its endif': (lines, random) => dropBlock(lines, random, false),
    'drop a block': (lines, random) => dropBlock(lines, random, true),
  };

function dropBlock(lines: readonly string[], random: Random, isWhole: boolean): string[] | undefined {
  const from = pickLine(lines, /^\s*if(?:n?def|n?eq)\b/, random);
  if (from === undefined) return undefined;
  let depth = 0;
  for (let i = from; i < lines.length; i++) {
    if (/^\s*if(?:n?def|n?eq)\b/.test(lines[i]!)) depth++;
    if (/^\s*else\b/.test(lines[i]!) && depth === 1 && !isWhole) return undefined;
    if (/^\s*endif\b/.test(lines[i]!) && --depth === 0) {
      return lines.filter((_, at) => (isWhole ? at < from || at > i : at !== from && at !== i));
    }
  }
  return undefined;
}

export const MAKEFILE_OPERATORS: readonly string[] = [
  ...Object.keys(BY_EDITS),
  ...Object.keys(BY_LINE),
  ...Object.keys(BY_TEXT),
];

/** A wrong text of a makefile or a configuration; undefined where there is nothing that the operator could change. */
export function mutateMakefile(change: MutableChange, operator: string, random: Random): string | undefined {
  const byEdits = BY_EDITS[operator];
  if (byEdits) {
    const edits = byEdits(change, random);
    return edits && applyEdits(change.before, edits);
  }
  const lines = applyEdits(change.before, change.edits).split('\n');
  const byLine = BY_LINE[operator];
  return (byLine ? mutateLine(lines, byLine, random) : BY_TEXT[operator]!(lines, random))?.join('\n');
}

/**
 * Whether two texts differ in comments and white space alone, or in what nothing builds: lists that no condition turns
 * on (`obj-`) have no effect.
 */
export function isSameMakefile(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/\\\n/g, ' ')
      .replace(/^(?!# CONFIG_).*?#.*$/gm, (line) => (line.startsWith('\t') ? line : line.replace(/#.*/, '')))
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' '))
      .filter((line) => line !== '')
      .join('\n');
  return plain(a) === plain(b);
}
