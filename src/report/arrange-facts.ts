import type { ListedFact } from './list-facts.js';

/** Where a fact stands in a drawing that reads from left to right. */
export interface ArrangedFact {
  /** Of the reasons, the one that stands farthest right; undefined for a fact without any. */
  readonly parent: number | undefined;
  /** From 0: one more than the parent's. */
  readonly layer: number;
  /** From 0, in rows: facts that nothing hangs on have one each, others stand in the middle of theirs. */
  readonly row: number;
}

export interface Arrangement {
  readonly facts: readonly ArrangedFact[];
  /** Indexes of the facts, each right behind its parent or what hangs on an earlier one of the same parent. */
  readonly order: readonly number[];
  readonly rows: number;
}

/**
 * Puts each fact into the layer behind the last of its reasons, so that every arrow points to the right, and into rows
 * so that arrows from a parent never cross.
 * @param facts a reason that comes later in the list than what follows from it is left out of the reckoning.
 */
export function arrangeFacts(facts: readonly Pick<ListedFact, 'because'>[]): Arrangement {
  const layers: number[] = [];
  const parents: (number | undefined)[] = [];
  const children: number[][] = facts.map(() => []);
  const tops: number[] = [];
  facts.forEach(({ because }, i) => {
    let parent: number | undefined;
    for (const reason of because) {
      if (reason < i && (parent === undefined || layers[reason]! > layers[parent]!)) parent = reason;
    }
    parents.push(parent);
    layers.push(parent === undefined ? 0 : layers[parent]! + 1);
    (parent === undefined ? tops : children[parent]!).push(i);
  });
  const order: number[] = [];
  const stack = tops.reverse();
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    order.push(i);
    for (let j = children[i]!.length - 1; j >= 0; j--) stack.push(children[i]![j]!);
  }
  const rows: number[] = [];
  let count = 0;
  for (const i of order) if (children[i]!.length === 0) rows[i] = count++;
  // From the last to the first: what hangs on a fact has its row before the fact asks for it.
  for (const i of [...order].reverse()) {
    const own = children[i]!;
    if (own.length > 0) rows[i] = (rows[own[0]!]! + rows[own.at(-1)!]!) / 2;
  }
  return {
    facts: facts.map((_, i) => ({ parent: parents[i], layer: layers[i]!, row: rows[i]! })),
    order,
    rows: count,
  };
}
