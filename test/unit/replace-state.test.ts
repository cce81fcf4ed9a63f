import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { stateReplacement } from '../../src/lang/replace/state-replacement.js';

const TEXT = `config OLD
	bool "Old"

config NEW
	bool

config TRI
	tristate "Tri"

config NUMBER
	int "Number"

config USER
	bool
	select OLD

config GIVER
	bool "Giver"
	select NEW

choice
	prompt "One"
config RED
	bool "Red"
config BLUE
	bool "Blue"
endchoice

if OLD
config INNER
	bool
endif
`;

const model = openModel([{ path: 'Kconfig', text: TEXT }]);

function problemsOf(
  name: string,
  text: string,
  more: { keepOld?: boolean; inherit?: string[] } = {},
): string[] {
  const stated = { name, with: text, inherit: more.inherit ?? [], keepOld: more.keepOld ?? false };
  const { problems, replacement } = stateReplacement(model, stated);
  assert.equal(replacement === null, problems.length > 0);
  return problems.map(({ field, message }) => `${field}: ${message}`);
}

test('a replacement that the tree allows', () => {
  assert.deepEqual(problemsOf('OLD', 'NEW'), []);
  assert.deepEqual(problemsOf('OLD', '(NEW)'), []);
  assert.deepEqual(problemsOf('GIVER', 'NEW && !OLD', { inherit: ['OLD'] }), []);
});

for (const [name, text, more, problem] of [
  ['OLDD', 'NEW', {}, /^config: no Kconfig file knows a symbol OLDD; did you mean OLD/],
  ['OLD', 'NEWW', {}, /^with: no Kconfig file defines a symbol NEWW; did you mean NEW/],
  ['OLD', 'NEW &&', {}, /^with: 'NEW &&' is no expression over symbols/],
  ['OLD', 'NUMBER > 3', {}, /^with: 'NUMBER > 3' is no expression over symbols/],
  ['OLD', 'y', {}, /^with: 'y' is no expression over symbols/],
  ['OLD', 'NEW && OLD', {}, /^with: 'OLD' can't be replaced by an expression that names it/],
  ['OLD', 'TRI', {}, /^with: TRI is of type tristate, but OLD is of type bool/],
  ['TRI', 'NEW', {}, /^with: NEW is of type bool, but TRI is of type tristate/],
  ['OLD', 'NEW && TRI', {}, /^with: TRI is of type tristate, but an expression needs bool/],
  ['RED', 'NEW', {}, /^config: 'RED' is a member of a choice/],
  ['OLD', '!NEW', {}, /^with: an expression can't be selected, but OLD is \(USER in Kconfig\)/],
  ['GIVER', '!OLD', {}, /^with: GIVER has select lines that someone must take over/],
  ['OLD', '!NEW', { keepOld: true }, /^keep: an entry can only take the name of one symbol/],
  ['OLD', 'INNER', {}, /^with: the entry of INNER in Kconfig lies in a block that depends on OLD/],
  ['OLD', 'NEW', { inherit: ['NEWW'] }, /^inherit: no Kconfig file defines a symbol NEWW/],
] as const) {
  test(`refused: ${name} with ${text}${'keepOld' in more ? ', keep: old' : ''}`, () => {
    const problems = problemsOf(name, text, { ...more, inherit: 'inherit' in more ? [...more.inherit] : [] });
    assert.ok(
      problems.some((one) => problem.test(one)),
      problems.join('\n'),
    );
  });
}
