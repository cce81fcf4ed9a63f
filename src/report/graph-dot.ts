import { decodeLine } from './decode-text.js';
import { describeEffect, type ListedFact } from './list-facts.js';

const WIDTH = 200;

/** One document's facts. */
export interface FactGraph {
  readonly title: string;
  readonly facts: readonly ListedFact[];
}

/** The facts of a series as a graph for Graphviz: an arrow from each fact to what follows from it. UTF-8. */
export function renderDot(graphs: readonly FactGraph[]): string {
  const lines = ['digraph cascade {', '  rankdir=LR;', '  node [shape=box, fontname="monospace"];'];
  graphs.forEach(({ title, facts }, g) => {
    lines.push(`  subgraph cluster_${g} {`, `    label="${escape(title)}";`);
    facts.forEach((fact, i) => {
      const label = [fact.id, fact.place ?? '', describeEffect(fact)].filter((text) => text !== '');
      const bold = fact.because.length === 0 ? ', style=bold' : '';
      lines.push(`    d${g}_${i} [label="${label.map(escape).join('\\n')}"${bold}];`);
      for (const reason of fact.because) lines.push(`    d${g}_${reason} -> d${g}_${i};`);
    });
    lines.push('  }');
  });
  return [...lines, '}', ''].join('\n');
}

/** What stands between the quotes of a label, in which a backslash begins an escape. */
function escape(text: string): string {
  return decodeLine(text, WIDTH).replace(/[\\"]/g, '\\$&');
}
