import type { Expression } from './expression.js';
import type { Body, Statement } from './statement.js';

/** Calls `see` for an expression and all expressions in it, those of statement expressions too. */
export function walkExpressions(e: Expression, see: (part: Expression) => void): void {
  see(e);
  const go = (part: Expression | null) => {
    if (part) walkExpressions(part, see);
  };
  switch (e.kind) {
    case 'call':
      go(e.callee);
      e.args.forEach(go);
      return;
    case 'member': {
      go(e.of);
      return;
    }
    case 'index':
      go(e.of);
      {
        go(e.index);
        return;
      }
    case 'unary':
    case 'postfix':
    case 'cast': {
      go(e.operand);
      return;
    }
    case 'binary':
      go(e.left);
      {
        go(e.right);
        return;
      }
    case 'choice':
      go(e.test);
      go(e.yes);
      {
        go(e.no);
        return;
      }
    case 'list': {
      e.items.forEach(go);
      return;
    }
    case 'designated': {
      go(e.value);
      return;
    }
    case 'block':
      mapExpressions(e.body, (part) => {
        go(part);
        return part;
      });
      return;
    default:
      return;
  }
}

/** An expression with each of its parts put through `go`; a statement expression has none. */
export function mapParts(e: Expression, go: (part: Expression) => Expression): Expression {
  switch (e.kind) {
    case 'call':
      return { ...e, callee: go(e.callee), args: e.args.map(go) };
    case 'member':
      return { ...e, of: go(e.of) };
    case 'index':
      return { ...e, of: go(e.of), index: go(e.index) };
    case 'unary':
    case 'postfix':
    case 'cast':
      return { ...e, operand: go(e.operand) };
    case 'binary':
      return { ...e, left: go(e.left), right: go(e.right) };
    case 'choice':
      return { ...e, test: go(e.test), yes: e.yes && go(e.yes), no: go(e.no) };
    case 'list':
      return { ...e, items: e.items.map(go) };
    case 'designated':
      return { ...e, value: go(e.value) };
    default:
      return e;
  }
}

/**
 * A body with each of its expressions put through `change`; `see` gets each statement first.
 */
export function mapExpressions(
  body: Body,
  change: (e: Expression) => Expression,
  see: (s: Statement) => void = () => undefined,
): Body {
  const optional = (e: Expression | null) => e && change(e);
  const go = (inner: Body): Body => mapExpressions(inner, change, see);
  return body.map((s): Statement => {
    see(s);
    switch (s.kind) {
      case 'expression':
        return { ...s, value: change(s.value) };
      case 'declaration':
      case 'case':
      case 'return':
        return { ...s, value: optional(s.value) };
      case 'if':
        return { ...s, test: change(s.test), yes: go(s.yes), no: go(s.no) };
      case 'while':
      case 'do':
      case 'switch':
        return { ...s, test: change(s.test), body: go(s.body) };
      case 'for':
        return { ...s, first: go(s.first), test: optional(s.test), step: optional(s.step), body: go(s.body) };
      case 'each':
        return { ...s, head: change(s.head), body: go(s.body) };
      case 'block':
        return { ...s, body: go(s.body) };
      default:
        return s;
    }
  });
}
