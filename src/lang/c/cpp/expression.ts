import type { Span } from '../../../text/span.js';
import { tokenizeExpression, type Token } from './expression-tokens.js';
import { parseCharacter, parseInteger, type IntegerValue } from './integer.js';

/** A controlling expression (C11 6.10.1). Every node's span covers its text in the file. */
export type Expression =
  | NumberNode
  | NameNode
  | DefinedNode
  | CallNode
  | ParenthesizedNode
  | UnaryNode
  | BinaryNode
  | LogicalNode
  | TernaryNode
  | UnknownNode;

/** An integer or character literal; without a value where implementations define it. */
export interface NumberNode extends Span {
  readonly kind: 'number';
  readonly value: IntegerValue | undefined;
}

export interface NameNode extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `defined X` or `defined(X)`. */
export interface DefinedNode extends Span {
  readonly kind: 'defined';
  readonly name: string;
}

/** `f(…)`: a function-like macro or an operator such as `__has_include`; its arguments may be no expressions. */
export interface CallNode extends Span {
  readonly kind: 'call';
  readonly name: string;
  /** The tokens between the parentheses. */
  readonly arguments: readonly Token[];
}

export interface ParenthesizedNode extends Span {
  readonly kind: 'parenthesized';
  readonly inner: Expression;
}

export interface UnaryNode extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** A chain `a && b && c` or `a || b || c`: flat, however long, because terms are what a removal drops. */
export interface LogicalNode extends Span {
  readonly kind: 'logical';
  readonly operator: '&&' | '||';
  readonly operands: readonly Expression[];
}

