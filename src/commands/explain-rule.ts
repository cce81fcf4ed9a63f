import { basename, dirname } from 'node:path';
import { clip, UserError } from '../errors.js';
import type { AskedPlace, ExplainOptions } from '../explain-options.js';
import { factId } from '../lang/facts.js';
import { makePalette, wantsColor, type Palette } from '../report/color.js';
import { decodeText } from '../report/decode-text.js';
import { explainCascade } from '../report/explain-cascade.js';
import { explainPlace, touchedLines } from '../report/explain-place.js';
import { renderDot, type FactGraph } from '../report/graph-dot.js';
import { renderSvg } from '../report/graph-svg.js';
import { listFacts } from '../report/list-facts.js';
import type { DocumentResult, RunOptions, RunResult } from '../result.js';
import { loadRules } from '../rules/load-rules.js';
import { didYouMean, formatPosition } from '../rules/rule-errors.js';
import { refuseBroken } from '../write/recover-tree.js';
import { explainError } from '../write/explain-error.js';
import { writeOutputs } from '../write/write-outputs.js';
import { checkFolder } from './check-folder.js';
import type { CommandIo } from './terminal.js';

/** Lines that an error names. */
const NAMED = 5;

/**
 * `excise explain`: why a rule changes or leaves what stands in some places, or all its facts; with --graph, drawings of
 * these.
 * @throws UserError for trouble that the user can mend, such as a place that the rule doesn't touch.
 */
export async function explainRule(
  options: ExplainOptions,
  io: CommandIo,
  run: (options: RunOptions) => Promise<RunResult>,
): Promise<void> {
  const documents = loadRules([options.rule]);
  await checkFolder(options.tree);
  const result = await run({ tree: options.tree, documents, cascade: true });
  // What was read while another run wrote is of no one state.
  await refuseBroken(options.tree);
  const palette = makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal));
  const texts =
    options.places.length === 0
      ? [...explainAll(result, palette)]
      : options.places.map((place) => explainOne(result, place, palette));
  if (options.graph !== undefined) await writeGraph(options.graph, result, options.quiet ? undefined : io);
  await io.stdout.write(texts.join('\n'));
}

function* explainAll({ documents }: RunResult, palette: Palette): Generator<string> {
  for (const [index, part] of documents.entries()) {
    const text = explainCascade(part, formatPosition(part.document.at), palette);
    yield documents.length > 1 ? `${titleOf(part, index, documents.length)}\n${text}` : text;
  }
}

/** What the documents of a series do in one place; lines are those before the series. */
function explainOne({ documents }: RunResult, place: AskedPlace, palette: Palette): string {
  const told = documents.flatMap((part, index) => {
    const text = explainPlace(part, place, formatPosition(part.document.at), palette);
    if (text === '') return [];
    return documents.length > 1 ? [`${titleOf(part, index, documents.length)}\n${text}`] : [text];
  });
  if (told.length === 0) throw new UserError(explainNothing(documents, place));
  return told.join('\n');
}

function explainNothing(documents: readonly DocumentResult[], { path, line }: AskedPlace): string {
  const shown = clip(decodeText(path), 500);
  const lines = [...new Set(documents.flatMap((part) => touchedLines(part, path)))];
  if (line === undefined || lines.length === 0) {
    const paths = documents.flatMap(({ changes, leftovers, failures }) =>
      [...changes, ...leftovers, ...failures].map((one) => decodeText(one.path)),
    );
    return `${shown}: error: the rule changes and leaves nothing in this file${didYouMean(decodeText(path), new Set(paths))}`;
  }
  const nearest = lines
    .sort((a, b) => Math.abs(a - line) - Math.abs(b - line) || a - b)
    .slice(0, NAMED)
    .sort((a, b) => a - b);
  const noun = nearest.length === 1 ? 'line' : 'lines';
  return `${shown}:${line}: error: the rule changes and leaves nothing here; it does at ${noun} ${nearest.join(', ')}`;
}

function titleOf({ document, ruleFacts, alterations }: DocumentResult, index: number, of: number): string {
  const { subject } = document;
  const name = subject ?? [...ruleFacts.map(factId), ...alterations].map(decodeText).join(', ');
  return of > 1 ? `${index + 1}/${of}: ${name}` : name;
}

/** @param io is told what was written. @throws UserError where a file can't be written. */
async function writeGraph(base: string, { documents }: RunResult, io: CommandIo | undefined): Promise<void> {
  const graphs: FactGraph[] = documents.map((part, index) => ({
    title: titleOf(part, index, documents.length),
    facts: listFacts(part),
  }));
  const files = [
    { name: `${basename(base)}.svg`, text: renderSvg(graphs) },
    { name: `${basename(base)}.dot`, text: renderDot(graphs) },
  ].map(({ name, text }) => ({ name, text: Buffer.from(text).toString('latin1') }));
  try {
    await writeOutputs(dirname(base), files);
  } catch (error) {
    throw new UserError(`can't write the graph ${clip(base, 500)}: ${explainError(error)}`, { cause: error });
  }
  const facts = graphs.reduce((sum, graph) => sum + graph.facts.length, 0);
  await io?.stderr.write(`${base}.svg and ${base}.dot: ${facts} ${facts === 1 ? 'fact' : 'facts'}\n`);
}
