import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { rulesFromOptions } from '../../src/rules/option-rules.js';
import { nearestName } from '../../src/rules/rule-errors.js';

const NONE = { removeConfig: [], inherit: [], dropSelects: false };

test('options make the document that a file would', () => {
  assert.deepEqual(rulesFromOptions(NONE), []);
  const [document, ...more] = rulesFromOptions({
    removeConfig: ['CONFIG_A=y', 'B=n', 'C=0x10', 'D="a=b"'],
    inherit: ['CONFIG_H'],
    dropSelects: false,
  });
  assert.equal(more.length, 0);
  assert.deepEqual(
    document!.entries.map((e) =>
      e.action === 'remove' && e.kind === 'config' ? [e.name, e.value.value, e.inherit] : e,
    ),
    [
      ['A', 'y', ['H']],
      ['B', 'n', []],
      ['C', '0x10', ['H']],
      ['D', 'a=b', ['H']],
    ],
  );
  assert.deepEqual(document!.entries[0]!.at, { kind: 'option', option: '--remove-config CONFIG_A=y' });
});

test('an error points at the option', () => {
  const fails = (removeConfig: string[], message: RegExp) =>
    assert.throws(
      () => rulesFromOptions({ ...NONE, removeConfig }),
      (e) => e instanceof UserError && message.test(e.message),
    );
  fails(['A'], /^--remove-config A: error: expected a value: A=y/);
  fails(['A='], /expected a value/);
  fails(['=y'], /expected SYMBOL=VALUE/);
  fails(['A-B=y'], /expected SYMBOL=VALUE/);
  fails(['A=yes'], /did you mean 'y'/);
  fails(['A=foo'], /'A="foo"'/);
  fails(['A=y', 'A=n'], /^--remove-config A=n: error: 'A' is y already/);
  assert.throws(() => rulesFromOptions({ ...NONE, inherit: ['H'] }), /--inherit belongs to --remove-config/);
  assert.throws(() => rulesFromOptions({ ...NONE, dropSelects: true }), /--drop-selects belongs to/);
  assert.throws(
    () => rulesFromOptions({ removeConfig: ['A=y'], inherit: ['H'], dropSelects: true }),
    /exclude each other/,
  );
});

test('nearest names', () => {
  assert.equal(nearestName('inhreit', ['value', 'inherit', 'config']), 'inherit');
  assert.equal(nearestName('DROP_SELECTS', ['drop-selects']), 'drop-selects');
  assert.equal(nearestName('zzz', ['value', 'config']), undefined);
  assert.equal(nearestName('x'.repeat(100_000), ['value']), undefined);
});

test('rule files that cannot be read give one line', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'excise-rules-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const fails = (path: string, message: RegExp) =>
    assert.throws(
      () => loadRules([path]),
      (e) =>
        e instanceof UserError &&
        message.test(e.message) &&
        !e.message.includes('\n') &&
        e.message.length < 700,
    );
  file('good.yaml', '\ufeffremove: [{config: A, value: y}]\r\n');
  assert.equal(loadRules([join(folder, 'good.yaml')]).length, 1);
  fails(join(folder, 'god.yaml'), /no such rule file; did you mean '.*good\.yaml'\?$/);
  fails(folder, /a directory, not a rule file/);
  fails(file('latin1.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a])), /not UTF-8/);
  fails(file('huge.yaml', 'x'.repeat(10_000_000)), /larger than 1 MiB/);
  fails(file('long.yaml', 'y'.repeat(1_000_000)), /found 'yyy/);
  fails(file('zero.yaml', 'a\0b'), /error: /);
  assert.throws(() => loadRules(['-', '-']), /only once/);
});
