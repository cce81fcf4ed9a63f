import { openTree, readText } from '../src/scan/tree-view.js';

const ENTRY = /^config[ \t]+([A-Z0-9_]{4,})$/gm;

/** Symbols of a tree's drivers, in an order that depends on the tree and the seed alone. */
export function drawSymbols(root: string, seed: number): string[] {
  const tree = openTree(root);
  const names = new Set<string>();
  for (const path of tree.paths) {
    if (!/^drivers\/(?:.*\/)?Kconfig$/.test(path)) continue;
    for (const [, name] of readText(tree, path).matchAll(ENTRY)) names.add(name!);
  }
  const symbols = [...names].sort();
  let state = seed;
  for (let i = symbols.length - 1; i > 0; i--) {
    // Numerical Recipes' generator: even enough to shuffle a list.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [symbols[i], symbols[j]] = [symbols[j]!, symbols[i]!];
  }
  return symbols;
}
