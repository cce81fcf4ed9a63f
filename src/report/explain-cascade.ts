import type { DocumentResult } from '../result.js';
import { arrangeFacts } from './arrange-facts.js';
import type { Palette } from './color.js';
import { decodeLine } from './decode-text.js';
import { describeEffect, listFacts } from './list-facts.js';

const LINE_WIDTH = 200;
/** Facts that follow from more than this are indented no further. */
const DEEPEST = 30;

/**
 * All facts of a document, what follows from one below it, each with the place that shows it and what it changes.
 * @param rule where the document stands: `rule.yaml:3`.
 */
export function explainCascade(part: DocumentResult, rule: string, palette: Palette): string {
  const facts = listFacts(part);
  const { facts: arranged, order } = arrangeFacts(facts);
  const lines = order.map((i) => {
    const fact = facts[i]!;
    const { layer, parent } = arranged[i]!;
    const others = fact.because.filter((reason) => reason !== parent).map((reason) => facts[reason]!.id);
    const id = decodeLine(fact.id, LINE_WIDTH);
    const place = decodeLine(fact.place ?? (parent === undefined ? rule : ''), LINE_WIDTH);
    const effect = describeEffect(fact);
    const also = others.length === 0 ? '' : `; also because ${decodeLine(others.join(' and '), LINE_WIDTH)}`;
    return [
      '  '.repeat(Math.min(layer, DEEPEST)),
      parent === undefined ? palette.bold(id) : id,
      place === '' ? '' : ` (${palette.cyan(place)})`,
      effect === '' ? '' : `: ${effect}`,
      also,
      '\n',
    ].join('');
  });
  const failures = part.failures.map(
    ({ path, law, message }) =>
      `${palette.red('left as it was:')} ${decodeLine(path, LINE_WIDTH)}: ${law}: ${decodeLine(message, LINE_WIDTH)}\n`,
  );
  return [...lines, ...failures].join('');
}
