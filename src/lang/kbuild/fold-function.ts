import type { Edit } from '../../edit/edit.js';
import { matchPattern, renderSpan, splitWords, substitutePattern, type Folded } from './fold-expansion.js';
import type { FunctionCall } from './parse-expansion.js';

/** What a call of a function of make becomes. */
export type CallOutcome =
  /** It always expands to this. */
  | { readonly kind: 'value'; readonly value: string }
  /** It is replaced by other source text, such as one of its arguments. */
  | {
      readonly kind: 'source';
      readonly text: string;
      readonly value: string | null;
      readonly nonEmpty: boolean;
    }
  /** It stays, with these edits in its arguments. */
  | { readonly kind: 'kept'; readonly edits: readonly Edit[]; readonly nonEmpty: boolean };

type FoldRule = (text: string, args: readonly Folded[], call: FunctionCall) => CallOutcome | null;

/** Functions whose result follows from known arguments (GNU make manual, "Functions for Transforming Text"). */
const RULES: ReadonlyMap<string, FoldRule> = new Map<string, FoldRule>([
  ['if', foldIf],
  ['or', foldOr],
  ['and', foldAnd],
  ['filter', (text, args) => foldFilter(text, args, true)],
  ['filter-out', (text, args) => foldFilter(text, args, false)],
  ['subst', foldSubst],
  ['findstring', foldFindString],
  [
    'patsubst',
    (_, args) => foldKnown(args, 3, ([from, to, list]) => substitutePattern(from.trim(), to.trim(), list)),
  ],
  ['strip', (_, args) => foldKnown(args, 1, ([list]) => splitWords(list).join(' '))],
]);

/**
 * Folds a call of which at least one argument was touched by a fact.
 * @returns null when nothing is known beyond the edits in its arguments.
 */
export function foldCall(text: string, call: FunctionCall, args: readonly Folded[]): CallOutcome | null {
  return RULES.get(call.name)?.(text, args, call) ?? null;
}

function foldKnown(
  args: readonly Folded[],
  count: number,
  compute: (values: [string, string, string]) => string,
): CallOutcome | null {
  const values = args.map((arg) => arg.value);
  if (args.length !== count || values.some((value) => value === null)) return null;
  const [a = '', b = '', c = ''] = values as string[];
  return { kind: 'value', value: compute([a, b, c]) };
}

function sourceOf(text: string, arg: Folded | undefined, trim: boolean): CallOutcome {
  if (!arg) return { kind: 'value', value: '' };
  const source = renderSpan(text, arg, arg.edits);
  return { kind: 'source', text: trim ? source.trim() : source, value: arg.value, nonEmpty: arg.nonEmpty };
}

/** Whether an argument, stripped as `if`, `or` and `and` strip it, is empty; null when that isn't known. */
function truthOf(arg: Folded): boolean | null {
  if (arg.nonEmpty) return true;
  return arg.value === null ? null : arg.value.trim() !== '';
}

function foldIf(text: string, args: readonly Folded[]): CallOutcome | null {
  const [condition, then, otherwise] = args;
  if (!condition || !then || condition.edits.length === 0) return null;
  const truth = truthOf(condition);
  if (truth === null) return null;
  return sourceOf(text, truth ? then : otherwise, false);
}

/** The first argument that isn't empty. */
function foldOr(text: string, args: readonly Folded[]): CallOutcome | null {
  const kept: Folded[] = [];
  for (const arg of args) {
    const truth = truthOf(arg);
    if (truth === false && arg.edits.length > 0) continue;
    kept.push(arg);
    if (truth === true && arg.edits.length > 0) break;
  }
  return rebuildCall(text, 'or', args, kept);
}

/** The last argument when none is empty, else nothing. */
function foldAnd(text: string, args: readonly Folded[]): CallOutcome | null {
  if (args.some((arg) => truthOf(arg) === false && arg.edits.length > 0)) return { kind: 'value', value: '' };
  const kept = args.filter(
    (arg, i) => i === args.length - 1 || truthOf(arg) !== true || arg.edits.length === 0,
  );
  return rebuildCall(text, 'and', args, kept);
}

