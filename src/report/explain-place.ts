import { append } from '../text/append.js';
import { factId } from '../lang/facts.js';
import { editsOf } from '../patch/format-patch.js';
import { makeLineChanges, type LineChange } from '../patch/hunks.js';
import type { DocumentResult, FileChange, LeftoverReport } from '../result.js';
import { makeSourceText, type SourceText } from '../text/source-text.js';
import type { Palette } from './color.js';
import { decodeLine } from './decode-text.js';
import { openSources, placeOf } from './list-facts.js';
import { traceCauses } from './trace-causes.js';

const LINE_WIDTH = 200;
/** Lines of a change that are shown. */
const SHOWN = 3;
/** Lines between a change and one that is asked for, so that they stand in one hunk. */
const CONTEXT = 3;

/** What is asked for. */
export interface Place {
  /** Latin1, below the tree. */
  readonly path: string;
  /** From 1, before the document; absent: all of the file. */
  readonly line?: number;
}

/**
 * Why a document changes or leaves what stands in a place: each change and leftover with its chain of facts, first what
 * the rule states, and each fact with the place that shows it.
 * @param rule where the document stands: `rule.yaml:3`.
 * @returns '' where the document does nothing there.
 */
export function explainPlace(part: DocumentResult, place: Place, rule: string, palette: Palette): string {
  const { path, line } = place;
  const explain = explainChain(part, rule, palette);
  const own = <T extends { readonly path: string }>(list: readonly T[]) =>
    list.filter((one) => one.path === path);
  const blocks: string[] = [];
  for (const change of own(part.changes)) append(blocks, explainChange(change, line, explain, palette));
  for (const leftover of own(part.leftovers)) {
    if (line === undefined || leftover.line === line)
      blocks.push(explainLeftover(leftover, explain, palette));
  }
  for (const { law, message } of own(part.failures)) {
    blocks.push(
      `${palette.bold(decodeLine(path, LINE_WIDTH))}: left as it was: ${law}: ${decodeLine(message, LINE_WIDTH)}\n`,
    );
  }
  return blocks.join('\n');
}

/** The lines of a file at which a document changes or leaves something, from 1, in order. */
export function touchedLines(part: DocumentResult, path: string): number[] {
  const changed = part.changes
    .filter((change) => change.path === path)
    .flatMap((change) => makeLineChanges(makeSourceText(path, change.before), editsOf(change)));
  const left = part.leftovers.filter((leftover) => leftover.path === path);
  return [...changed.map(({ first }) => first + 1), ...left.map(({ line }) => line)].sort((a, b) => a - b);
}

function explainChange(
  change: FileChange,
  line: number | undefined,
  explain: (causes: readonly string[]) => string,
  palette: Palette,
): string[] {
  const source = makeSourceText(change.path, change.before);
  const changes = makeLineChanges(source, editsOf(change));
  const exact = changes.filter((one) => line === undefined || holds(one, line, 0));
  const meant = exact.length > 0 ? exact : changes.filter((one) => holds(one, line!, CONTEXT));
  return meant.map((one) => {
    const near = exact.length === 0 ? `; line ${line!} itself stays` : '';
    const at = `${decodeLine(change.path, LINE_WIDTH)}:${one.first + 1}`;
    const shown = change.status === 'deleted' ? '' : showLines(source, one, palette);
    return `${palette.bold(at)}: ${nameChange(change, one)}${near}\n${shown}${explain(one.causes)}`;
  });
}

/** @param reach lines before and behind the change that count, too. */
function holds({ first, last }: LineChange, line: number, reach: number): boolean {
  // What only adds lines belongs to those on both its sides.
  const [from, to] = first === last ? [first, first + 1] : [first + 1, last];
  return line >= from - reach && line <= to + reach;
}

function nameChange({ status }: FileChange, { first, last, lines }: LineChange): string {
  if (status === 'deleted') return 'the file goes';
  if (first === last)
    return `${lines.length === 1 ? 'a line comes' : `${lines.length} lines come`} before it`;
  const verb = lines.length === 0 ? 'go' : 'change';
  return last - first === 1
    ? `this line ${verb}${verb === 'go' ? 'es' : 's'}`
    : `lines ${first + 1} to ${last} ${verb}`;
}

function showLines(source: SourceText, { first, last, lines }: LineChange, palette: Palette): string {
  const old = source.lineStarts.slice(first, last).map((start, i) => {
    return source.text.slice(start, source.lineStarts[first + i + 1] ?? source.text.length);
  });
  const show = (list: readonly string[], sign: string, paint: (text: string) => string) => {
    const shown = list.slice(0, list.length > SHOWN + 1 ? SHOWN : list.length);
    const more = list.length - shown.length;
    return [
      ...shown.map((text) => `    ${paint(`${sign}${decodeCode(text)}`)}\n`),
      ...(more > 0 ? [`    ${paint(`${sign}… ${more} more`)}\n`] : []),
    ];
  };
  return [...show(old, '-', palette.red), ...show(lines, '+', palette.green)].join('');
}

/** A line of code with its indentation. */
function decodeCode(text: string): string {
  const indent = /^[ \t]*/.exec(text)![0];
  return `${indent}${decodeLine(text, LINE_WIDTH)}`.trimEnd();
}

function explainLeftover(
  { path, line, column, code, message, excerpt, cause }: LeftoverReport,
  explain: (causes: readonly string[]) => string,
  palette: Palette,
): string {
  return [
    `${palette.bold(`${decodeLine(path, LINE_WIDTH)}:${line}:${column}`)}: left to a person (${code}): ${decodeLine(message, LINE_WIDTH)}\n`,
    `     ${decodeCode(excerpt)}\n`,
    explain([cause]),
  ].join('');
}

/** A line for each fact on the way from the rule, with `->` where it follows from the one above. */
function explainChain(
  part: DocumentResult,
  rule: string,
  palette: Palette,
): (causes: readonly string[]) => string {
  const trace = traceCauses(part);
  const sources = openSources(part);
  const derived = new Map(part.facts.map((one) => [factId(one.fact), one]));
  const explainFact = (id: string, i: number): string => {
    const fact = derived.get(id);
    const place =
      fact === undefined ? rule : fact.path === undefined ? '' : placeOf(sources, fact.path, fact.offset);
    const shown = place === '' ? '' : ` (${palette.cyan(decodeLine(place, LINE_WIDTH))})`;
    return `  ${i === 0 ? 'because ' : '     -> '}${decodeLine(id, LINE_WIDTH)}${shown}\n`;
  };
  return (causes) => causes.map((cause) => trace(cause).map(explainFact).join('')).join('');
}
