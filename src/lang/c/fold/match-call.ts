import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { isRest, variableAt, type CallPattern } from './call-pattern.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { valueOfLocal } from './local-values.js';

/** What the variables of a pattern stand for: one expression each, or the arguments of `$...name`. */
export type Bindings = ReadonlyMap<string, readonly SyntaxNode[]>;

/** Matches a call; null where it isn't the pattern's. */
export function matchCall(context: FoldContext, pattern: CallPattern, call: SyntaxNode): Bindings | null {
  const list = fieldOf(call, 'arguments');
  if (!list) return null;
  const bindings = new Map<string, SyntaxNode[]>();
  return matchArguments({ context, pattern, bindings, call }, namedChildren(list)) ? bindings : null;
}

interface Matching {
  readonly context: FoldContext;
  readonly pattern: CallPattern;
  readonly bindings: Map<string, SyntaxNode[]>;
  readonly call: SyntaxNode;
}

function matchArguments(matching: Matching, args: readonly SyntaxNode[]): boolean {
  const wanted = matching.pattern.arguments;
  const { text } = matching.pattern;
  const rest = wanted.findIndex((node) => isRest(variableAt(text, node) ?? ''));
  if (rest < 0)
    return wanted.length === args.length && wanted.every((node, i) => matchNode(matching, node, args[i]!));
  const behind = wanted.length - rest - 1;
  if (args.length < rest + behind) return false;
  const taken = args.slice(rest, args.length - behind);
  return (
    wanted.slice(0, rest).every((node, i) => matchNode(matching, node, args[i]!)) &&
    bind(matching, variableAt(text, wanted[rest]!)!, taken) &&
    wanted.slice(rest + 1).every((node, i) => matchNode(matching, node, args[args.length - behind + i]!))
  );
}

function matchNode(matching: Matching, wanted: SyntaxNode, node: SyntaxNode): boolean {
  const { context, pattern } = matching;
  const variable = variableAt(pattern.text, wanted);
  if (variable !== null) return bind(matching, variable, [node]);
  const a = unwrap(wanted);
  const b = unwrap(node);
  if (a !== wanted) return matchNode(matching, a, b);
  if (sameShape(matching, a, b)) return true;
  const value = b.type === 'identifier' ? valueOfLocal(context, b, matching.call) : null;
  return value !== null && matchNode(matching, a, value);
}

function sameShape(matching: Matching, wanted: SyntaxNode, node: SyntaxNode): boolean {
  if (wanted.type !== node.type || wanted.children.length !== node.children.length) return false;
  if (wanted.children.length === 0) {
    const text = matching.pattern.text.slice(wanted.start, wanted.end);
    // A local of that name is another thing: the rule means what all know.
    const isOther = node.type === 'identifier' && matching.context.locals.has(text);
    return text === nodeText(matching.context, node) && !isOther;
  }
  return wanted.children.every((child, i) => matchNode(matching, child, node.children[i]!));
}

function bind({ bindings, context }: Matching, variable: string, nodes: readonly SyntaxNode[]): boolean {
  const known = bindings.get(variable);
  if (!known) {
    bindings.set(variable, [...nodes]);
    return true;
  }
  return (
    known.length === nodes.length &&
    known.every(
      (node, i) => plain(nodeText(context, unwrap(node))) === plain(nodeText(context, unwrap(nodes[i]!))),
    )
  );
}

/** The text without comments and white space that says nothing. */
function plain(text: string): string {
  return text
    .replace(/\/\*.*?\*\/|\\\r?\n/gs, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?(\W) ?/g, '$1')
    .trim();
}

function unwrap(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression') {
    const [child] = namedChildren(inner);
    if (!child || child.type === 'compound_statement') break;
    inner = child;
  }
  return inner;
}
