/**
 * Groups of nodes that reach each other, of more than one node or with an edge to itself (Tarjan, without recursion).
 * Nodes and edges are taken in the order given.
 */
export function strongComponents(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open = new Set<string>();
  const path: string[] = [];
  const found: string[][] = [];
  for (const root of edges.keys()) {
    if (index.has(root)) continue;
    const stack: { readonly node: string; readonly next: Iterator<string> }[] = [];
    const enter = (node: string) => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      path.push(node);
      open.add(node);
      stack.push({ node, next: (edges.get(node) ?? new Set<string>()).values() });
    };
    const lower = (node: string, value: number) => low.set(node, Math.min(low.get(node)!, value));
    enter(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { node, next } = top;
      const step = next.next();
      if (!step.done) {
        if (!index.has(step.value)) enter(step.value);
        else if (open.has(step.value)) lower(node, index.get(step.value)!);
        continue;
      }
      stack.pop();
      const parent = stack.at(-1);
      if (parent) lower(parent.node, low.get(node)!);
      if (low.get(node) !== index.get(node)) continue;
      const group = path.splice(path.lastIndexOf(node));
      for (const member of group) open.delete(member);
      if (group.length > 1 || edges.get(node)?.has(node)) found.push(group);
    }
  }
  return found;
}
