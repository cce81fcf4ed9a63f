import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeWordSearch } from '../../src/proof/kconfig/index-words.js';
import { toFormula, type Scope } from '../../src/proof/kconfig/scope.js';
import { makeDiagrams } from '../../src/proof/kconfig/diagram.js';
import { readExpression, readTokens } from '../../src/proof/kconfig/expression.js';
import { evaluate, isSame, type Formula, type Tristate } from '../../src/proof/kconfig/formula.js';
import type { Statements } from '../../src/proof/kconfig/premises.js';
import { proveKconfig } from '../../src/proof/kconfig/prove-kconfig.js';
import { readKconfig } from '../../src/proof/kconfig/read-kconfig.js';
import { limitSteps } from '../../src/text/step-limit.js';
import { kconfigBlock } from './kconfig-arbitrary.js';
import { factsOf, runKconfig } from './kconfig-support.js';
import { fc } from './properties.js';

const VALUES: readonly Tristate[] = [0, 1, 2];
const NAMES = ['A', 'B', 'C'];

/** All assignments of three variables. */
const ASSIGNMENTS = VALUES.flatMap((a) => VALUES.flatMap((b) => VALUES.map((c) => [a, b, c] as const)));

const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.constantFrom(...NAMES).map((name): Formula => ({ kind: 'variable', name, isBool: name === 'C' })),
    fc.constantFrom(...VALUES).map((value): Formula => ({ kind: 'value', value })),
    tie('formula').map((of): Formula => ({ kind: 'not', of })),
    fc
      .tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(tie('formula'), { maxLength: 3 }))
      .map(([kind, of]): Formula => ({ kind, of })),
    fc
      .tuple(tie('formula'), fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()))
      .map(([of, holds]): Formula => ({ kind: 'test', of, holds })),
    fc
      .tuple(fc.array(fc.tuple(tie('formula'), tie('formula')), { maxLength: 2 }), tie('formula'))
      .map(([cases, otherwise]): Formula => {
        return { kind: 'first', cases: cases.map(([when, then]) => ({ when, then })), otherwise };
      }),
  ),
}));

/** The function as a table, reckoned with the numbers of kconfig-language.rst. */
function tableOf(of: Formula): unknown[] {
  return ASSIGNMENTS.map((values) =>
    evaluate(of, (name, isBool) => {
      const value = values[NAMES.indexOf(name)]!;
      return isBool && value === 1 ? 2 : value;
    }),
  );
}

const never = { isBool: () => false, steps: limitSteps(Infinity) };

