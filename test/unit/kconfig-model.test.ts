import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import type { SymbolInfo } from '../../src/lang/kconfig/model.js';
import { fc } from './properties.js';

const NAMES = ['A', 'AB', 'B_C', 'C', 'D1'];
const name = fc.constantFrom(...NAMES);
const line = fc.oneof(
  name.map((n) => `config ${n}`),
  name.map((n) => `\tmenuconfig\t${n}`),
  name.map((n) => `\tbool "${n} config ${n}"`),
  fc.constant('\ttristate'),
  name.map((n) => `\tselect ${n}`),
  fc.tuple(name, name).map(([a, b]) => `\tdepends on ${a} && !${b}`),
  fc.tuple(name, name).map(([a, b]) => `\timply ${a} if ${b} = "y"`),
  name.map((n) => `\thelp\n\t  config ${n}\n\t  of this`),
  name.map((n) => `if ${n}`),
  fc.constant('endif'),
  name.map((n) => `# config ${n}`),
);
const texts = fc
  .array(fc.array(line, { maxLength: 12 }), { minLength: 1, maxLength: 4 })
  .map((files) => files.map((lines, i) => ({ path: `d${i}/Kconfig`, text: `${lines.join('\n')}\n` })));

/** What an info says, by places. */
const describeInfo = (info: SymbolInfo | undefined) =>
  info && {
    type: info.type,
    definitions: info.definitions.map(({ file, entry }) => `${file.path}:${entry.start}`),
    selectedBy: info.selectedBy.map(({ file, property }) => `${file.path}:${property.start}`),
    impliedBy: info.impliedBy.map(({ file, property }) => `${file.path}:${property.start}`),
    references: info.references.map(({ file, operand }) => `${file.path}:${operand.start}`),
  };

void describe('openModel', () => {
  void it('says the same of a symbol whether it is asked for alone or after all files were read', () => {
    fc.assert(
      fc.property(texts, (files) => {
        const lazy = openModel(files);
        const whole = openModel(files);
        const known = new Set(whole.symbols.keys());
        for (const each of NAMES) {
          assert.deepEqual(describeInfo(lazy.symbols.get(each)), describeInfo(whole.symbols.get(each)));
          assert.equal(lazy.symbols.has(each), known.has(each));
          assert.equal(lazy.isDefined(each), (whole.symbols.get(each)?.definitions.length ?? 0) > 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  void it('reads a file only when something in it is asked for', () => {
    const model = openModel([
      { path: 'Kconfig', text: 'config A\n\tbool\n' },
      { path: 'b/Kconfig', text: 'config B\n\tbool\n\tdepends on A\n' },
    ]);
    const info = model.symbols.get('B')!;
    assert.equal(info.type, 'bool');
    assert.equal(model.ownerOf(info.definitions[0]!.entry)?.path, 'b/Kconfig');
    assert.equal(model.symbols.get('A')!.references[0]!.file, info.definitions[0]!.file);
    assert.deepEqual([...model.symbols.keys()].sort(), ['A', 'B']);
    assert.equal(model.symbols.get('NONE'), undefined);
  });
});
