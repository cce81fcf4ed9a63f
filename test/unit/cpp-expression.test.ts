import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeConfigMacros } from '../../src/lang/c/cpp/config-macros.js';
import { evaluate, evaluateConfigTest, type MacroKnowledge } from '../../src/lang/c/cpp/evaluate.js';
import { parseExpression } from '../../src/lang/c/cpp/expression.js';
import { simplifyExpression } from '../../src/lang/c/cpp/simplify.js';
import { configFact } from './cpp-support.js';
import { fc } from './properties.js';

const NOTHING: MacroKnowledge = { valueOf: () => undefined };

function valueOf(text: string, knowledge = NOTHING): bigint | undefined {
  return evaluate(parseExpression(text, 0), knowledge)?.value;
}

function simplified(text: string, facts: string): string {
  const macros = makeConfigMacros(facts.split(' ').map(configFact));
  const { outcome, notes } = simplifyExpression(parseExpression(text, 0), text, macros);
  const suffix = notes.map(({ code }) => ` !${code}`).join('');
  if (outcome.kind === 'same') return `same${suffix}`;
  return (outcome.kind === 'constant' ? `=${outcome.value.value}` : outcome.term.text) + suffix;
}

const VALUES: readonly (readonly [string, bigint | undefined])[] = [
  ['1 + 2 * 3', 7n],
  ['(1 + 2) * 3', 9n],
  ['1 ? 2 : 3 ? 4 : 5', 2n],
  ['0 ? 2 : 0 ? 4 : 5', 5n],
  ['7 & 3 == 3', 1n],
  ['1 | 2 ^ 3 & 4', 3n],
  ['8 >> 1 << 2', 16n],
  ['10 - 3 - 2', 5n],
  ['-1 < 0', 1n],
  ['-1 < 0u', 0n],
  ['~0 == 0xffffffffffffffffULL', 1n],
  ["'A' == 65", 1n],
  ["'\\n'", 10n],
  ['010 + 0b11', 11n],
  ['!5', 0n],
  ['1 / 0', undefined],
  ['9223372036854775807 + 1', undefined],
  ['A', undefined],
  ['0 && A', 0n],
  ['A || 1', 1n],
  ['f(1)', undefined],
  ['1 1', undefined],
  ['"a"', undefined],
  ['(1', undefined],
  ['', undefined],
];
for (const [text, value] of VALUES) {
  test(`the value of ${text}`, () => assert.equal(valueOf(text), value));
}

const SIMPLIFICATIONS: readonly (readonly [text: string, facts: string, result: string])[] = [
  ['defined(CONFIG_X)', 'X=y', '=1'],
  ['defined CONFIG_X', 'X=n', '=0'],
  ['defined(CONFIG_X_MODULE)', 'X=m', '=1'],
  ['defined(CONFIG_X)', 'X=m', '=0'],
  ['IS_ENABLED(CONFIG_X)', 'X=m', '=1'],
  ['IS_BUILTIN(CONFIG_X)', 'X=m', '=0'],
  ['IS_MODULE(CONFIG_X)', 'X=m', '=1'],
  ['IS_REACHABLE(CONFIG_X)', 'X=m', 'same !undecided-condition'],
  ['IS_REACHABLE(CONFIG_X) || B', 'X=y', '=1'],
  ['IS_ENABLED(CONFIG_X_MODULE)', 'X=y', '=0'],
  ['__is_defined(CONFIG_X)', 'X=y', '=1'],
  ['config_enabled(CONFIG_X)', 'X=n', '=0'],
  ['IS_ENABLED(CONFIG_XY)', 'X=n', 'same'],
  ['defined(A) && IS_ENABLED(CONFIG_X)', 'X=y', 'defined(A)'],
  ['IS_ENABLED(CONFIG_X) || defined(A)', 'X=n', 'defined(A)'],
  ['f(B) && !defined(CONFIG_X)', 'X=y', '=0'],
  ['A && (B || defined(CONFIG_X))', 'X=n', 'A && B'],
  ['A && (B || C || defined(CONFIG_X))', 'X=n', 'A && (B || C)'],
  ['A && ((B || C) && defined(CONFIG_X))', 'X=y', 'A && (B || C)'],
  ['A || ((B || C) && defined(CONFIG_X))', 'X=y', 'A || B || C'],
  ['(A && B) || defined(CONFIG_X)', 'X=n', 'A && B'],
  ['(A && B) || defined(CONFIG_X) || (C && D)', 'X=n', '(A && B) || (C && D)'],
  ['!(A && defined(CONFIG_X))', 'X=y', '!A'],
  ['!(A == 2 && defined(CONFIG_X))', 'X=y', '!(A == 2)'],
  ['!(!A && defined(CONFIG_X))', 'X=y', 'A'],
  ['!!A && defined(CONFIG_X)', 'X=y', '!!A'],
  ['defined(CONFIG_X) ? A : B', 'X=y', 'A'],
  ['(defined(CONFIG_X) ? A + 1 : B) && C', 'X=y', '(A + 1) && C'],
  ['CONFIG_N > 4', 'N=64', '=1'],
  ['CONFIG_N == 0x40 && A', 'N=64', 'A'],
  ['CONFIG_N > LIMIT', 'N=64', '64 > LIMIT'],
  ['LIMIT -CONFIG_N', 'N=-5', 'LIMIT -(-5)'],
  ['CONFIG_X', 'X=n', '=0'],
  ['CONFIG_X > 0 || A', 'X=n', 'A'],
  ['CONFIG_S', 'S=text', 'same !undecided-condition'],
  ['(A && defined(CONFIG_X)) == 1', 'X=y', '(A && 1) == 1'],
  ['(defined(A) && defined(CONFIG_X)) == 1', 'X=y', 'defined(A) == 1'],
  ['f(CONFIG_X) && A', 'X=y', 'same !unknown-macro-argument'],
  ['f(CONFIG_X) && defined(CONFIG_X)', 'X=y', 'f(CONFIG_X) !unknown-macro-argument'],
  ['f(CONFIG_X) && defined(CONFIG_X)', 'X=n', '=0'],
  ['defined(CONFIG_X) B', 'X=y', 'same !unparsable-condition'],
  ['__has_include(<a/b.h>) && defined(CONFIG_X)', 'X=y', '__has_include(<a/b.h>)'],
  ['0 && defined(CONFIG_X)', 'X=y', '0'],
  ['1 || defined(CONFIG_X)', 'X=n', '1'],
  ['A  &&  B  ||  defined(CONFIG_X)', 'X=n', 'A  &&  B'],
];
for (const [text, facts, result] of SIMPLIFICATIONS) {
  test(`${text} with ${facts} is ${result}`, () => assert.equal(simplified(text, facts), result));
}

