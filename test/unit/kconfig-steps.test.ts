import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import type { ConfigFact } from '../../src/lang/facts.js';
import { analyzeKconfig } from '../../src/lang/kconfig/analyze-kconfig.js';
import { deduceConfigFacts } from '../../src/lang/kconfig/deduce-facts.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { rewriteKconfig } from '../../src/lang/kconfig/rewrite-kconfig.js';
import { loadKconfig } from '../../src/plan/plan-kconfig.js';
import { proveKconfig } from '../../src/proof/kconfig/prove-kconfig.js';
import { openTree } from '../../src/scan/tree-view.js';
import { limitSteps, TooManySteps } from '../../src/text/step-limit.js';
import { plantTree } from '../hostile/support.js';
import { factsOf } from './kconfig-support.js';

const FOO = 'config FOO\n\tbool "foo"\n\n';
const repeat = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join('');

/** Kconfig files of any size in which FOO=n has much to do. */
const SHAPES: Readonly<Record<string, (count: number) => string>> = {
  'each depends on the one before': (count) =>
    FOO + repeat(count, (i) => `config X${i}\n\tbool "x"\n\tdepends on ${i > 0 ? `X${i - 1}` : 'FOO'}\n\n`),
  'each selects the next': (count) =>
    FOO + repeat(count, (i) => `config X${i}\n\tbool\n\tdepends on FOO\n\tselect X${i + 1}\n\n`),
  'all select FOO': (count) => FOO + repeat(count, (i) => `config X${i}\n\tbool "x"\n\tselect FOO\n\n`),
  'one line names it again and again': (count) =>
    `${FOO}config Z\n\tbool "z"\n\tdepends on A${repeat(count, (i) => ` || (FOO && A${i})`)}\n`,
  'many defaults': (count) =>
    `${FOO}config Z\n\tint "z"\n${repeat(count, (i) => `\tdefault ${i} if FOO && A${i}\n`)}`,
  'many entries of one symbol': (count) =>
    FOO + repeat(count, (i) => `config Z\n\tbool\n\tdefault y if FOO && A${i}\n\n`),
  'deep blocks': (count) =>
    `${FOO}${'if FOO\n'.repeat(count)}config Z\n\tbool "z"\n${'endif\n'.repeat(count)}`,
};

function countSteps(text: string): number {
  const model = openModel([{ path: 'Kconfig', text }]);
  const steps = limitSteps(Infinity);
  const facts = factsOf('FOO=n');
  const derived = deduceConfigFacts(model, facts, steps).map(({ fact }) => fact as ConfigFact);
  rewriteKconfig(model, analyzeKconfig(model, [...facts, ...derived], steps));
  return steps.taken;
}

for (const [name, make] of Object.entries(SHAPES)) {
  test(`Kconfig takes steps in proportion to its size: ${name}`, () => {
    const [small, large] = [countSteps(make(500)), countSteps(make(1000))];
    assert.ok(large <= 2.2 * small + 100, `${small} steps, and ${large} for twice as much`);
  });
}

test('past a number of steps the work is given up', () => {
  const model = openModel([{ path: 'Kconfig', text: SHAPES['each depends on the one before']!(100) }]);
  assert.throws(() => deduceConfigFacts(model, factsOf('FOO=n'), limitSteps(50)), TooManySteps);
});

test('past a number of steps all Kconfig files stay, with a leftover', async (t) => {
  const root = plantTree({ Kconfig: SHAPES['each depends on the one before']!(100) });
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const plan = await loadKconfig(openTree(root), 50);
  const facts = factsOf('FOO=n');
  assert.deepEqual(plan.deduce(facts), []);
  const { files, leftovers } = plan.rewrite(facts);
  assert.deepEqual(files, []);
  assert.deepEqual(
    leftovers.map(({ code, path, offset, message }) => ({ code, path, offset, message })),
    [
      {
        code: 'too-costly',
        path: 'Kconfig',
        offset: 'config '.length,
        message: 'all Kconfig files were left as they are: it takes more than 50 steps',
      },
    ],
  );
});

test('past a number of steps the proof refuses the files', () => {
  const before = SHAPES['each depends on the one before']!(100);
  const change = { path: 'Kconfig', before, after: '', leftovers: [] };
  const derived = Array.from({ length: 100 }, (_, i) => `X${i}`);
  const statements = {
    removed: [{ name: 'FOO', value: 'n', isLiteral: false, heirs: [], dropsSelects: false }],
    replaced: [],
    renamed: [],
    added: [],
    derived,
  };
  const texts = new Map([['Kconfig', before]]);
  assert.deepEqual(proveKconfig([change], texts, statements), []);
  assert.deepEqual(
    proveKconfig([change], texts, statements, 50).map(({ law }) => law),
    ['bounded-work'],
  );
});
