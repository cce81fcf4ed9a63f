import { namedChildren, tokenOf, type SyntaxNode } from '../syntax/syntax-node.js';

/** How tightly expressions bind (C11 6.5), loosest first. */
export const Binding = {
  Comma: 1,
  Assignment: 2,
  Conditional: 3,
  Or: 4,
  And: 5,
  BitOr: 6,
  BitXor: 7,
  BitAnd: 8,
  Equality: 9,
  Relation: 10,
  Shift: 11,
  Sum: 12,
  Product: 13,
  Unary: 15,
  Primary: 20,
} as const;

/**
 * What a place asks of the expression put there. `OrOperand` is where an `&&` keeps its parentheses, which gcc's
 * -Wparentheses wants, though the grammar doesn't.
 */
export const OR_OPERAND = -1;

const OPERATORS: Readonly<Record<string, number>> = {
  '||': Binding.Or,
  '&&': Binding.And,
  '|': Binding.BitOr,
  '^': Binding.BitXor,
  '&': Binding.BitAnd,
  '==': Binding.Equality,
  '!=': Binding.Equality,
  '<': Binding.Relation,
  '>': Binding.Relation,
  '<=': Binding.Relation,
  '>=': Binding.Relation,
  '<<': Binding.Shift,
  '>>': Binding.Shift,
  '+': Binding.Sum,
  '-': Binding.Sum,
  '*': Binding.Product,
  '/': Binding.Product,
  '%': Binding.Product,
};

const TYPES: Readonly<Record<string, number>> = {
  comma_expression: Binding.Comma,
  assignment_expression: Binding.Assignment,
  conditional_expression: Binding.Conditional,
  unary_expression: Binding.Unary,
  pointer_expression: Binding.Unary,
  cast_expression: Binding.Unary,
  sizeof_expression: Binding.Unary,
  update_expression: Binding.Unary,
};

/** The operator token of a binary, unary or assignment expression. */
export function operatorOf(node: SyntaxNode): string {
  return node.children.find((child) => child.field === 'operator')?.type ?? '';
}

export function bindingOf(node: SyntaxNode): number {
  if (node.type === 'binary_expression') return OPERATORS[operatorOf(node)] ?? Binding.Primary;
  return TYPES[node.type] ?? Binding.Primary;
}

/** Whether an expression that binds so tightly may stand in the place without parentheses. */
export function standsIn(binding: number, place: number): boolean {
  return place === OR_OPERAND ? binding === Binding.Or || binding > Binding.And : binding >= place;
}

/** What the operands of a binary operator must bind like. */
export function operandPlace(operator: string): number {
  if (operator === '||') return OR_OPERAND;
  if (operator === '&&') return Binding.And;
  const own = OPERATORS[operator] ?? Binding.Unary;
  // Comparisons take arithmetic as it is; nested arithmetic keeps the author's parentheses.
  return own === Binding.Equality || own === Binding.Relation ? Binding.Shift : Binding.Unary;
}

/** The expression without parentheses around it, as far as the place allows. */
export function unwrapFor(node: SyntaxNode, place: number): SyntaxNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression') {
    const child = namedChildren(inner)[0];
    if (!child || child.type === 'compound_statement' || !standsIn(bindingOf(child), place)) break;
    // `a && (b & c)`: the grammar wouldn't need the parentheses, the reader does.
    if (place !== 0 && child.type === 'binary_expression' && isBitwise(child)) break;
    inner = child;
  }
  return inner;
}

function isBitwise(node: SyntaxNode): boolean {
  return ['&', '|', '^', '<<', '>>'].some((operator) => tokenOf(node, operator));
}
