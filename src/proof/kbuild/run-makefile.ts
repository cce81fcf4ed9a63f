import { hashText } from '../kconfig/formula.js';
import { expand, isEmpty, wordsOf, type Values } from './expand.js';
import type { MakeLine, MakeTest } from './read-makefile.js';

/** What a makefile comes to for one assignment of the CONFIG_ variables. */
export interface MakeResult {
  /** The words of each variable. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Rules, recipes, includes, in order. */
  readonly others: readonly string[];
}

/**
 * Runs a makefile as far as its CONFIG_ variables decide it. Conditions on anything else hold or not by chance, which
 * depends on their text and the sample alone, so that both texts draw the same.
 */
export function runMakefile(lines: readonly MakeLine[], values: Values, sample: number): MakeResult {
  const variables = new Map<string, string[]>();
  const others: string[] = [];
  const open: { isLive: boolean; isDone: boolean; readonly isOuterLive: boolean }[] = [];
  for (const line of lines) {
    const level = open.at(-1);
    const isLive = level?.isLive ?? true;
    switch (line.kind) {
      case 'if': {
        const holds = isLive && holdsNow(line.test, values, sample);
        open.push({ isLive: holds, isDone: holds, isOuterLive: isLive });
        break;
      }
      case 'else':
        if (!level) break;
        level.isLive =
          level.isOuterLive && !level.isDone && (!line.test || holdsNow(line.test, values, sample));
        level.isDone ||= level.isLive;
        break;
      case 'endif':
        open.pop();
        break;
      case 'assign':
        if (isLive) assign(variables, line, values);
        break;
      case 'other':
        if (isLive) others.push(wordsOf(expand(line.text, values)).join(' '));
        break;
    }
  }
  return { variables, others };
}

function assign(
  variables: Map<string, string[]>,
  line: Extract<MakeLine, { kind: 'assign' }>,
  values: Values,
): void {
  const { operator, value } = line;
  const name = expand(line.name, values).trim();
  const known = variables.get(name);
  const words = value.includes('$') ? wordsOf(expand(value, values)) : [...plainWords(line)];
  if (operator === '+=' && known) known.push(...words);
  else if (operator !== '?=' || !known) variables.set(name, words);
}

/** The words of lines without a reference, which all samples share. */
const plain = new WeakMap<MakeLine, readonly string[]>();

function plainWords(line: Extract<MakeLine, { kind: 'assign' }>): readonly string[] {
  let words = plain.get(line);
  if (!words) plain.set(line, (words = wordsOf(line.value)));
  return words;
}

function holdsNow({ word, text }: MakeTest, values: Values, sample: number): boolean {
  const isPositive = word === 'ifdef' || word === 'ifeq';
  if (word === 'ifdef' || word === 'ifndef') {
    const name = expand(text, values).trim();
    const isDefined = name.startsWith('CONFIG_')
      ? values.config(name.slice('CONFIG_'.length)) !== ''
      : draw(`defined ${name}`, sample);
    return isDefined === isPositive;
  }
  const [left, right] = splitSides(text).map((side) => expand(side, values).trim());
  if (left === undefined || right === undefined) return draw(expand(text, values), sample) === isPositive;
  return areEqual(left, right, sample) === isPositive;
}

function areEqual(left: string, right: string, sample: number): boolean {
  if (left === right) return true;
  if (!left.includes('$') && !right.includes('$')) return false;
  // Text that isn't empty is never equal to nothing.
  if ((left === '' && isEmpty(right) === false) || (right === '' && isEmpty(left) === false)) return false;
  return draw([left, right].sort().join(' = '), sample);
}

const draw = (text: string, sample: number): boolean => hashText(text, sample) % 2 === 0;

/** The two sides of `(a,b)`, `"a" "b"` or `'a' 'b'`. */
function splitSides(text: string): string[] {
  const quoted = /^(["'])(.*?)\1\s*(["'])(.*?)\3$/s.exec(text);
  if (quoted) return [quoted[2]!, quoted[4]!];
  if (!text.startsWith('(') || !text.endsWith(')')) return [];
  let depth = 0;
  for (let at = 1; at < text.length - 1; at++) {
    const c = text[at];
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    else if (c === ',' && depth === 0) return [text.slice(1, at), text.slice(at + 1, -1)];
  }
  return [];
}
