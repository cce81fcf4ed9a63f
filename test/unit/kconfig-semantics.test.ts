import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigFact } from '../../src/lang/facts.js';
import type { Expression, Operand } from '../../src/lang/kconfig/expression.js';
import type { Definition, KconfigModel } from '../../src/lang/kconfig/model.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { kconfigBlock as block, NAMES } from './kconfig-arbitrary.js';
import { factsOf, runKconfig } from './kconfig-support.js';
import { fc } from './properties.js';

/**
 * The law of the Kconfig rewrite: whatever value all other symbols have, each symbol that stays has the same
 * dependencies, visibility, default and reverse dependency as before with the facts applied, and each symbol that
 * was deduced to be n could be nothing else.
 */

type Values = ReadonlyMap<string, number>;

function valueOf(expression: Expression | Operand, values: Values): number {
  switch (expression.kind) {
    case 'symbol':
      return values.get(expression.name) ?? Math.max(0, 'nmy'.indexOf(expression.name));
    case 'compare': {
      const [a, b] = [valueOf(expression.left, values), valueOf(expression.right, values)];
      return (expression.operator === '=' ? a === b : a !== b) ? 2 : 0;
    }
    case 'not':
      return 2 - valueOf(expression.operand, values);
    case 'parentheses':
      return valueOf(expression.inner, values);
    case 'and':
      return Math.min(...expression.operands.map((operand) => valueOf(operand, values)));
    case 'or':
      return Math.max(...expression.operands.map((operand) => valueOf(operand, values)));
    default:
      throw new Error(`unexpected ${expression.kind}`);
  }
}

const conditionOf = (
  holder: { condition?: { expression: Expression } | undefined },
  values: Values,
): number => (holder.condition ? valueOf(holder.condition.expression, values) : 2);

/** Dependencies of a definition: its own, and those of the blocks around it. */
function dependencyOf({ entry }: Definition, values: Values): number {
  let total = 2;
  for (const property of entry.properties) {
    if (property.kind !== 'depends') continue;
    const condition = conditionOf(property, values);
    total = Math.min(total, Math.max(valueOf(property.value, values), condition === 0 ? 2 : 0));
  }
  for (let block = entry.parent; block; block = block.parent) {
    total = Math.min(total, conditionOf(block, values));
    for (const property of block.properties) {
      if (property.kind === 'depends') total = Math.min(total, valueOf(property.value, values));
    }
  }
  return total;
}

function visibleOf({ entry }: Definition, values: Values): number {
  let total = 2;
  for (let block = entry.parent; block; block = block.parent) {
    for (const property of block.properties) {
      if (property.kind === 'visible') total = Math.min(total, conditionOf(property, values));
    }
  }
  return total;
}

interface Meaning {
  direct: number;
  visible: number;
  byDefault: number;
  forced: number;
  implied: number;
}

/** What a symbol's definitions and the selects of it come to when all symbols have these values. */
function meaningOf(model: KconfigModel, name: string, values: Values, ignored: ReadonlySet<string>): Meaning {
  const meaning: Meaning = { direct: 0, visible: 0, byDefault: 0, forced: 0, implied: 0 };
  const info = model.symbols.get(name);
  let found = false;
  for (const definition of info?.definitions ?? []) {
    const dependency = dependencyOf(definition, values);
    meaning.direct = Math.max(meaning.direct, dependency);
    for (const property of definition.entry.properties) {
      const allowed = Math.min(dependency, conditionOf(property, values));
      if ((property.kind === 'type' || property.kind === 'prompt') && property.prompt) {
        meaning.visible = Math.max(meaning.visible, Math.min(allowed, visibleOf(definition, values)));
      }
      if ((property.kind === 'default' || property.kind === 'typed-default') && allowed > 0 && !found) {
        found = true;
        meaning.byDefault = Math.min(allowed, valueOf(property.value, values));
      }
    }
  }
  for (const kind of ['forced', 'implied'] as const) {
    for (const site of (kind === 'forced' ? info?.selectedBy : info?.impliedBy) ?? []) {
      if (ignored.has(site.entry.name.name)) continue;
      const selector = values.get(site.entry.name.name)!;
      const force = Math.min(selector, dependencyOf(site, values), conditionOf(site.property, values));
      meaning[kind] = Math.max(meaning[kind], force);
    }
  }
  return meaning;
}

const value = fc.constantFrom('n', 'm', 'y');

void describe('the Kconfig rewrite', () => {
  void it('keeps the meaning of every symbol that stays', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 2, maxLength: 7 }),
        value,
        value,
        fc.array(fc.array(fc.nat(2), { minLength: NAMES.length, maxLength: NAMES.length }), {
          minLength: 6,
          maxLength: 6,
        }),
        (blocks, x, y, samples) => {
          const text = `${blocks.join('\n\n')}\n`;
          checkLaw(text, factsOf(`X=${x} Y=${y}`, { dropSelects: true }), samples);
        },
      ),
      { numRuns: 1500, seed: 42 },
    );
  });
});

function checkLaw(text: string, facts: readonly ConfigFact[], samples: readonly (readonly number[])[]): void {
  const outcome = runKconfig({ Kconfig: text }, facts);
  const result = 'Kconfig' in outcome.after ? (outcome.after.Kconfig ?? '') : text;
  const before = openModel([{ path: 'Kconfig', text }]);
  const after = openModel([{ path: 'Kconfig', text: result }]);
  const derived = new Set(outcome.derived);
  const ignored = new Set(facts.map(({ name }) => name));
  const context = () => `${facts.map((f) => `${f.name}=${f.value.value}`).join(' ')}\n${text}\n=>\n${result}`;
  for (const info of after.symbols.values()) {
    if (ignored.has(info.name) || derived.has(info.name)) {
      assert.equal(info.definitions.length, 0, `${info.name} is still defined\n${context()}`);
    }
  }
  for (const sample of samples) {
    const values = new Map<string, number>(facts.map((fact) => [fact.name, 'nmy'.indexOf(fact.value.value)]));
    for (const [i, name] of NAMES.entries()) values.set(name, derived.has(name) ? 0 : sample[i]!);
    for (const name of NAMES) {
      const was = meaningOf(before, name, values, ignored);
      if (derived.has(name)) {
        const possible = Math.max(
          was.forced,
          was.direct && was.visible,
          was.direct && was.byDefault,
          was.direct && was.implied,
        );
        assert.equal(possible, 0, `${name} could be set\n${context()}`);
      } else {
        assert.deepEqual(
          meaningOf(after, name, values, ignored),
          was,
          `${name} with ${[...values].join(' ')}\n${context()}`,
        );
      }
    }
  }
}