test('CONFIG_IS_ENABLED has a value only where every phase of the tree agrees', () => {
  const macros = (facts: string, symbols?: string) =>
    makeConfigMacros(
      facts.split(' ').map(configFact),
      symbols === undefined ? {} : { isSymbol: (name) => symbols.split(' ').includes(name) },
    );
  const ask = (facts: string, symbols?: string) =>
    evaluateConfigTest('CONFIG_IS_ENABLED', 'X', macros(facts, symbols));
  assert.equal(ask('X=y'), undefined);
  assert.equal(ask('X=y', 'X'), true);
  assert.equal(ask('X=n', 'X SPL'), false);
  assert.equal(ask('X=y', 'X SPL'), undefined);
  assert.equal(ask('X=n', 'X SPL SPL_X'), undefined);
  assert.equal(ask('X=y SPL_X=y', 'X SPL SPL_X'), true);
});

test('deep nesting and long chains do not overflow', () => {
  const deep = `${'('.repeat(20_000)}A${')'.repeat(20_000)} && defined(CONFIG_X)`;
  assert.equal(simplified(deep, 'X=y'), 'same !unparsable-condition');
  assert.equal(
    simplified(`${'!'.repeat(20_000)}A || defined(CONFIG_X)`, 'X=n'),
    'same !unparsable-condition',
  );
  const long = `${'A || '.repeat(20_000)}defined(CONFIG_X)`;
  assert.equal(simplified(long, 'X=n').length, 'A || '.length * 20_000 - 4);
});

/** Random conditions over A, B, C and the known CONFIG_X and CONFIG_N. */
const condition = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'defined(A)',
      'defined B',
      'A',
      'B',
      'C',
      '1',
      '0',
      '3',
      'defined(CONFIG_X)',
      'CONFIG_X',
      'CONFIG_N',
    ),
    tie('e').map((e) => `(${e})`),
    tie('e').map((e) => `!(${e})`),
    fc
      .tuple(tie('e'), fc.constantFrom('&&', '||', '==', '<', '+', '*', '&', '-'), tie('e'))
      .map((t) => t.join(' ')),
    fc.tuple(tie('e'), tie('e'), tie('e')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
})).e;

test('a simplified condition has the truth of the original for every value of the other macros', () => {
  fc.assert(
    fc.property(
      condition,
      fc.constantFrom('y', 'n'),
      fc.array(fc.constantFrom(-1, 0, 1, 2), { minLength: 3, maxLength: 3 }),
      (text, x, numbers) => {
        const facts = makeConfigMacros([configFact(`X=${x}`), configFact('N=3')]);
        const { outcome } = simplifyExpression(parseExpression(text, 0), text, facts);
        const all: MacroKnowledge = {
          valueOf: (name) => {
            const value = numbers['ABC'.indexOf(name)];
            if (value === undefined) return facts.valueOf(name);
            return value < 0 ? { defined: false } : { defined: true, text: String(value) };
          },
        };
        const before = valueOf(text, all);
        const result = outcome.kind === 'changed' ? outcome.term.text : text;
        const after = outcome.kind === 'constant' ? outcome.value.value : valueOf(result, all);
        if (before === undefined) return;
        assert.equal(after !== 0n, before !== 0n, `${text} -> ${result}`);
        if (outcome.kind === 'changed') assert.doesNotMatch(result, /CONFIG_/);
      },
    ),
    { numRuns: 3000 },
  );
});