describe('proof: decision diagrams', () => {
  it('compute minimum, maximum and 2 - x in all combinations', () => {
    const diagrams = makeDiagrams(100, limitSteps(Infinity));
    for (const a of VALUES) {
      assert.equal(diagrams.not(a), 2 - a);
      for (const b of VALUES) {
        assert.equal(diagrams.and(a, b), Math.min(a, b));
        assert.equal(diagrams.or(a, b), Math.max(a, b));
        for (const c of VALUES) assert.equal(diagrams.choose(a, b, c), a === 0 ? c : b);
      }
    }
  });

  it('find two functions equal exactly where their tables are', () => {
    fc.assert(
      fc.property(formula, formula, (a, b) => {
        const isEqual = JSON.stringify(tableOf(a)) === JSON.stringify(tableOf(b));
        assert.equal(isSame(a, b, never), isEqual);
        assert.ok(isSame(a, { kind: 'not', of: { kind: 'not', of: a } }, never));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('leave what grows too large to samples', () => {
    // Pairs that stand far apart: the diagram doubles with each.
    const name = (letter: string, i: number): Formula => ({
      kind: 'variable',
      name: `${letter}${i}`,
      isBool: true,
    });
    const count = 40;
    const indexes = Array.from({ length: count }, (_, i) => i);
    const all: Formula = {
      kind: 'or',
      of: [...indexes.map((i) => name('A', i)), ...indexes.map((i) => name('B', i))],
    };
    const pairs = (last: string): Formula => ({
      kind: 'or',
      of: indexes.map((i) => ({ kind: 'and', of: [name('A', i), name(i === 0 ? last : 'B', i)] })),
    });
    assert.ok(isSame({ kind: 'and', of: [all, pairs('B')] }, { kind: 'and', of: [pairs('B'), all] }, never));
    assert.ok(!isSame({ kind: 'and', of: [all, pairs('B')] }, { kind: 'and', of: [pairs('A'), all] }, never));
  });
});

describe('proof: reading Kconfig', () => {
  it('takes any text', () => {
    const bits = fc.constantFrom(
      'config A\n',
      'if ',
      'endif\n',
      'menu "m"\n',
      'endmenu\n',
      'choice\n',
      'endchoice\n',
      '\thelp\n',
      '\t  words\n',
      '\tdepends on ',
      'A',
      ' && ',
      ' || ',
      '!',
      '(',
      ')',
      '$(',
      '"',
      "'",
      '\\',
      '\n',
      '\t',
      ' ',
      '#',
      '=',
      '!=',
      '<',
      'source "x"\n',
      '\tselect A if ',
      '\trange 1 2\n',
      'default',
      ' y',
      '\r\n',
      '\0',
      '\xff',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { start, end } of readKconfig(text).items) assert.ok(start <= end && end <= text.length);
        assert.deepEqual(
          proveKconfig([{ path: 'Kconfig', before: text, after: text, leftovers: [] }], new Map(), NOTHING),
          [],
        );
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('takes deep nesting and long chains', () => {
    const deep = `config A\n\tdepends on ${'('.repeat(100_000)}B${')'.repeat(100_000)}\n`;
    assert.equal(readKconfig(deep).items.length, 1);
    const chain = Array.from({ length: 50_000 }, (_, i) => `A${i}`).join(' && ');
    const tokens = readTokens(chain);
    assert.equal(readExpression(tokens, 0)?.end, tokens.length);
    const nested = `${'if A\n'.repeat(50_000)}config B\n${'endif\n'.repeat(50_000)}`;
    assert.equal(readKconfig(nested).items.length, 50_001);
    const broken = proveKconfig(
      [{ path: 'Kconfig', before: nested, after: nested, leftovers: [] }],
      new Map(),
      NOTHING,
    );
    assert.deepEqual(
      broken.map(({ law }) => law),
      ['kconfig-blocks'],
    );
  });
});

const NOTHING: Statements = { removed: [], replaced: [], renamed: [], added: [], derived: [] };

describe('proof: Kconfig', () => {
  it('finds what the rewriter does to random trees right', () => {
    const value = fc.constantFrom('n', 'm', 'y');
    fc.assert(
      fc.property(fc.array(kconfigBlock, { minLength: 2, maxLength: 7 }), value, value, (blocks, x, y) => {
        const before = `${blocks.join('\n\n')}\n`;
        const facts = factsOf(`X=${x} Y=${y}`, { dropSelects: true });
        const { after, derived, places } = runKconfig({ Kconfig: before }, facts);
        if (!('Kconfig' in after)) return;
        const removed = [['X', x] as const, ['Y', y] as const].map(([name, text]) => {
          return { name, value: text, isLiteral: false, heirs: [], dropsSelects: true };
        });
        const change = { path: 'Kconfig', before, after: after.Kconfig ?? null, leftovers: places };
        const broken = proveKconfig([change], new Map(), { ...NOTHING, removed, derived });
        assert.deepEqual(broken, [], `X=${x} Y=${y}\n${before}=>\n${String(after.Kconfig)}`);
      }),
      { numRuns: 600, seed: 7 },
    );
  });
});

describe('proof: words and comparisons of Kconfig', () => {
  it('finds the same files however many words were asked for', () => {
    const texts = new Map([
      ['Kconfig', 'config A_1\n\tdepends on B.2-X/y && $(shell,test $CONFIG_C_3_MODULE)\n'],
      ['d/Kconfig', 'config CONFIGURED\n\tselect A_1\n'],
    ]);
    const words = ['A_1', 'B.2-X/y', 'C_3', 'C_3_MODULE', 'CONFIGURED', 'NOWHERE'];
    const expected = [['Kconfig', 'd/Kconfig'], ['Kconfig'], ['Kconfig'], ['Kconfig'], ['d/Kconfig'], []];
    const fresh = makeWordSearch(texts);
    const used = makeWordSearch(texts);
    for (let i = 0; i < 300; i++) used(`OTHER_${i}`);
    for (const search of [fresh, used]) assert.deepEqual(words.map(search), expected);
    assert.deepEqual(words.map(used), expected, 'and again');
  });

  /** Against expr_calc_value() of scripts/kconfig/expr.c, where n, m and y are 0, 1 and 2. */
  it('compares tristates in order, numbers by value and texts byte by byte', () => {
    const scope: Scope = {
      isTristate: () => true,
      resolve: (name) => {
        const at = ['n', 'm', 'y'].indexOf(name);
        return at < 0 ? { kind: 'variable', name, isBool: false } : { kind: 'value', value: VALUES[at]! };
      },
      literal: (name) => ({ WORDS: 'abc', TEN: '10' })[name],
      spell: (name) => name,
    };
    const valueOf = (text: string, a: Tristate) => {
      const formula = toFormula(readExpression(readTokens(text), 0)!.expression, scope);
      return evaluate(formula, (name) => (name === 'A' ? a : 0));
    };
    for (const a of VALUES) {
      for (const [i, constant] of ['n', 'm', 'y'].entries()) {
        const say = (holds: boolean) => (holds ? 2 : 0);
        assert.equal(valueOf(`A < ${constant}`, a), say(a < i));
        assert.equal(valueOf(`A <= ${constant}`, a), say(a <= i));
        assert.equal(valueOf(`${constant} < A`, a), say(i < a));
        assert.equal(valueOf(`${constant} >= A`, a), say(i >= a));
        assert.equal(valueOf(`"${constant}" = A`, a), say(i === a));
        assert.equal(valueOf(`A != ${constant}`, a), say(a !== i));
      }
    }
    for (const [text, value] of [
      ['TEN > 9', 2],
      ['TEN = 0xa', 2],
      ['012 = TEN', 2],
      ['-1 < 0', 2],
      ['WORDS = "abc"', 2],
      ['WORDS < "abd"', 2],
      ['"9" < "abc"', 2],
      ['WORDS != "abc"', 0],
    ] as const)
      assert.equal(valueOf(text, 0), value, text);
    const steps = limitSteps(Infinity);
    const formulaOf = (text: string) => toFormula(readExpression(readTokens(text), 0)!.expression, scope);
    for (const [a, b] of [
      ['B != C', '!(B = C)'],
      ['B >= C', '!(B < C)'],
      ['B <= "x"', '!(B > "x")'],
      ['$(cc-version) >= 50', '!($(cc-version) < 50)'],
    ] as const)
      assert.ok(isSame(formulaOf(a), formulaOf(b), { isBool: () => false, steps }), `${a}, ${b}`);
    assert.ok(!isSame(formulaOf('B < C'), formulaOf('B > C'), { isBool: () => false, steps }));
  });
});
