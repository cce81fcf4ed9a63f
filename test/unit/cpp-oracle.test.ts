import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { makeConfigMacros } from '../../src/lang/c/cpp/config-macros.js';
import { evaluate } from '../../src/lang/c/cpp/evaluate.js';
import { parseExpression } from '../../src/lang/c/cpp/expression.js';
import { readCondition } from '../../src/proof/c/condition.js';
import { makeKnown } from '../../src/proof/c/known.js';
import { integerOf } from '../../src/proof/c/preprocessor-integers.js';
import { readTokens } from '../../src/proof/c/read-tokens.js';
import { configFact } from './cpp-support.js';
import { fc } from './properties.js';

/** What the facts say, and the same for cpp; CONFIG_OFF and CONFIG_MOD aren't defined. */
const FACTS = ['ON=y', 'OFF=n', 'MOD=m', 'N=3', 'H=0x10'].map(configFact);
const DEFINES = ['-DCONFIG_ON=1', '-DCONFIG_MOD_MODULE=1', '-DCONFIG_N=3', '-DCONFIG_H=0x10'];

const leaf = fc.constantFrom(
  ...['0', '1', '2', '7', '010', '0x1f', '3u', '1UL', '0xffffffffffffffff', '9223372036854775807'],
  ...["'A'", "'\\n'", '-1', '~0', 'CONFIG_ON', 'CONFIG_OFF', 'CONFIG_N', 'CONFIG_H', 'CONFIG_MOD'],
  ...['defined(CONFIG_ON)', 'defined CONFIG_OFF', 'defined(CONFIG_MOD_MODULE)', 'defined CONFIG_N'],
);
const OPERATORS = ['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^', '&&', '||'];
const COMPARISONS = ['==', '!=', '<', '>', '<=', '>='];
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    leaf,
    tie('expression').map((e) => `(${e})`),
    fc.tuple(fc.constantFrom('!', '-', '~', '+'), tie('expression')).map(([op, e]) => `${op} ${e}`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...OPERATORS, ...COMPARISONS), tie('expression'))
      .map((parts) => parts.join(' ')),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
}));

const hasCpp = spawnSync('cpp', ['--version']).status === 0;

/** The truth of each expression; undefined where cpp has something against it. */
function askCpp(expressions: readonly string[]): (boolean | undefined)[] {
  const input = expressions.map((text, i) => `#if ${text}\nyes_${i}\n#endif\n`).join('');
  const { stdout, stderr } = spawnSync('cpp', ['-P', '-undef', '-w', ...DEFINES], {
    input,
    encoding: 'latin1',
  });
  const words = new Set(stdout.split(/\s+/));
  const refused = new Set(
    [...stderr.matchAll(/<stdin>:(\d+)/g)].map(([, line]) => Math.floor(Number(line) / 3)),
  );
  return expressions.map((_, i) => (refused.has(i) ? undefined : words.has(`yes_${i}`)));
}

/** How many expressions one process of cpp is asked. */
const BATCH = 60;
const batches = fc.array(expression, { minLength: BATCH, maxLength: BATCH });

test('what the evaluator decides, the real preprocessor says as well', { skip: !hasCpp }, () => {
  const macros = makeConfigMacros(FACTS);
  let decided = 0;
  fc.assert(
    fc.property(batches, (texts) => {
      askCpp(texts).forEach((truth, i) => {
        const own = evaluate(parseExpression(texts[i]!, 0), macros)?.value;
        if (truth === undefined || own === undefined) return;
        decided++;
        assert.equal(own !== 0n, truth, texts[i]);
      });
    }),
    { numRuns: 20, endOnFailure: true },
  );
  assert.ok(decided > 5 * BATCH, `${decided} decided`);
});

test('so it says of what the proof decides', { skip: !hasCpp }, () => {
  const known = makeKnown('a.c', FACTS);
  let decided = 0;
  fc.assert(
    fc.property(batches, (texts) => {
      askCpp(texts).forEach((truth, i) => {
        const condition = readTokens(texts[i]!, { hasLineComments: true, hasStrings: true });
        const own = integerOf(readCondition({ word: 'if', condition, at: 0, nodes: [] }, known));
        if (truth === undefined || own === null) return;
        decided++;
        assert.equal(own.value !== 0n, truth, texts[i]);
      });
    }),
    { numRuns: 20, endOnFailure: true },
  );
  assert.ok(decided > 5 * BATCH, `${decided} decided`);
});
