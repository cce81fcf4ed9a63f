import type { KconfigFile, MenuEntry } from '../lang/kconfig/syntax.js';
import { MOST_RELATED, type Finding, type Place } from './finding.js';
import { archOf, isEntry, type KconfigScope } from './kconfig-scope.js';
import { needsOf } from './needs-of.js';
import { strongComponents } from './strong-components.js';

/** Why a symbol's value needs another one's: the place that says so, and whose files it is in. */
interface Need extends Place {
  /** Undefined: every architecture's. */
  readonly arch: string | undefined;
}

type Edges = Map<string, Map<string, Need[]>>;

/**
 * Symbols whose values need each other, by dependencies, defaults and selects: "recursive dependency detected". No
 * configuration reads the files of two architectures, so a cycle has to lie in those of one.
 */
export function findCycles(scope: KconfigScope): Finding[] {
  const edges: Edges = new Map();
  for (const { file, item } of scope.items) if (isEntry(item)) readEntry(scope, file, item, edges);
  const found = new Map<string, Finding>();
  for (const group of strongComponents(graphOf(edges, edges.keys(), () => true))) {
    const needs = group.flatMap((from) => [...(edges.get(from)?.values() ?? [])].flat());
    for (const arch of new Set(needs.map((need) => need.arch))) {
      const applies = (need: Need) => need.arch === undefined || need.arch === arch;
      for (const own of strongComponents(graphOf(edges, group, applies))) {
        const cycle = shortestCycle(edges, own, applies);
        const key = [...cycle].sort().join(' ');
        if (!found.has(key)) found.set(key, describeCycle(edges, cycle, applies));
      }
    }
  }
  return [...found.values()];
}

function graphOf(
  edges: Edges,
  nodes: Iterable<string>,
  applies: (need: Need) => boolean,
): Map<string, Set<string>> {
  const own = [...nodes];
  const members = new Set(own);
  return new Map(
    own.map((from) => {
      const to = [...(edges.get(from) ?? [])].filter(
        ([name, needs]) => members.has(name) && needs.some(applies),
      );
      return [from, new Set(to.map(([name]) => name))];
    }),
  );
}

function readEntry(scope: KconfigScope, file: KconfigFile, entry: MenuEntry, edges: Edges): void {
  const arch = archOf(file.path);
  for (const { from, to, start, end } of needsOf(scope, file, entry)) {
    if (!scope.isDefined(to)) continue;
    let own = edges.get(from);
    if (!own) edges.set(from, (own = new Map<string, Need[]>()));
    const list = own.get(to);
    const need = { path: file.path, start, end, arch };
    if (!list) own.set(to, [need]);
    else if (list.every((known) => known.arch !== undefined && known.arch !== arch)) list.push(need);
  }
}

/** A shortest way from the group's first symbol back to it, by name. */
function shortestCycle(edges: Edges, group: readonly string[], applies: (need: Need) => boolean): string[] {
  const members = new Set(group);
  const start = [...group].sort()[0]!;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const [next, needs] of edges.get(node) ?? []) {
      if (!needs.some(applies)) continue;
      if (next === start) {
        const cycle = [node];
        for (let at = node; at !== start;) cycle.unshift((at = cameFrom.get(at)!));
        return cycle;
      }
      if (!members.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return [start];
}

function describeCycle(edges: Edges, cycle: readonly string[], applies: (need: Need) => boolean): Finding {
  const steps = cycle.map((from, i) => {
    const to = cycle[(i + 1) % cycle.length]!;
    return { from, to, place: placeOf(edges.get(from)!.get(to)!.find(applies)!) };
  });
  const [first, ...others] = steps;
  return {
    code: 'dependency-cycle',
    symbol: first!.from,
    ...first!.place,
    message: `symbols need each other: ${[...cycle, cycle[0]!].join(' → ')}`,
    related: others
      .slice(0, MOST_RELATED)
      .map(({ from, to, place }) => ({ ...place, message: `${from} needs ${to}` })),
  };
}

function placeOf({ path, start, end }: Need): Place {
  return { path, start, end };
}
