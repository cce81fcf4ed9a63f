import type { Expression } from './expression.js';

/** The integer that an expression is, whatever its type; null: none is known. */
export function intOf(e: Expression): bigint | null {
  switch (e.kind) {
    case 'literal': {
      const match = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)[uUlL]*$/.exec(e.text);
      if (!match) return null;
      const digits = match[1]!;
      return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
    }
    case 'name':
      if (e.text === 'true') return 1n;
      return e.text === 'false' || e.text === 'NULL' ? 0n : null;
    case 'unary': {
      const value = e.op === '-' ? intOf(e.operand) : null;
      return value === null ? null : -value;
    }
    case 'cast':
      return /\*$|^(?:bool|int|long|unsigned long|unsigned int|u64|s64)$/.test(e.type)
        ? intOf(e.operand)
        : null;
    default:
      return null;
  }
}

/** Whether an expression is true or false, whatever its effects; null: unknown. */
export function truthOf(e: Expression): boolean | null {
  const value = intOf(e);
  if (value !== null) return value !== 0n;
  if (e.kind === 'literal') return /^["A-Za-z_]/.test(e.text) ? true : null;
  if (e.kind === 'name') return /^E[A-Z0-9]{2,}$/.test(e.text) ? true : null;
  if (e.kind === 'unary' && e.op === '-') return truthOf(e.operand);
  if (e.kind === 'binary' && e.op === ',') return truthOf(e.right);
  if (
    e.kind === 'call' &&
    e.callee.kind === 'name' &&
    /^(?:un)?likely$/.test(e.callee.text) &&
    e.args.length === 1
  ) {
    return truthOf(e.args[0]!);
  }
  return null;
}

const PURE_CALLS =
  /^(?:sizeof|__alignof__|_Alignof|likely|unlikely|__builtin_expect|offsetof|ARRAY_SIZE|IS_ENABLED|IS_BUILTIN|IS_MODULE|IS_REACHABLE|container_of|unlikely_notrace|defined)$/;
const CHANGES = /^(?:[-+*/%&|^]|<<|>>)?=$/;

/** Whether evaluating the expression changes nothing. */
export function isPure(e: Expression): boolean {
  switch (e.kind) {
    case 'name':
    case 'literal':
      return true;
    case 'raw':
      return !e.tokens.some((text) => text === '(' || CHANGES.test(text) || text === '++' || text === '--');
    case 'call':
      return e.callee.kind === 'name' && PURE_CALLS.test(e.callee.text) && e.args.every(isPure);
    case 'member':
      return isPure(e.of);
    case 'index':
      return isPure(e.of) && isPure(e.index);
    case 'unary':
      return e.op !== '++' && e.op !== '--' && isPure(e.operand);
    case 'postfix':
      return false;
    case 'binary':
      return !CHANGES.test(e.op) && isPure(e.left) && isPure(e.right);
    case 'choice':
      return isPure(e.test) && (e.yes === null || isPure(e.yes)) && isPure(e.no);
    case 'cast':
      return isPure(e.operand);
    case 'list':
      return e.items.every(isPure);
    case 'designated':
      return isPure(e.value);
    case 'block':
      return false;
  }
}

export function isAssignment(op: string): boolean {
  return CHANGES.test(op);
}