export interface TernaryNode extends Span {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** Text that is no controlling expression by itself (macros may make it one): kept as it is. */
export interface UnknownNode extends Span {
  readonly kind: 'unknown';
  readonly tokens: readonly Token[];
}

/** How tightly an expression's outermost operator binds: higher binds tighter (C11 6.5). */
export const BINDING = {
  comma: 0,
  ternary: 1,
  '||': 2,
  '&&': 3,
  unary: 13,
  atom: 14,
} as const;

const BINARY_BINDING: ReadonlyMap<string, number> = new Map([
  [',', BINDING.comma],
  ['||', BINDING['||']],
  ['&&', BINDING['&&']],
  ['|', 4],
  ['^', 5],
  ['&', 6],
  ['==', 7],
  ['!=', 7],
  ['<', 8],
  ['>', 8],
  ['<=', 8],
  ['>=', 8],
  ['<<', 9],
  ['>>', 9],
  ['+', 10],
  ['-', 10],
  ['*', 11],
  ['/', 11],
  ['%', 11],
]);

/** See BINDING. */
export function bindingOf(node: Expression): number {
  switch (node.kind) {
    case 'logical':
      return BINDING[node.operator];
    case 'binary':
      return BINARY_BINDING.get(node.operator)!;
    case 'ternary':
      return BINDING.ternary;
    case 'unary':
      return BINDING.unary;
    case 'unknown':
      return BINDING.comma;
    default:
      return BINDING.atom;
  }
}

/** Deeper nesting than any person writes; beyond it an expression is unknown, so that no walk over it overflows. */
const MAX_DEPTH = 120;

/**
 * Parses the body of an `#if` or `#elif` whose comments and splices are blanks; `base` is the offset of its first
 * byte in the file. Never throws: what does not parse is one unknown node.
 */
export function parseExpression(body: string, base: number): Expression {
  const tokens = tokenizeExpression(body, base);
  const start = tokens[0]?.start ?? base;
  const end = tokens.at(-1)?.end ?? base;
  const unknown: UnknownNode = { kind: 'unknown', tokens, start, end };
  return parseTokens(tokens) ?? unknown;
}

/** Precedence climbing over the tokens of one expression; undefined where they are none. */
function parseTokens(tokens: readonly Token[]): Expression | undefined {
  let at = 0;
  const whole = parseFrom(BINDING.comma, 0);
  return at === tokens.length ? whole : undefined;

  function peek(): string {
    const token = tokens[at];
    return token?.kind === 'operator' ? token.text : '';
  }

  function take(operator: string): boolean {
    if (peek() !== operator) return false;
    at++;
    return true;
  }

  /** An expression whose outermost operator binds at least as tightly as `least`. */
  function parseFrom(least: number, depth: number): Expression | undefined {
    if (depth > MAX_DEPTH) return undefined;
    let left = parseUnary(depth + 1);
    // Each round makes `left` one level deeper, except in && and || chains, which grow flat.
    for (let rounds = 0; left && rounds < MAX_DEPTH;) {
      const operator = peek();
      if (operator === '?' && least <= BINDING.ternary) {
        left = parseTernary(left, depth);
        rounds++;
        continue;
      }
      const binding = BINARY_BINDING.get(operator);
      if (binding === undefined || binding < least) return left;
      at++;
      const right = parseFrom(binding + 1, depth + 1);
      if (!right) return undefined;
      if (operator === '&&' || operator === '||') {
        left = parseChain(operator, left, right, depth);
      } else {
        left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
      }
      rounds++;
    }
    return undefined;
  }

  /** The rest of a chain `first op second op …`. */
  function parseChain(
    operator: '&&' | '||',
    first: Expression,
    second: Expression,
    depth: number,
  ): Expression | undefined {
    const operands = [first, second];
    while (take(operator)) {
      const next = parseFrom(BINDING[operator] + 1, depth + 1);
      if (!next) return undefined;
      operands.push(next);
    }
    return { kind: 'logical', operator, operands, start: first.start, end: operands.at(-1)!.end };
  }

  function parseTernary(condition: Expression, depth: number): Expression | undefined {
    if (!take('?')) return undefined;
    const whenTrue = parseFrom(BINDING.comma, depth + 1);
    if (!whenTrue || !take(':')) return undefined;
    const whenFalse = parseFrom(BINDING.ternary, depth + 1);
    if (!whenFalse) return undefined;
    return { kind: 'ternary', condition, whenTrue, whenFalse, start: condition.start, end: whenFalse.end };
  }

  function parseUnary(depth: number): Expression | undefined {
    const token = tokens[at];
    if (!token || depth > MAX_DEPTH) return undefined;
    if (token.kind === 'operator' && ['!', '-', '+', '~'].includes(token.text)) {
      at++;
      const operand = parseUnary(depth + 1);
      return (
        operand && { kind: 'unary', operator: token.text, operand, start: token.start, end: operand.end }
      );
    }
    return parsePrimary(token, depth);
  }

  function parsePrimary(token: Token, depth: number): Expression | undefined {
    const { start, end } = token;
    at++;
    switch (token.kind) {
      case 'number': {
        // A floating constant is no part of an #if; a value out of range is one that we do not know.
        return /^0[xX]|^[^.eEpP]*$/.test(token.text)
          ? { kind: 'number', value: parseInteger(token.text), start, end }
          : undefined;
      }
      case 'char':
        return { kind: 'number', value: parseCharacter(token.text), start, end };
      case 'name':
        if (token.text === 'defined') return parseDefined(token);
        return peek() === '(' ? parseCall(token) : { kind: 'name', name: token.text, start, end };
      case 'operator': {
        if (token.text !== '(') return undefined;
        const inner = parseFrom(BINDING.comma, depth + 1);
        const close = tokens[at];
        if (!inner || !take(')')) return undefined;
        return { kind: 'parenthesized', inner, start, end: close!.end };
      }
      case 'junk':
        return undefined;
    }
  }

  function parseDefined(operator: Token): Expression | undefined {
    const parenthesized = take('(');
    const name = tokens[at];
    if (name?.kind !== 'name') return undefined;
    at++;
    const last = parenthesized ? tokens[at] : name;
    if (parenthesized && !take(')')) return undefined;
    // `defined` and its name run together where only a splice stands between: then it is another name altogether.
    return { kind: 'defined', name: name.text, start: operator.start, end: last!.end };
  }

  function parseCall(name: Token): Expression | undefined {
    at++;
    const first = at;
    for (let open = 1; at < tokens.length; at++) {
      const operator = peek();
      if (operator === '(') open++;
      else if (operator === ')') open--;
      if (open > 0) continue;
      const close = tokens[at++]!;
      const inner = tokens.slice(first, at - 1);
      return { kind: 'call', name: name.text, arguments: inner, start: name.start, end: close.end };
    }
    return undefined;
  }
}
