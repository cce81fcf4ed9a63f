import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExpression, type Expression } from '../../src/lang/kconfig/expression.js';
import { printChanged, simplify } from '../../src/lang/kconfig/simplify.js';
import {
  and,
  not,
  or,
  TRISTATE_NAMES,
  type Knowledge,
  type Tristate,
} from '../../src/lang/kconfig/tristate.js';
import {
  conjunctsOf,
  knowSettled,
  settleRepeats,
  type Settler,
} from '../../src/lang/replace/repeated-terms.js';
import { fc } from './properties.js';

const parse = (text: string): Expression => parseExpression(text, 0, text.length)!.expression;

const known: Knowledge = { fact: () => undefined, type: () => 'tristate', isDefined: () => true };

/** The expression's text after folding; everything in it counts as written by the replacement. Bools begin with B. */
function fold(text: string, context: string): string {
  const settler: Settler = {
    text,
    isTouched: () => true,
    isConcerned: () => true,
    isBool: (name) => name.startsWith('B'),
  };
  const around = context === '' ? [] : conjunctsOf({ ...settler, text: context }, parse(context));
  const result = simplify(settleRepeats(settler, parse(text), around), text, knowSettled(known, 'it'));
  if (result.kind === 'unchanged') return text;
  if (result.kind === 'constant') return result.value;
  return printChanged(text, { start: 0, end: text.length }, result.changes);
}

for (const [text, context, expected] of [
  ['A && A', '', 'A'],
  ['A || A', '', 'A'],
  ['C && A && A && D', '', 'C && A && D'],
  ['A && (A || C)', '', 'A'],
  ['A || A && C', '', 'A'],
  ['A && !A', '', 'A && !A'],
  ['B && !B', '', 'n'],
  ['B || !B', '', 'y'],
  ['A', 'A', 'y'],
  ['A && C', 'D && A', 'C'],
  ['!A', 'A', '!A'],
  ['!B || C', 'B', 'C'],
  ['A || C', 'A', 'y'],
] as const) {
  test(`${text} where ${context || 'nothing'} holds is ${expected}`, () => {
    assert.equal(fold(text, context), expected);
  });
}

const symbol = fc.constantFrom('A', 'B', 'C');
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    symbol,
    symbol.map((name) => `!${name}`),
    fc.tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc
      .tuple(tie('any'), fc.constantFrom('&&', '||'), symbol, symbol)
      .map(([a, o, b, c]) => `${a} ${o} ${b} ${o} ${c}`),
    tie('any').map((inner) => `!(${inner})`),
  ),
})).any;

function evaluate(node: Expression, values: Readonly<Record<string, Tristate>>): Tristate {
  switch (node.kind) {
    case 'symbol':
      return values[node.name] ?? (TRISTATE_NAMES.indexOf(node.name as 'y') as Tristate);
    case 'not':
      return not(evaluate(node.operand, values));
    case 'parentheses':
      return evaluate(node.inner, values);
    case 'and':
      return node.operands.map((one) => evaluate(one, values)).reduce(and);
    case 'or':
      return node.operands.map((one) => evaluate(one, values)).reduce(or);
    default:
      throw new Error(node.kind);
  }
}

test('folding changes no value, whatever holds around', () => {
  fc.assert(
    fc.property(expression, fc.option(expression, { nil: '' }), (text, context) => {
      const after = fold(text, context);
      for (const A of [0, 1, 2] as const) {
        for (const B of [0, 2] as const) {
          for (const C of [0, 1, 2] as const) {
            const values = { A, B, C };
            const around = context === '' ? 2 : evaluate(parse(context), values);
            const now = and(around, evaluate(parse(after), values));
            assert.equal(
              now,
              and(around, evaluate(parse(text), values)),
              `${text} in '${context}': ${after}`,
            );
          }
        }
      }
    }),
    { numRuns: 4000 },
  );
});
