import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { loadRules } from '../../src/rules/load-rules.js';

const folder = mkdtempSync(join(tmpdir(), 'excise-rules-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = 'remove:\n  - config: FOO\n    value: y\n';
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const latin1 = (text: string) => Buffer.from(text, 'latin1');

function bomb(): string {
  let text = 'a0: &a0 [x,x,x,x,x,x,x,x,x]\n';
  for (let i = 1; i < 20; i++)
    text += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(',')}]\n`;
  return text;
}

/** The content of a rule file, and what is said of it; null for a rule that is read. */
const TABLE: Readonly<Record<string, readonly [content: string | Uint8Array, says: RegExp | null]>> = {
  'aliases that grow': [bomb() + GOOD, /:1:9: error: a rule has no anchors; remove &a0$/m],
  'an alias within itself': ['remove: &a [*a]\n', /:1:12: error: a rule has no anchors/],
  'a merge key': ['remove:\n  - <<: {config: X}\n    value: y\n', /:2:5: error: unknown kind of entry '<<'/],
  'a tag': ['remove: !!set [a]\n', /:1:\d+: error: .*tag/i],
  'wrong types': ['remove: 5\nscope: []\nsubject: []\ncascade: maybe\n', /:1:9: error: expected a list/],
  'wrong entries': ['remove: [5, [], null, "x", {}]\n', /:1:10: error: expected an entry/],
  'a wrong value': ['remove:\n  - config: []\n    value: {}\n', /:2:13: error: expected the name/],
  '10 MB of text': [`subject: "${'a'.repeat(10 << 20)}"\n${GOOD}`, /: error: larger than 1 MiB/],
  'a long name': [
    `remove:\n  - config: ${'A'.repeat(1_000_000)}-\n    value: y\n`,
    /:2:13: error: .{0,150}$/m,
  ],
  'UTF-16': [utf16(GOOD), /:1:1: error: UTF-16 text; save it as UTF-8/],
  'UTF-16, big end first': [utf16(GOOD).swap16(), /:1:1: error: UTF-16 text/],
  latin1: [latin1(`subject: "caf\xe9"\n${GOOD}`), /:1:14: error: not UTF-8 text; save it as UTF-8/],
  'half a character': [latin1(`subject: "\xed\xa0\x80"\n${GOOD}`), /:1:11: error: not UTF-8/],
  'half a character, escaped': [`subject: "\\ud800"\n${GOOD}`, /:1:10: error: an escape names half/],
  'a NUL byte': ['remove:\n  - config: F\0O\n    value: y\n', /:2:14: error: a NUL byte/],
  'a byte order mark': [`\ufeff${GOOD}`, null],
  '10,000 documents': [`${GOOD}---\n`.repeat(10_000), null],
  '10,000 empty documents': ['---\n'.repeat(10_000), /:1:1: error: the file holds no rule/],
  '10,000 wrong documents': ['a: 1\n---\n'.repeat(10_000), /:1:1: error: unknown key 'a'/],
  '100,000 entries': [
    `remove:\n${Array.from({ length: 100_000 }, (_, i) => `  - {config: A${i}, value: y}\n`).join('')}`,
    /: error: larger than 1 MiB/,
  ],
  'entries that contradict': [
    `remove:\n${Array.from({ length: 5000 }, (_, i) => `  - {config: A, value: ${i}}\n`).join('')}`,
    /:3:24: error: 'A' is 0 already/,
  ],
  'brackets without end': ['['.repeat(100_000), /:1:17: error: nested too deeply/],
  'maps without end': ['{a: '.repeat(100_000), /:1:65: error: nested too deeply/],
  'lists without end': ['- '.repeat(100_000), /:1:33: error: nested too deeply/],
  'indents without end': [
    Array.from({ length: 1200 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    /:102:1: error: nested too deeply/,
  ],
  'commas without end': [`[${','.repeat(1_000_000)}`, /:1:\d+: error: too much for one rule file/],
  'quotes without end': ['"'.repeat(1_000_000), /:1:\d+: error: too much for one rule file/],
  'a key twice': ['remove: []\nremove: []\n', /:2:1: error: the key 'remove' stands here twice/],
  'a tab': ['remove:\n\t- config: A\n', /:2:1: error: a tab can not indent YAML; use spaces/],
  CRLF: [GOOD.replaceAll('\n', '\r\n'), null],
  'CR alone': [GOOD.replaceAll('\n', '\r'), /:1:8: error: /],
  nothing: ['', /:1:1: error: the file holds no rule/],
  'names that are none': [
    'remove:\n  - config: "a b"\n    value: y\n  - function: "f("\n  - config: ""\n    value: y\n',
    /:2:13: error: expected the name.*\n.*:4:15: error: expected a C name/,
  ],
  'names of JavaScript': [`__proto__: 1\nconstructor: 2\n${GOOD}`, /:1:1: error: unknown key '__proto__'/],
  'paths out of the tree': ['remove:\n  - file: ../../etc/passwd\n', /:2:11: error: expected a path below/],
  'a long glob': [
    `scope:\n  include: ["${'x'.repeat(70_000)}"]\n${GOOD}`,
    /:2:13: error: expected a glob of at most 1000/,
  ],
  'braces in a glob': [`scope:\n  include: ["${'{a,'.repeat(300)}"]\n${GOOD}`, null],
  'a patch': ['--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n', /:1:5: error: expected a map/],
};

test('rule files of every kind are read, or refused with a place', async (t) => {
  for (const [name, [content, says]] of Object.entries(TABLE)) {
    await t.test(name, () => {
      const path = join(folder, 'rule.yaml');
      writeFileSync(path, content);
      const said = messageOf(path);
      if (says === null) assert.equal(said, '');
      else assert.match(said, says);
      for (const line of said.split('\n')) assert.ok(line.length < 500, line);
      assert.ok(said.split('\n').length <= 11);
    });
  }
});

test('what is no file of text is refused, or comes to an end', () => {
  assert.match(messageOf(folder), /: error: a directory, not a rule file; name the files in it$/);
  assert.match(messageOf(join(folder, 'none.yaml')), /none\.yaml: error: no such rule file/);
  assert.match(messageOf('/dev/zero'), /^\/dev\/zero: error: larger than 1 MiB/);
  assert.match(messageOf('/dev/null'), /^\/dev\/null:1:1: error: the file holds no rule/);
  mkdirSync(join(folder, 'in'));
  assert.match(messageOf(join(folder, 'in', 'x\ny.yaml')), /x\\ny\.yaml: error: no such rule file/);
});

test('a pipe is read to its end; one that nobody writes to is refused', () => {
  const pipe = join(folder, 'pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  assert.match(messageOf(pipe), /pipe: error: a pipe that gives nothing; name a rule file$/);
});

function messageOf(path: string): string {
  try {
    loadRules([path]);
    return '';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
