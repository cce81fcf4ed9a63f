/** What is known while a text of make is expanded. */
export interface Values {
  /** The value of a CONFIG_ variable (`y`, `m`, empty, or a text), by its name without the prefix. */
  readonly config: (name: string) => string;
}

/** Deeper nesting stays as it is written. */
const DEEPEST = 40;

/**
 * Expands a text of make as far as CONFIG_ variables decide it: functions whose arguments are known are carried out
 * (make.info, "Functions"), every other reference stays, with its arguments expanded. A `$` that is left marks what
 * isn't known.
 */
export function expand(text: string, values: Values, depth = 0): string {
  let at = text.indexOf('$');
  if (at < 0 || depth > DEEPEST) return text;
  const out: string[] = [];
  let done = 0;
  while (at >= 0) {
    out.push(text.slice(done, at));
    const open = text[at + 1];
    if (open === '(' || open === '{') {
      const end = closingOf(text, at + 1);
      out.push(expandReference(text.slice(at + 2, end), values, depth));
      done = end + 1;
    } else {
      out.push(text.slice(at, at + 2));
      done = at + 2;
    }
    at = text.indexOf('$', done);
  }
  out.push(text.slice(done));
  return out.join('');
}

/** The offset of the bracket that closes the one at `open`, or the text's length. */
function closingOf(text: string, open: number): number {
  const [left, right] = text[open] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === left) depth++;
    else if (text[at] === right && --depth === 0) return at;
  }
  return text.length;
}

const FUNCTION = /^([a-z-]+)[ \t]+/;

function expandReference(body: string, values: Values, depth: number): string {
  const name = FUNCTION.exec(body);
  const fold = name ? FUNCTIONS[name[1]!] : undefined;
  if (name && fold) {
    const args = splitArguments(body.slice(name[0].length)).map((arg) => expand(arg, values, depth + 1));
    return fold(args) ?? `$(${name[1]!} ${args.join(',')})`;
  }
  const inner = expand(body, values, depth + 1);
  const config = /^CONFIG_(\w+)(?::(.*)=(.*))?$/s.exec(inner);
  if (!config) return `$(${inner})`;
  const value = values.config(config[1]!);
  const [from, to] = [config[2], config[3]];
  if (from === undefined || to === undefined) return value;
  return wordsOf(value)
    .map((word) => replaceEnd(word, from, to))
    .join(' ');
}

function replaceEnd(word: string, from: string, to: string): string {
  if (from.includes('%')) return substitute(word, from, to);
  return word.endsWith(from) ? word.slice(0, word.length - from.length) + to : word;
}

function substitute(word: string, pattern: string, by: string): string {
  const stem = stemOf(word, pattern);
  return stem === undefined ? word : by.replace('%', () => stem);
}

/** What `%` stands for; undefined where the word doesn't match. */
function stemOf(word: string, pattern: string): string | undefined {
  const at = pattern.indexOf('%');
  if (at < 0) return word === pattern ? '' : undefined;
  const [head, tail] = [pattern.slice(0, at), pattern.slice(at + 1)];
  if (word.length < head.length + tail.length || !word.startsWith(head) || !word.endsWith(tail))
    return undefined;
  return word.slice(at, word.length - tail.length);
}

export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const isKnown = (...texts: readonly (string | undefined)[]): boolean =>
  texts.every((text) => text?.includes('$') !== true);

/** Whether a text is empty once all is known; undefined where that can't be told. */
export function isEmpty(text: string): boolean | undefined {
  if (text.trim() === '') return true;
  if (!text.includes('$')) return false;
  // What stands outside of references is there whatever these are.
  let rest = text;
  for (let at = rest.indexOf('$'); at >= 0; at = rest.indexOf('$')) {
    const open = rest[at + 1];
    const end = open === '(' || open === '{' ? closingOf(rest, at + 1) + 1 : at + 2;
    rest = rest.slice(0, at) + rest.slice(end);
  }
  return rest.trim() === '' ? undefined : false;
}

/** Each function's value, or undefined where the arguments don't decide it. */
const FUNCTIONS: Readonly<Record<string, (args: readonly string[]) => string | undefined>> = {
  if([condition = '', then = '', otherwise = '']) {
    const empty = isEmpty(condition);
    return empty === undefined ? undefined : empty ? otherwise : then;
  },
  or(args) {
    const open = args.filter((arg) => isEmpty(arg) !== true);
    if (open.length === 0) return '';
    return isEmpty(open[0]!) === false ? open[0]!.trim() : undefined;
  },
  and(args) {
    if (args.some((arg) => isEmpty(arg) === true)) return '';
    return args.every((arg) => isEmpty(arg) === false) ? args.at(-1)!.trim() : undefined;
  },
  filter: ([patterns = '', text = '']) =>
    isKnown(patterns, text)
      ? wordsOf(text)
          .filter((word) => wordsOf(patterns).some((pattern) => stemOf(word, pattern) !== undefined))
          .join(' ')
      : undefined,
  'filter-out': ([patterns = '', text = '']) =>
    isKnown(patterns, text)
      ? wordsOf(text)
          .filter((word) => wordsOf(patterns).every((pattern) => stemOf(word, pattern) === undefined))
          .join(' ')
      : undefined,
  subst: ([from = '', to = '', text = '']) =>
    isKnown(from, to, text) && from !== '' ? text.split(from).join(to) : undefined,
  patsubst: ([pattern = '', by = '', text = '']) =>
    isKnown(pattern, by, text)
      ? wordsOf(text)
          .map((word) => substitute(word, pattern, by))
          .join(' ')
      : undefined,
  findstring: ([part = '', text = '']) =>
    isKnown(part, text) ? (text.includes(part) ? part : '') : undefined,
  strip: ([text = '']) => (isKnown(text) ? wordsOf(text).join(' ') : undefined),
  firstword: ([text = '']) => (isKnown(text) ? (wordsOf(text)[0] ?? '') : undefined),
};

/** The arguments of a function: commas within brackets part nothing. */
function splitArguments(text: string): string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    else if (c === ',' && depth === 0) {
      args.push(text.slice(start, at));
      start = at + 1;
    }
  }
  args.push(text.slice(start));
  return args;
}
