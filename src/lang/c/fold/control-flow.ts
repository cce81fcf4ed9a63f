import { containsSpan, type Span } from '../../../text/span.js';
import { fieldOf, namedChildren, someNode, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { nodeText, type FoldContext } from './fold-context.js';

const JUMPS = new Set(['return_statement', 'goto_statement', 'break_statement', 'continue_statement']);

/** The jump that ends the statement, so that control never reaches what follows it; judged by its last part alone. */
export function lastJump(node: SyntaxNode): SyntaxNode | null {
  if (JUMPS.has(node.type)) return node;
  const last = node.type === 'compound_statement' ? namedChildren(node).at(-1) : undefined;
  return last ? lastJump(last) : null;
}

/** Whether the statement holds a label or a case of an enclosing switch, so that control can enter it. */
export function hasEntry(node: SyntaxNode): boolean {
  return someNode(
    node,
    (part) =>
      part.type === 'labeled_statement' || (part.type === 'case_statement' && !isInSwitchWithin(part, node)),
  );
}

export type Entry = 'label-in-dead-branch' | 'case-in-dead-branch' | null;

/** Why the code in `dead` can still be entered although control doesn't flow into it; null if it can't. */
export function findLiveEntry(context: FoldContext, dead: SyntaxNode): Entry {
  let entry: Entry = null;
  walkNodes(dead, (node) => {
    if (node.type === 'case_statement' && !isInSwitchWithin(node, dead)) entry = 'case-in-dead-branch';
    if (node.type === 'labeled_statement') {
      const label = fieldOf(node, 'label');
      const jumps = label ? (context.jumps.get(nodeText(context, label)) ?? []) : [];
      if (jumps.some((at) => at < dead.start || at >= dead.end)) entry = 'label-in-dead-branch';
    }
    return undefined;
  });
  return entry;
}

function isInSwitchWithin(node: SyntaxNode, outer: SyntaxNode): boolean {
  for (let up: SyntaxNode | null = node; up && up !== outer.parent; up = up.parent) {
    if (up.type === 'switch_statement') return true;
  }
  return false;
}

/**
 * Whether an `else` after the statement would bind to an `if` within it (C11 6.8.4.1 paragraph 3).
 */
export function dangles(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = node; at;) {
    if (at.type === 'if_statement') {
      const alternative: SyntaxNode | undefined = fieldOf(at, 'alternative');
      if (!alternative) return true;
      at = namedChildren(alternative).at(-1);
    } else if (/^(?:for|while|iterator|labeled)_statement$/.test(at.type)) {
      at = namedChildren(at).at(-1);
    } else return false;
  }
  return false;
}

/** Whether an outer `else` would bind to this `if` once its own `else` is gone. */
export function wouldCaptureElse(node: SyntaxNode): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'compound_statement' || parent.type === 'function_definition') return false;
    if (parent.type === 'if_statement' && at.field === 'consequence' && fieldOf(parent, 'alternative'))
      return true;
  }
  return false;
}

/** Whether the statement stands in a list of statements rather than as the body of another one. */
export function isListed(node: SyntaxNode): boolean {
  const type = node.parent?.type;
  return type === 'compound_statement' || (type === 'case_statement' && node.field !== 'value');
}

/** Statements of a block or of a case, in order. */
export function statementsOf(list: SyntaxNode): SyntaxNode[] {
  return namedChildren(list).filter((child) => child.field !== 'value');
}

/**
 * Whether undecided conditional directives cut the statement's skeleton: what is outside of its blocks. Then the
 * syntax tree shows one of several readings, and folding it could change the others.
 */
export function isCutByDirectives(context: FoldContext, node: SyntaxNode): boolean {
  const inside = context.conditionals.filter((span) => containsSpan(node, span));
  if (inside.length === 0) return false;
  const blocks: Span[] = [];
  walkNodes(node, (part) => {
    if (part === node || part.type !== 'compound_statement') return undefined;
    blocks.push(part);
    return false;
  });
  if (node.type === 'compound_statement') blocks.push({ start: node.start + 1, end: node.end - 1 });
  return (
    inside.some((span) => !blocks.some((block) => containsSpan(block, span))) ||
    !blocks.every((b) => isBalanced(context, b))
  );
}

/** Whether each if-section that touches the span lies wholly within it. */
export function isBalanced(context: FoldContext, span: Span): boolean {
  let depth = 0;
  for (const directive of context.conditionals) {
    if (!containsSpan(span, directive)) continue;
    const word = /^#\s*(\w+)/.exec(context.text.slice(directive.start, directive.end))?.[1] ?? '';
    if (word.startsWith('if')) depth++;
    else if (depth === 0) return false;
    else if (word === 'endif') depth--;
  }
  return depth === 0;
}

/** Whether the span holds a directive that outlives it: #define, #undef or #include. */
export function holdsDefinition(context: FoldContext, span: Span): boolean {
  return context.definitions.some((directive) => containsSpan(span, directive));
}