function rebuildCall(
  text: string,
  name: string,
  args: readonly Folded[],
  kept: readonly Folded[],
): CallOutcome | null {
  if (kept.length === args.length) {
    const nonEmpty = name === 'or' && args.some((arg) => truthOf(arg) === true);
    return { kind: 'kept', edits: args.flatMap((arg) => arg.edits), nonEmpty };
  }
  if (kept.length <= 1) return sourceOf(text, kept[0], true);
  const source = kept.map((arg, i) => {
    const rendered = renderSpan(text, arg, arg.edits);
    return i === 0 ? rendered.trimStart() : rendered;
  });
  const nonEmpty = name === 'or' && kept.some((arg) => truthOf(arg) === true);
  return { kind: 'source', text: `$(${name} ${source.join(',')})`, value: null, nonEmpty };
}

/**
 * `$(filter patterns,list)`. A word of the list that a fact made known goes when the patterns reject it; when they
 * take it, the result can't be empty.
 */
function foldFilter(text: string, args: readonly Folded[], keepMatches: boolean): CallOutcome | null {
  const [patterns, list] = args;
  if (args.length !== 2 || !patterns || !list) return null;
  if (list.value !== null && splitWords(list.value).length === 0) return { kind: 'value', value: '' };
  if (patterns.value === null) return null;
  const words = splitWords(patterns.value);
  const passes = (word: string) =>
    words.some((pattern) => matchPattern(pattern, word) !== null) === keepMatches;
  if (list.value !== null) return { kind: 'value', value: splitWords(list.value).filter(passes).join(' ') };
  let nonEmpty = false;
  const edits = list.edits.map((edit) => {
    if (!standsAlone(text, list, edit) || /[\s$]/.test(edit.text) || edit.text === '') return edit;
    if (passes(edit.text)) nonEmpty = true;
    return passes(edit.text) ? edit : { ...edit, text: '' };
  });
  return { kind: 'kept', edits: [...patterns.edits, ...tidyGaps(text, list, edits)], nonEmpty };
}

function standsAlone(text: string, list: Folded, edit: Edit): boolean {
  const before = edit.start === list.start || /\s/.test(text[edit.start - 1]!);
  const after = edit.end === list.end || /[\s\\]/.test(text[edit.end]!);
  return before && after;
}

/** Takes the blanks before (at the start of the list, after) words that were emptied. */
function tidyGaps(text: string, list: Folded, edits: readonly Edit[]): Edit[] {
  const tidied: Edit[] = [];
  for (const edit of edits) {
    let { start, end } = edit;
    if (edit.text === '' && standsAlone(text, list, edit)) {
      const floor = tidied.at(-1)?.end ?? list.start;
      while (start > floor && /[ \t]/.test(text[start - 1]!)) start--;
      if (start === list.start || text[start - 1] === ',') {
        start = edit.start;
        while (end < list.end && /[ \t]/.test(text[end]!)) end++;
      }
    }
    tidied.push({ ...edit, start, end });
  }
  return tidied;
}

/** `$(subst from,to,text)`. */
function foldSubst(text: string, args: readonly Folded[]): CallOutcome | null {
  const [from, to, list] = args;
  if (args.length !== 3 || !from || !to || !list || from.value === null || from.value === '') return null;
  if (to.value !== null && from.value === to.value) return sourceOf(text, list, false);
  if (list.value === null) return null;
  if (to.value !== null) return { kind: 'value', value: list.value.replaceAll(from.value, to.value) };
  if (!list.value.includes(from.value)) return { kind: 'value', value: list.value };
  // $(subst y,$(A),y) is $(A)
  const source = renderSpan(text, to, to.edits);
  const replaced = list.value.replaceAll(from.value, () => source);
  return { kind: 'source', text: replaced, value: null, nonEmpty: false };
}

/** `$(findstring find,in)`: the string itself when it is found. */
function foldFindString(_: string, args: readonly Folded[]): CallOutcome | null {
  const [find, list] = args;
  if (args.length !== 2 || find?.value == null || !list) return null;
  const { value } = find;
  if (list.value !== null) return { kind: 'value', value: list.value.includes(value) ? value : '' };
  return value !== '' && list.edits.some((edit) => edit.text.includes(value) && !edit.text.includes('$'))
    ? { kind: 'value', value }
    : null;
}
