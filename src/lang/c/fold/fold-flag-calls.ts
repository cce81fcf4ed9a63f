import type { Edit } from '../../../edit/edit.js';
import { containsSpan, mergeSpans, type Span } from '../../../text/span.js';
import { factId, type ConfigFact } from '../../facts.js';
import type { Shift } from './fold-context.js';
import { findFlagCalls, type FlagCall } from '../syntax/flag-calls.js';
import { advanceColumn, lineStartAt } from './trivia.js';
import { keepContinuation, widen } from './vanish-macros.js';

export interface FlagEdits {
  /** Sorted; one may hold others. */
  readonly edits: readonly Edit[];
  /** Lines that stood between the brackets and move to where those began. */
  readonly shifts: readonly Shift[];
}

/**
 * Takes `IF_X(…)` and `IF_NOT_X(…)` out of code and of the bodies of macros, before any parsing: what they hold may be
 * any tokens. Arguments that are kept stay where they are, without the word and its brackets.
 * @param configs what is known, by symbol; @param isFlag whether the words mean the symbol in this file.
 */
export function foldFlagCalls(
  text: string,
  configs: ReadonlyMap<string, ConfigFact>,
  isFlag: (symbol: string) => boolean,
): FlagEdits {
  const edits: Edit[] = [];
  const shifts: Shift[] = [];
  const isKnown = (symbol: string) => {
    const fact = configs.get(symbol);
    return fact !== undefined && fact.value.value !== 'm' && isFlag(symbol);
  };
  let goneTo = -1;
  const directives = new Map<number, Span>();
  // What stands before a call's end, once the calls are taken out: by that end.
  const endsAs = new Map<number, string>();
  for (const call of findFlagCalls(text, isKnown)) {
    if (call.start < goneTo) continue;
    const fact = configs.get(call.symbol)!;
    const isSet = fact.value.value !== 'n' || fact.value.kind === 'literal';
    const cause = factId(fact);
    const isKept = isSet === call.keepsWhenSet && call.content.end > call.content.start;
    if (!isKept) goneTo = call.end;
    const own = isKept ? unwrap(text, call, cause) : [{ ...dropWhole(text, call, endsAs), text: '', cause }];
    endsAs.set(call.end, lastVisible(text, isKept ? call.content.end : call.start, endsAs));
    const { directive } = call;
    if (directive) directives.set(directive.start, directive);
    edits.push(...(directive ? own.map((edit) => keepContinuation(text, directive, edit)) : own));
    const shift = isKept && directive === null ? shiftOf(text, call) : null;
    if (shift) shifts.push(shift);
  }
  edits.push(...endDirectives(text, edits, directives));
  return { edits: edits.sort((a, b) => a.start - b.start || b.end - a.end), shifts };
}

/** Where the last lines of a #define all go, the backslash of the line before them goes, too. */
function endDirectives(text: string, edits: readonly Edit[], directives: ReadonlyMap<number, Span>): Edit[] {
  return [...directives.values()].flatMap((directive): Edit[] => {
    const own = edits.filter((edit) => edit.text === '' && containsSpan(directive, edit));
    const last = mergeSpans(own).at(-1);
    if (!last || last.end < directive.end || text[last.start - 1] !== '\n') return [];
    const before = /[ \t]*\\\r?\n$/.exec(text.slice(directive.start, last.start))?.[0];
    if (before === undefined) return [];
    return [{ start: last.start - before.length, end: last.start, text: '', cause: own[0]!.cause }];
  });
}

/** The call with the blanks that it leaves, and the `;` behind a statement or declaration that is nothing now. */
function dropWhole(
  text: string,
  { start, end, within }: FlagCall,
  endsAs: ReadonlyMap<number, string>,
): Span {
  const addition = /^[ \t]*\+[ \t]*(?=0\s*[,;)}])/.exec(text.slice(end, end + 80))?.[0];
  if (addition !== undefined && isOperandStart(text, start)) return { start, end: end + addition.length };
  const rest = /^[ \t]*;/.exec(text.slice(end, end + 80))?.[0];
  const standsAlone =
    (within === '' || within === '{') && /^(?:[;{}]|)$/.test(lastVisible(text, start, endsAs));
  return rest !== undefined && standsAlone ? { start, end: end + rest.length } : widen(text, start, end);
}

