import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { growText, injure } from './grow-text.js';
import { makeRandom } from './random.js';
import { TARGETS } from './targets.js';

const CORPUS = new URL('../../../test/fuzz/corpus/', import.meta.url);

test('inputs that broke a law once', async (t) => {
  for (const name of readdirSync(CORPUS).sort()) {
    const target = TARGETS.find((candidate) => candidate.name === name.replace(/-[^-]*$/, ''));
    if (!target) continue;
    await t.test(name, () => target.check(readFileSync(new URL(name, CORPUS), 'latin1')));
  }
});

const SEED = 1;
const COUNT = 60;

test(`${COUNT} random texts for each parser, seed ${SEED}`, async (t) => {
  for (const { name, grammar, check } of TARGETS) {
    await t.test(name, async () => {
      const random = makeRandom(SEED);
      const words = Object.values(grammar)
        .flat()
        .filter((choice) => !choice.includes('<') && choice !== '');
      for (let i = 0; i < COUNT; i++) {
        const grown = growText(grammar, random);
        const text = random.once(2) ? grown : injure(grown, words, grown, random);
        try {
          await check(text);
        } catch (error) {
          throw new Error(`input ${JSON.stringify(text)}`, { cause: error });
        }
      }
    });
  }
});
