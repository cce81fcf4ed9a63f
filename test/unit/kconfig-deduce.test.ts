import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigFact } from '../../src/lang/facts.js';
import { checkConfigFact } from '../../src/lang/kconfig/check-facts.js';
import { deduceConfigFacts } from '../../src/lang/kconfig/deduce-facts.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { factsOf, lines, runKconfig } from './kconfig-support.js';

const modelOf = (...parts: string[]) => openModel([{ path: 'Kconfig', text: lines(...parts) }]);
const derive = (parts: string[], spec: string, more: Partial<ConfigFact> = {}) =>
  deduceConfigFacts(modelOf(...parts), factsOf(spec, more)).map(({ fact }) => (fact as ConfigFact).name);

const shown = (name: string, ...more: string[]) => [`config ${name}`, `\tbool "${name}"`, ...more];
const hidden = (name: string, ...more: string[]) => [`config ${name}`, '\tbool', ...more];

void describe('deduceConfigFacts', () => {
  void it('follows dependencies, selects and defaults to the fixed point', () => {
    const parts = [
      ...shown('A', '\tdepends on X', '\tselect B'),
      ...hidden('B', '\tselect C'),
      ...hidden('C'),
      ...hidden('D', '\tdefault y if C'),
      ...shown('E', '\tdepends on !D'),
    ];
    assert.deepEqual(derive(parts, 'X=n'), ['A', 'B', 'C', 'D']);
  });

  void it('names what it follows from, and where', () => {
    const [first] = deduceConfigFacts(modelOf(...shown('A', '\tdepends on X && Y')), factsOf('X=n Y=n'));
    assert.deepEqual(first, {
      fact: { kind: 'config', name: 'A', value: { kind: 'tristate', value: 'n' } },
      because: ['CONFIG_X=n', 'CONFIG_Y=n'].slice(0, first!.because.length),
      path: 'Kconfig',
      offset: 7,
    });
  });

  // What it is about, the tree, the facts; nothing follows.
  const nothing: [string, string[], string][] = [
    [
      'a select that wins over dependencies',
      [...hidden('A', '\tdepends on X'), ...shown('B', '\tselect A')],
      'X=n',
    ],
    [
      'another select that is left',
      [...hidden('A'), ...shown('B', '\tselect A'), ...shown('C', '\tselect A if X')],
      'X=n',
    ],
    ['a prompt that is left', [...shown('A', '\tdefault X')], 'X=n'],
    ['a default of unknown value', [...hidden('A', '\tdefault $(shell,date)', '\tdefault X')], 'X=n'],
    ['another definition', [...shown('A', '\tdepends on X'), ...shown('A', '\tdepends on B')], 'X=n'],
    [
      'a member of a choice',
      ['choice', '\tprompt "c"', ...shown('A'), 'config X', '\tbool "x"', 'endchoice'],
      'X=n',
    ],
    ['the modules symbol', [...hidden('A', '\tmodules', '\tdepends on X')], 'X=n'],
    ['a symbol that nothing could set before', [...hidden('A', '\tdefault n if X')], 'X=n'],
    ['a symbol that is always y', [...hidden('A', '\tdefault y if X')], 'X=y'],
    ['m', [...shown('A', '\tdepends on X')], 'X=m'],
    ['a dependency under a condition', [...shown('A', '\tdepends on X if B')], 'X=n'],
    ['a macro in a source line', ['if X', 'source "$(DIR)/Kconfig"', 'endif', ...shown('A')], 'X=n'],
    ['an imply that is left', [...hidden('A', '\tdefault X'), ...shown('B', '\timply A')], 'X=n'],
  ];
  for (const [name, parts, spec] of nothing) {
    void it(`derives nothing: ${name}`, () => assert.deepEqual(derive(parts, spec), []));
  }

  void it('does not count an imply when the dependencies are n', () => {
    assert.deepEqual(derive([...hidden('A', '\tdepends on X'), ...shown('B', '\timply A')], 'X=n'), ['A']);
  });

  void it('counts a prompt as gone that no menu shows any more', () => {
    assert.deepEqual(derive(['menu "m"', '\tvisible if X', ...shown('A'), 'endmenu'], 'X=n'), ['A']);
  });

  void it('drops the selects of a symbol that is y where the rule says so', () => {
    const parts = [...hidden('X', '\tselect A'), ...hidden('A')];
    assert.deepEqual(derive(parts, 'X=y', { dropSelects: true }), ['A']);
    assert.deepEqual(derive(parts, 'X=y', { inherit: ['B'] }), []);
  });

  void it('takes a file that is read from two places for dead only when both are', () => {
    const texts = {
      Kconfig: lines('if X', 'source "a/Kconfig"', 'endif', 'if Y', 'source "a/Kconfig"', 'endif'),
      'a/Kconfig': lines(...shown('A')),
    };
    const model = openModel(Object.entries(texts).map(([path, text]) => ({ path, text })));
    assert.deepEqual(deduceConfigFacts(model, factsOf('X=n')), []);
    assert.equal(deduceConfigFacts(model, factsOf('X=n Y=n')).length, 1);
  });
});

