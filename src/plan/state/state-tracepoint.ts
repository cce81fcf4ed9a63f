import type { Fact } from '../../lang/facts.js';
import { classifyFile } from '../../lang/file-kind.js';
import { traceCalls, traceTest } from '../../lang/tracepoint-words.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import { findEventFiles } from '../judge-tracepoints.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName } from './find-names.js';
import { explainUnknown } from './unknown-name.js';

/** `tracepoint: t`: its event, its calls, and `trace_t_enabled()`, which is false now. */
export async function stateTracepoint(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'tracepoint') return { facts: [], problems: [] };
  const { name } = entry;
  const words = [name, ...traceCalls(name)];
  const paths = (await tree.findWords(words)).get(name) ?? [];
  const files = findEventFiles(
    name,
    paths.filter((path) => classifyFile(path) === 'c'),
    tree,
  );
  if (files.length === 0) {
    const found = await findName(tree, name);
    return { facts: [], problems: [await explainUnknown(entry, 'tracepoint', name, tree, found)] };
  }
  const call = { kind: 'value', what: 'function', evaluatesArguments: true, goes: true } as const;
  const facts: Fact[] = [
    { kind: 'unused', what: 'tracepoint', name },
    ...traceCalls(name).map((word): Fact => ({ ...call, name: word, value: null })),
    { ...call, name: traceTest(name), value: 'false' },
  ];
  return { facts, problems: [] };
}
