import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DerivedFact, Fact } from '../../src/lang/facts.js';
import type { PlannedChange } from '../../src/plan/check-changes.js';
import { refuseDependents } from '../../src/plan/refuse-dependents.js';
import { proveChange } from '../../src/proof/prove-change.js';

const unused = (name: string): Fact => ({ kind: 'unused', what: 'function', name });
const rule: Fact = { kind: 'config', name: 'LAMP', value: { kind: 'tristate', value: 'y' } };

function planned(path: string, facts: readonly Fact[], ...causes: string[]): PlannedChange {
  const edits = causes.map((cause, i) => ({ start: i, end: i + 1, text: '', cause }));
  return {
    change: { path, kind: 'c', status: 'modified', before: 'abcdef', edits, mode: 0o100644 },
    facts,
    leftovers: [],
    open: [],
  };
}

describe('a change that is refused', () => {
  const derived: DerivedFact[] = [
    { fact: unused('dim'), because: ['CONFIG_LAMP=y'] },
    { fact: unused('glow'), because: ['function dim is unused'] },
    { fact: unused('ring'), because: ['CONFIG_LAMP=y'] },
  ];
  const changes = [
    planned('a.c', [rule, unused('dim')], 'CONFIG_LAMP=y'),
    planned('b.c', [unused('dim')], 'function dim is unused'),
    planned('c.c', [unused('glow')], 'function glow is unused'),
    planned('d.c', [unused('ring'), rule], 'function ring is unused', 'CONFIG_LAMP=y'),
  ];

  it('takes along what counts on it, and nothing else', () => {
    const failure = { path: 'a.c', law: 'x', message: '' };
    const found = refuseDependents(changes, derived, [failure]);
    assert.deepEqual(
      found.map(({ path, law }) => `${path} ${law}`),
      ['b.c whole-change', 'c.c whole-change'],
    );
    assert.match(found[0]!.message, /function dim is unused.*a\.c/);
  });

  it('takes along a file whose one edit counts on several facts', () => {
    const [first] = changes;
    const several = planned('e.c', [rule, unused('dim')], 'CONFIG_LAMP=y');
    const change = { ...several.change, causes: ['CONFIG_LAMP=y', 'function dim is unused'] };
    const found = refuseDependents([first!, { ...several, change }], derived, [
      { path: 'a.c', law: 'x', message: '' },
    ]);
    assert.deepEqual(
      found.map(({ path }) => path),
      ['e.c'],
    );
  });

  it('does not shake what the rule states', () => {
    assert.deepEqual(refuseDependents(changes, derived, [{ path: 'c.c', law: 'x', message: '' }]), []);
  });
});

describe('the edits of a proved change', () => {
  const task = { path: 'a.txt', kind: 'text', before: 'one two three', facts: [], leftovers: [], open: [] };
  const edit = { start: 4, end: 8, text: '', cause: '' };
  it('must lead from the old text to the new', async () => {
    assert.deepEqual(await proveChange({ ...task, after: 'one three', edits: [edit] }), []);
    for (const after of ['one threes', 'one thre', 'two three', 'one two three']) {
      const [broken] = await proveChange({ ...task, after, edits: [edit] });
      assert.equal(broken?.law, 'untouched-bytes', after);
    }
  });
});
