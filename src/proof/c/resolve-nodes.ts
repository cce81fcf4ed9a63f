import { collectKeys, holds, readCondition, type World } from './condition.js';
import { intOf } from './constants.js';
import type { Expression } from './expression.js';
import type { Known } from './known.js';
import type { Node, Token } from './token.js';

/** A conditional of which the facts leave something to decide. */
export interface OpenConditional {
  readonly kind: 'open';
  readonly at: number;
  readonly branches: readonly OpenBranch[];
}

export interface OpenBranch {
  /** Holds where no branch before it does; constant 1 for #else. */
  readonly condition: Expression;
  readonly nodes: readonly ResolvedNode[];
}

export type ResolvedNode = Token | OpenConditional;

/** Takes out the branches that the facts exclude, and puts the contents of one that they prove in its conditional's place. */
export function resolveNodes(
  nodes: readonly Node[],
  known: (start: number, end: number) => Known,
): ResolvedNode[] {
  const resolved: ResolvedNode[] = [];
  for (const node of nodes) {
    if (node.kind !== 'conditional') {
      resolved.push(node);
      continue;
    }
    const branches: OpenBranch[] = [];
    for (const branch of node.branches) {
      const end = branch.condition.at(-1)?.at ?? branch.at;
      const condition = readCondition(branch, known(branch.at, end + 1));
      const value = intOf(condition);
      if (value === 0n) continue;
      branches.push({ condition, nodes: resolveNodes(branch.nodes, known) });
      if (value !== null) break;
    }
    const [first] = branches;
    if (!first) continue;
    if (intOf(first.condition) !== null) {
      for (const inner of first.nodes) resolved.push(inner);
    } else resolved.push({ kind: 'open', at: node.at, branches });
  }
  return resolved;
}

/** The tokens that are left in a world. */
export function flatten(nodes: readonly ResolvedNode[], world: World, into: Token[] = []): Token[] {
  for (const node of nodes) {
    if (node.kind !== 'open') into.push(node);
    else {
      const taken = node.branches.find(({ condition }) => holds(condition, world));
      if (taken) flatten(taken.nodes, world, into);
    }
  }
  return into;
}

/** Adds what the conditions within ask for. */
export function keysOf(nodes: readonly ResolvedNode[], keys: Set<string>): void {
  for (const node of nodes) {
    if (node.kind !== 'open') continue;
    for (const { condition, nodes: inner } of node.branches) {
      collectKeys(condition, keys);
      keysOf(inner, keys);
    }
  }
}

/** Which branches a world takes, as a key: worlds that agree in it leave the same tokens. */
export function choicesOf(nodes: readonly ResolvedNode[], world: World): string {
  let key = '';
  for (const node of nodes) {
    if (node.kind !== 'open') continue;
    const taken = node.branches.findIndex(({ condition }) => holds(condition, world));
    key += `${taken}(${taken < 0 ? '' : choicesOf(node.branches[taken]!.nodes, world)})`;
  }
  return key;
}
