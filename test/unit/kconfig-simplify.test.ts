import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  parseExpression,
  visitSymbols,
  type Expression,
  type Operand,
} from '../../src/lang/kconfig/expression.js';
import { evaluate, printChanged, simplify } from '../../src/lang/kconfig/simplify.js';
import { and, not, or, type Knowledge, type Tristate } from '../../src/lang/kconfig/tristate.js';
import type { SymbolType } from '../../src/lang/kconfig/syntax.js';
import { factsOf } from './kconfig-support.js';
import { fc } from './properties.js';

const TYPES: Readonly<Record<string, SymbolType>> = {
  INT: 'int',
  HEX: 'hex',
  STR: 'string',
  XI: 'int',
  XH: 'hex',
  XS: 'string',
};

function knowing(spec: string): Knowledge {
  const facts = new Map(spec === '' ? [] : factsOf(spec).map((fact) => [fact.name, fact]));
  return {
    fact(name) {
      const fact = facts.get(name);
      return fact && { value: fact.value, cause: name };
    },
    type: (name) => TYPES[name],
    isDefined: (name) => /^[A-Z]/.test(name),
  };
}

const parse = (text: string): Expression => parseExpression(text, 0, text.length)!.expression;

/** The expression's text after simplification. */
function print(text: string, spec: string): string {
  const result = simplify(parse(text), text, knowing(spec));
  if (result.kind === 'unchanged') return text;
  return result.kind === 'constant'
    ? result.value
    : printChanged(text, { start: 0, end: text.length }, result.changes);
}

void describe('tristate algebra', () => {
  void it('is minimum, maximum and 2 - x', () => {
    const all: Tristate[] = [0, 1, 2];
    for (const a of all) {
      assert.equal(not(a), 2 - a);
      for (const b of all) {
        assert.equal(and(a, b), Math.min(a, b));
        assert.equal(or(a, b), Math.max(a, b));
      }
    }
  });

  void it('folds constants in all combinations', () => {
    const names = ['n', 'm', 'y'];
    for (const [i, a] of names.entries()) {
      assert.equal(evaluate(parse('!X'), knowing(`X=${a}`)), 2 - i);
      for (const [j, b] of names.entries()) {
        assert.equal(evaluate(parse(`X && ${b}`), knowing(`X=${a}`)), Math.min(i, j));
        assert.equal(evaluate(parse(`X || ${b}`), knowing(`X=${a}`)), Math.max(i, j));
        assert.equal(evaluate(parse(`X = ${b}`), knowing(`X=${a}`)), i === j ? 2 : 0);
        assert.equal(evaluate(parse(`X != ${b}`), knowing(`X=${a}`)), i === j ? 0 : 2);
        assert.equal(evaluate(parse(`X < ${b}`), knowing(`X=${a}`)), i < j ? 2 : 0);
        assert.equal(evaluate(parse(`X >= "${b}"`), knowing(`X=${a}`)), i >= j ? 2 : 0);
      }
    }
  });
});

