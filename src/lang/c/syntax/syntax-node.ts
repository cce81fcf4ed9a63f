import type { Span } from '../../../text/span.js';

/** A node of the syntax tree as plain data; types and fields are tree-sitter-c's. Anonymous nodes are tokens. */
export interface SyntaxNode extends Span {
  /** For a token its text; `iterator_statement` for a macro that was masked as `while`. */
  readonly type: string;
  readonly field: string | null;
  readonly isNamed: boolean;
  readonly children: readonly SyntaxNode[];
  readonly parent: SyntaxNode | null;
}

/** The child in the given field, if there is one. */
export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function namedChildren(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.isNamed);
}

/** The anonymous child that is this token. */
export function tokenOf(node: SyntaxNode, text: string): SyntaxNode | undefined {
  return node.children.find((child) => !child.isNamed && child.type === text);
}

/** Calls `visit` for the node and everything below it, parents first; false from `visit` skips the children. */
export function walkNodes(node: SyntaxNode, visit: (node: SyntaxNode) => boolean | undefined): void {
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (visit(next) === false) continue;
    for (let i = next.children.length - 1; i >= 0; i--) stack.push(next.children[i]!);
  }
}

/** Whether some node of the tree, itself included, satisfies the predicate. */
export function someNode(node: SyntaxNode, test: (node: SyntaxNode) => boolean): boolean {
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (test(next)) return true;
    stack.push(...next.children);
  }
  return false;
}
