import { classifyFile } from '../lang/file-kind.js';
import type { DerivedFact, Leftover } from '../lang/facts.js';
import { eventOfCall, traceCalls, traceProbes, traceTest } from '../lang/tracepoint-words.js';
import type { Candidate, Verdicts } from './judge-names.js';
import type { PlannedTree } from './planned-tree.js';

/**
 * Decides which trace events go because the last call of theirs went. One that a probe is registered for stays, and
 * so does one that documentation, scripts or tools mention, with a leftover.
 */
export async function judgeTracepoints(
  candidates: readonly Candidate[],
  tree: PlannedTree,
): Promise<Verdicts> {
  const causes = new Map<string, string>();
  for (const { name, lost, cause } of candidates) {
    const event = lost === 'use' ? eventOfCall(name) : undefined;
    if (event !== undefined && !causes.has(event)) causes.set(event, cause);
  }
  const facts: DerivedFact[] = [];
  const leftovers: Leftover[] = [];
  if (causes.size === 0) return { facts, leftovers };
  const events = [...causes.keys()].sort();
  const callsOf = (event: string) => [...traceCalls(event), traceTest(event), ...traceProbes(event)];
  const found = await tree.findWords(events.flatMap((event) => [event, ...callsOf(event)]));
  for (const event of events) {
    if (callsOf(event).some((word) => isStillSaid(word, found.get(word) ?? [], tree))) continue;
    const paths = found.get(event) ?? [];
    if (paths.some((path) => isTested(event, path, tree))) continue;
    const [file] = findEventFiles(
      event,
      paths.filter((path) => classifyFile(path) === 'c'),
      tree,
    );
    if (file === undefined) continue;
    const cause = causes.get(event)!;
    const mention = await findMention(event, paths, tree);
    if (mention) {
      const message = `the trace event ${event} has no use left, but stays: this mentions it`;
      const offset = tree.originalOffset(mention.path, mention.offset);
      leftovers.push({ ...mention, offset, message, cause });
    } else {
      const fact = { kind: 'unused', what: 'tracepoint', name: event } as const;
      const offset = tree.originalOffset(file.path, file.offset);
      facts.push({ fact, because: [cause], path: file.path, offset });
    }
  }
  return { facts, leftovers };
}

/** Whether code of a file left says the word; what comments say doesn't count. */
function isStillSaid(word: string, paths: readonly string[], tree: PlannedTree): boolean {
  return paths.some((path) => {
    const text = tree.textOf(path);
    if (!text?.includes(word)) return false;
    if (classifyFile(path) !== 'c') return true;
    const code = text.replace(COMMENT, ' ');
    return new RegExp(String.raw`\b${word}\b`).test(code);
  });
}

/** Whether a header asks by tracepoint_enabled(), or a macro named like it, whether the event is on. */
function isTested(event: string, path: string, tree: PlannedTree): boolean {
  const text = tree.textOf(path) ?? '';
  if (classifyFile(path) !== 'c' || !text.includes('tracepoint')) return false;
  const test = new RegExp(String.raw`\b\w*tracepoint\w*\s*\(\s*${event}\s*\)`);
  return test.test(text.replace(COMMENT, ' '));
}

const COMMENT = /\/\*.*?\*\/|\/\/[^\n]*/gs;

async function findMention(
  event: string,
  paths: readonly string[],
  tree: PlannedTree,
): Promise<Pick<Leftover, 'code' | 'path' | 'offset'> | undefined> {
  for (const path of paths) {
    if (classifyFile(path) === 'c') continue;
    const mention = (await tree.reportNames(path, [event])).get(event)?.mention;
    if (mention) return { code: mention.code, path, offset: mention.offset };
  }
  return undefined;
}

/** Where files define the event, by the macros of include/linux/tracepoint.h. */
export function findEventFiles(
  event: string,
  paths: readonly string[],
  tree: PlannedTree,
): { readonly path: string; readonly offset: number }[] {
  const definition = new RegExp(
    String.raw`\b(?:\w*TRACE_EVENT\w*|DECLARE_TRACE(?!POINT)\w*)\(\s*${event}\b|\bDEFINE_(?:\w+_)?EVENT\w*\(\s*(?:\w+,\s*)?${event}\b`,
  );
  return paths.flatMap((path) => {
    const match = definition.exec(tree.textOf(path) ?? '');
    return match ? [{ path, offset: match.index }] : [];
  });
}