void describe('simplify', () => {
  // Expression, facts, result.
  const cases: [string, string, string][] = [
    ['A && X', 'X=y', 'A'],
    ['X && A', 'X=y', 'A'],
    ['A && X', 'X=n', 'n'],
    ['A && X', 'X=m', 'A && m'],
    ['A || X', 'X=m', 'A || m'],
    ['A || X', 'X=n', 'A'],
    ['A || X', 'X=y', 'y'],
    ['!X', 'X=m', 'm'],
    ['A && !X', 'X=m', 'A && m'],
    ['A && X && m', 'X=m', 'A && m'],
    ['A || (B && X)', 'X=n', 'A'],
    ['(X && A)', 'X=y', 'A'],
    ['A  &&  B && !X', 'X=n', 'A  &&  B'],
    ['A && (B || X)', 'X=n', 'A && B'],
    ['A && (B || C || X)', 'X=n', 'A && (B || C)'],
    ['(A || B) && X', 'X=y', 'A || B'],
    ['!((A || B) && X)', 'X=y', '!(A || B)'],
    ['C && ((A || B) && X)', 'X=y', 'C && (A || B)'],
    ['C || (A && X)', 'X=y', 'C || A'],
    ['C || (A && B && X)', 'X=y', 'C || (A && B)'],
    ['C && (X || A && B)', 'X=n', 'C && A && B'],
    ['!(A || X)', 'X=n', '!A'],
    ['!(A = y || X)', 'X=n', '!(A = y)'],
    ['( A || X ) && C', 'X=n', 'A && C'],
    ['(A) && X', 'X=y', 'A'],
    ['((A)) && (B || X)', 'X=n', '((A)) && B'],
    ['y && A && X', 'X=y', 'y && A'],
    ['(A||n) && X && B', 'X=y', '(A||n) && B'],
    ['X=y && A', 'X=y', 'A'],
    ['X!=n && A', 'X=n', 'n'],
    ['A != X', 'X=n', 'A != n'],
    ['XI > 3 && A', 'XI=10', 'A'],
    ['XI > 3 && A', 'XI=2', 'n'],
    ['XH = 0x10 && A', 'XH=10', 'A'],
    ['XS = "foo" && A', 'XS=foo', 'A'],
    ['XS != "foo" && A', 'XS=foo', 'n'],
    ['INT > XI', 'XI=5', 'INT > 5'],
    ['STR = XS', 'XS=foo', 'STR = "foo"'],
    ['A && X = $(macro,b)', 'X=y', 'A && y = $(macro,b)'],
    ['A && $(m,X)', 'X=y', 'A && $(m,X)'],
    ['A || X1 || X2 || B', 'X1=n X2=n', 'A || B'],
    ['X1 || X2 || B', 'X1=n X2=n', 'B'],
    ['X && Y', 'X=y Y=m', 'm'],
    ['A && B', 'X=y', 'A && B'],
    ['A || \\\n  X || \\\n  B', 'X=n', 'A || \\\n  B'],
    ['A || \\\n  X || B', 'X=n', 'A || \\\n  B'],
    ['A || X || \\\n  B', 'X=n', 'A || \\\n  B'],
    ['A || B || \\\n  X', 'X=n', 'A || B'],
    ['X || \\\n  A || B', 'X=n', 'A || B'],
    ['A \\\n  && X \\\n  && B', 'X=y', 'A \\\n  && B'],
    ['A && (X || \\\n  B)', 'X=n', 'A && B'],
  ];
  for (const [text, facts, expected] of cases) {
    void it(`${JSON.stringify(text)} under ${facts} is ${JSON.stringify(expected)}`, () => {
      assert.equal(print(text, facts), expected);
    });
  }

  void it('leaves a comparison of a number whose symbol can only be n, and says so', () => {
    const text = 'A && XI > 3';
    const result = simplify(parse(text), text, knowing('XI=n'));
    assert.ok(result.kind === 'changed');
    assert.deepEqual(result.changes, []);
    assert.deepEqual(
      result.unresolved.map(({ name }) => name),
      ['XI'],
    );
  });

  const leaf = fc.constantFrom(
    'A',
    'B',
    'C',
    'X',
    'Y',
    'X',
    'y',
    'm',
    'n',
    'X = m',
    'Y != n',
    'A < X',
    'B = y',
    'X>=A',
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      leaf,
      fc
        .tuple(
          fc.array(tie('expression'), { minLength: 2, maxLength: 4 }),
          fc.constantFrom(' && ', ' || ', '||', ' && \\\n\t'),
        )
        .map(([parts, sign]) => `(${parts.join(sign)})`),
      fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' || ')),
      fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' && ')),
      tie('expression').map((inner) => `!(${inner})`),
      tie('expression').map((inner) => `( ${inner} )`),
    ),
  }));
  const value = fc.constantFrom('n', 'm', 'y');

  void it('keeps the value for every value of all symbols, mentions no fact after, and is idempotent', () => {
    fc.assert(
      fc.property(expression, value, value, (text, x, y) => {
        const spec = `X=${x} Y=${y}`;
        const before = parse(text);
        const printed = print(text, spec);
        const after = parse(printed);
        assert.notEqual(after.kind, 'unreadable', printed);
        visitSymbols(after, ({ name }) => assert.ok(name !== 'X' && name !== 'Y', printed));
        assert.equal(print(printed, spec), printed);
        for (let i = 0; i < 27; i++) {
          const values = {
            A: i % 3,
            B: Math.floor(i / 3) % 3,
            C: Math.floor(i / 9),
            X: 'nmy'.indexOf(x),
            Y: 'nmy'.indexOf(y),
          };
          assert.equal(
            valueOf(after, values),
            valueOf(before, values),
            `${printed} with ${JSON.stringify(values)}`,
          );
        }
      }),
      { numRuns: 600, seed: 11 },
    );
  });
});

/** The textbook evaluator: every symbol has a value. */
function valueOf(expression: Expression, values: Readonly<Record<string, number>>): number {
  const side = (operand: Operand) => {
    const name = operand.kind === 'symbol' ? operand.name : '';
    return values[name] ?? 'nmy'.indexOf(name);
  };
  switch (expression.kind) {
    case 'symbol':
    case 'constant':
    case 'macro':
      return side(expression);
    case 'unreadable':
      throw new Error('unreadable');
    case 'compare': {
      const [a, b] = [side(expression.left), side(expression.right)];
      const holds = { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b };
      return holds[expression.operator] ? 2 : 0;
    }
    case 'not':
      return 2 - valueOf(expression.operand, values);
    case 'parentheses':
      return valueOf(expression.inner, values);
    case 'and':
      return Math.min(...expression.operands.map((operand) => valueOf(operand, values)));
    case 'or':
      return Math.max(...expression.operands.map((operand) => valueOf(operand, values)));
  }
}