void describe('findUnreadSymbols', () => {
  const unread = (parts: string[], spec: string) =>
    runKconfig({ Kconfig: lines(...parts) }, factsOf(spec)).unread;

  void it('finds promptless symbols that lost their last reader', () => {
    const parts = [...hidden('HAVE'), ...shown('X', '\tdepends on HAVE'), ...shown('B', '\tselect HAVE')];
    assert.deepEqual(unread(parts, 'X=n'), ['HAVE']);
  });

  void it('does not take symbols with a reader left, a prompt, or selects of their own', () => {
    const reader = ['\tdepends on A && B && C'];
    const parts = [
      ...hidden('A'),
      ...shown('B'),
      ...hidden('C', '\tselect D'),
      ...shown('D', '\tdepends on A'),
    ];
    assert.deepEqual(unread([...parts, ...shown('X', ...reader)], 'X=n'), []);
  });
});

void describe('checkConfigFact', () => {
  const model = modelOf(
    ...[...hidden('KVM_COMMON'), ...hidden('KVM_MMIO'), ...hidden('KVM_NOTIFIER', '\tselect MMU_NOTIFIER')],
    ...shown('KVM_A', '\tselect KVM_COMMON', '\tselect KVM_NOTIFIER', '\tselect KVM_MMIO'),
    ...shown('KVM_B', '\tselect KVM_COMMON', '\tselect KVM_NOTIFIER'),
    ...[
      'config SIZE',
      '\tint "s"',
      'config MASK',
      '\thex "h"',
      'config NAME',
      '\tstring "n"',
      'config DRIVER',
      '\ttristate "d"',
    ],
  );
  const check = (spec: string, more: Partial<ConfigFact> = {}) =>
    checkConfigFact(model, factsOf(spec, more)[0]!);

  void it('wants an heir for selects, and names those that every selector selects', () => {
    const [problem] = check('KVM_NOTIFIER=y');
    assert.equal(problem?.field, 'config');
    assert.match(problem.message, /select MMU_NOTIFIER/);
    assert.deepEqual(problem.suggestions, ['KVM_COMMON']);
    assert.deepEqual(check('KVM_NOTIFIER=n'), []);
    assert.deepEqual(check('KVM_NOTIFIER=y', { inherit: ['KVM_COMMON'] }), []);
    assert.deepEqual(check('KVM_NOTIFIER=y', { dropSelects: true }), []);
  });

  void it('knows the names of the tree', () => {
    assert.deepEqual(check('KVM_MMOI=y')[0], {
      field: 'config',
      message: 'no Kconfig file knows a symbol KVM_MMOI',
      suggestions: ['KVM_MMIO'].concat(check('KVM_MMOI=y')[0]!.suggestions.slice(1)),
    });
    const [problem] = check('KVM_MMIO=y', { inherit: ['KVM_COMON'] });
    assert.equal(problem?.field, 'inherit');
    assert.equal(problem.suggestions[0], 'KVM_COMMON');
  });

  void it('does not let the symbol go that allows modules, unless there are none', () => {
    const modules = modelOf(
      'config MODULES',
      '\tbool "m"',
      '\tmodules',
      'config OLD',
      '\tbool',
      '\toption modules',
    );
    for (const name of ['MODULES', 'OLD']) {
      assert.deepEqual(
        checkConfigFact(modules, factsOf(`${name}=y`)[0]!).map(({ field }) => field),
        ['value'],
      );
      assert.deepEqual(checkConfigFact(modules, factsOf(`${name}=n`)[0]!), []);
    }
  });

  void it('takes a value that one of several definitions allows', () => {
    const [bool, tristate] = [
      ['config X', '\tbool "x"'],
      ['config X', '\ttristate "x"'],
    ];
    const both = openModel([
      { path: 'a/Kconfig', text: lines(...bool) },
      { path: 'b/Kconfig', text: lines(...tristate) },
    ]);
    assert.deepEqual(checkConfigFact(both, factsOf('X=m')[0]!), []);
    assert.equal(checkConfigFact(modelOf(...bool), factsOf('X=m')[0]!)[0]?.field, 'value');
  });

  void it('knows which values a type can have', () => {
    for (const spec of ['KVM_A=m', 'KVM_A=3', 'DRIVER=x', 'SIZE=y', 'SIZE=0x10', 'MASK=zz']) {
      assert.deepEqual(
        check(spec).map(({ field }) => field),
        ['value'],
        spec,
      );
    }
    for (const spec of [
      'KVM_A=n',
      'DRIVER=m',
      'SIZE=-3',
      'SIZE=n',
      'MASK=0xff',
      'MASK=ff',
      'NAME=foo',
      'NAME=3',
    ]) {
      assert.deepEqual(check(spec), [], spec);
    }
  });
});