/** What stands before the arguments and behind them; a blank where words would run together. */
function unwrap(text: string, call: FlagCall, cause: string): Edit[] {
  const { content } = call;
  // Line ends within the brackets stay: what is left of their lines goes with the line.
  const headEnd = stopAtLine(text, content.start, call.start);
  const lineStart = lineStartAt(text, call.start);
  const isFirst = /^[ \t]*$/.test(text.slice(lineStart, call.start));
  const leads = !isFirst && /[,;)\]\n\r]/.test(text[headEnd] ?? '\n');
  const start = leads ? skipBlanksBack(text, call.start, lineStart) : call.start;
  const pullsUp = !call.endsInLineComment && /^[ \t]*[^\s\\]/.test(text.slice(call.end, call.end + 80));
  const tailStart = pullsUp ? content.end : lastLineIn(text, content.end, call.close);
  // `IF_X(A) IF_Y(B) + 0` is a number even where no flag is set.
  const addition = /^[ \t]*\+[ \t]*0(?=\s*[,;)}])/.exec(text.slice(call.end, call.end + 80))?.[0];
  const end = call.end + (addition !== undefined && isOperandStart(text, call.start) ? addition.length : 0);
  return [
    { start, end: headEnd, text: joint(text, start, headEnd), cause },
    { start: tailStart, end, text: joint(text, tailStart, end), cause },
  ];
}

/** Whether what stands here is the first operand of its expression. */
const isOperandStart = (text: string, offset: number): boolean => /^[=(,]$/.test(lastVisible(text, offset));

const NO_ENDS: ReadonlyMap<number, string> = new Map();

/** The last character before the offset that is no white space; '' at the start of the text. */
function lastVisible(text: string, offset: number, endsAs = NO_ENDS): string {
  for (let at = offset - 1; at >= 0; at--) {
    if (!/[\s\\]/.test(text[at]!)) return endsAs.get(at + 1) ?? text[at]!;
  }
  return '';
}

/** Where the white space behind the bracket ends, or its line. */
function stopAtLine(text: string, to: number, from: number): number {
  const newline = text.slice(from, to).search(/[ \t]*\\?\r?\n/);
  return newline < 0 ? to : from + newline;
}

/** Where the last line before the bracket that closes begins, or where the arguments end. */
function lastLineIn(text: string, from: number, to: number): number {
  const newline = text.lastIndexOf('\n', to - 1);
  return newline >= from ? newline + 1 : from;
}

function joint(text: string, start: number, end: number): string {
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (/[\w$]/.test(before)) return /[\w$"']/.test(after) ? ' ' : '';
  return /[-+*/%&|^<>=!.#:]/.test(before) && /[-+*/%&|^<>=!.#:]/.test(after) ? ' ' : '';
}

function skipBlanksBack(text: string, offset: number, stop: number): number {
  let at = offset;
  while (at > stop && /[ \t]/.test(text[at - 1]!)) at--;
  return at;
}

/** Of arguments on lines of their own that are indented more than the call. */
function shiftOf(text: string, call: FlagCall): Shift | null {
  const lineStart = lineStartAt(text, call.start);
  const indent = text.slice(lineStart, call.start);
  const firstLine = lineStartAt(text, call.content.start);
  if (
    !/^[ \t]*$/.test(indent) ||
    firstLine <= call.start ||
    lineStartAt(text, call.close) <= call.content.end
  )
    return null;
  const columns = advanceColumn(0, indent) - advanceColumn(0, text.slice(firstLine, call.content.start));
  return columns < 0 ? { start: firstLine, end: call.content.end, columns } : null;
}
