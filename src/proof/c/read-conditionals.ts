import type { Branch, Conditional, Node, Token } from './token.js';

export interface NodeTree {
  readonly nodes: readonly Node[];
  /** Conditionals without #endif, #else or #endif without #if, or with words behind it. */
  readonly defects: number;
  /** How deep conditionals nest. */
  readonly depth: number;
}

interface OpenConditional {
  readonly at: number;
  readonly branches: (Branch & { readonly nodes: Node[] })[];
}

/** Puts the tokens that stand between conditional directives into their branches. Total. */
export function readConditionals(tokens: readonly Token[]): NodeTree {
  const top: Node[] = [];
  const open: OpenConditional[] = [];
  let into = top;
  let defects = 0;
  let depth = 0;
  const close = (isClosed: boolean) => {
    const { at, branches } = open.pop()!;
    const node: Conditional = { kind: 'conditional', at, branches, isClosed };
    into = open.at(-1)?.branches.at(-1)?.nodes ?? top;
    into.push(node);
  };
  for (const token of tokens) {
    const word = token.kind === 'directive' ? token.parts![0]!.text : '';
    if ((word === 'endif' || word === 'else') && token.parts!.length > 1) defects++;
    if (/^(?:if|ifdef|ifndef)$/.test(word)) {
      open.push({ at: token.at, branches: [] });
      depth = Math.max(depth, open.length);
    } else if (word === 'endif') {
      if (open.length === 0) defects++;
      else close(true);
      continue;
    } else if (!/^(?:elif|elifdef|elifndef|else)$/.test(word)) {
      into.push(token);
      continue;
    } else if (open.length === 0) {
      defects++;
      continue;
    } else if (open.at(-1)!.branches.at(-1)!.word === 'else') defects++;
    const branch = { word, condition: token.parts!.slice(1), at: token.at, nodes: [] };
    open.at(-1)!.branches.push(branch);
    into = branch.nodes;
  }
  while (open.length > 0) {
    defects++;
    close(false);
  }
  return { nodes: top, defects, depth };
}
