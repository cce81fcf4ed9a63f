import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { openTree } from '../../src/scan/tree-view.js';
import { patchTree } from '../../src/verify/patch-tree.js';
import { readPatches } from '../../src/verify/read-patch.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { makeRandom } from '../kernel/draw.js';
import { git, makeFolder, makeRepository, readTree, writeTree } from '../unit/git-support.js';

const LINES = [
  'a\n',
  'b\n',
  'int x;\n',
  '\n',
  '- \n',
  '-- \n',
  '+++ b/x\n',
  'caf\xe9\r\n',
  '\tend\r\n',
  '@@ -1 +1 @@\n',
];
const SEED = Number(process.env.EXCISE_SEED ?? 1);

/** A text that differs from another one in a few places. */
function changeText(text: string, random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const changed = lines.flatMap((line) =>
    random() < 0.9 ? [line] : random() < 0.5 ? [] : [line, pick(LINES), pick(LINES)],
  );
  if (changed.length === 0 || random() < 0.2) changed.push(pick(LINES));
  return random() < 0.3 ? changed.join('').replace(/\n$/, '') : changed.join('');
}

test(`patches are applied as git applies them (seed ${SEED})`, (t) => {
  const random = makeRandom(SEED);
  const names = ['a.c', 'dir/b.h', 'name with blanks', 'caf\u00e9', 'd/e/f', 'tab\tname', 'quote"d'];
  const files = Object.fromEntries(names.map((name) => [name, changeText(LINES.join('').repeat(5), random)]));
  const folder = makeRepository(t, files);
  for (let round = 0; round < 6; round++) {
    for (const [i, name] of names.entries()) {
      const text = readTree(folder)[name];
      const path = join(folder, name);
      const fate = random();
      if (text === undefined) writeTree(folder, { [name]: changeText(LINES.join(''), random) });
      else if (fate < 0.1) rmSync(path);
      else if (fate < 0.2) {
        const to = join(folder, `moved${round}/${i}`);
        mkdirSync(dirname(to), { recursive: true });
        renameSync(path, to);
      } else writeTree(folder, { [name]: changeText(text, random) });
      if (fate > 0.9) chmodSync(path, 0o755);
    }
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', `round ${round}\n\ndiff is a word\n--- a/word\n`);
  }
  // From the first commit on, each alone and all together.
  const final = readTree(folder);
  const mails = git(folder, 'format-patch', '--stdout', '-M', '--root', 'HEAD~6..HEAD');
  const diff = git(folder, 'diff', '-M', 'HEAD~6', 'HEAD');
  git(folder, 'checkout', '-q', 'HEAD~6');
  const base = readTree(folder);
  for (const [kind, text] of [
    ['mails', mails],
    ['diff', diff],
  ] as const) {
    const result = new Map(Object.entries(base));
    for (const { path, before, after, edits } of patchTree(openTree(folder), readPatches(text, 'x.patch'))) {
      const name = Buffer.from(path, 'latin1').toString();
      assert.equal(before, base[name] ?? null);
      if (after === null) result.delete(name);
      else {
        result.set(name, after);
        if (before !== null) assert.equal(applyEdits(before, edits), after, 'edits');
      }
    }
    assert.deepEqual(Object.fromEntries(result), final, kind);
  }
});

const FILES = { 'a.c': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n' };
const patch = (head: string, ...lines: string[]) => `--- a/a.c\n+++ b/a.c\n${head}\n${lines.join('\n')}\n`;

test('a hunk that moved fits at one place alone', (t) => {
  const tree = openTree(makeFolder(t, { 'a.c': `zero\n${FILES['a.c']}` }));
  const read = (text: string) => patchTree(tree, readPatches(text, 'x.patch'))[0]!.after;
  assert.equal(read(patch('@@ -2,2 +2,1 @@', ' two', '-three')), 'zero\none\ntwo\nfour\nfive\nsix\nseven\n');
  const twice = openTree(makeFolder(t, { 'a.c': 'x\none\ntwo\none\ntwo\n' }));
  assert.throws(
    () => patchTree(twice, readPatches(patch('@@ -1,2 +1,1 @@', ' one', '-two'), 'x.patch')),
    /^UserError: x\.patch:4:2: error: the patch doesn't fit the tree: a\.c:1 has 'x' where the patch has 'one'$/,
  );
});

const REFUSED: readonly (readonly [what: string, patch: string, message: RegExp])[] = [
  ['no diff', 'hello\n', /^x\.patch: error: no diff in it; is it a patch\?$/],
  ['fewer lines than it says', patch('@@ -1,9 +1,9 @@', ' one'), /^x\.patch:3:1: error: not a patch: /],
  [
    'more lines than it says',
    patch('@@ -1 +1 @@', '-one', '+eins', ' two'),
    /^x\.patch:3:1: error: not a patch: /,
  ],
  [
    'no such file',
    patch('@@ -1 +1 @@', '-x', '+y').replaceAll('a.c', 'b.c'),
    /^x\.patch:1:1: error: b\.c: no such file/,
  ],
  ['an absolute path', '--- /etc/x\n+++ /etc/x\n@@ -1 +1 @@\n-x\n+y\n', /is no path of a file in the tree$/],
  [
    'a path of git',
    '--- a/.git/config\n+++ b/.git/config\n@@ -1 +1 @@\n-x\n+y\n',
    /is no path of a file in the tree$/,
  ],
  ['a file that is there', '--- /dev/null\n+++ b/a.c\n@@ -0,0 +1 @@\n+x\n', /a\.c is in the tree already$/],
  [
    'a file that goes but keeps lines',
    'diff --git a/a.c b/a.c\ndeleted file mode 100644\n--- a/a.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n',
    /a\.c would go, but the patch leaves lines of it$/,
  ],
  [
    'hunks out of order',
    patch('@@ -5,1 +5,1 @@', '-five', '+fünf') + '@@ -1,1 +1,1 @@\n-one\n+eins\n',
    /^x\.patch:6:1: error: hunks of a\.c overlap, or are out of order$/,
  ],
  [
    'a name that is not UTF-8',
    'diff --git "a/\\351" "b/\\351"\n--- "a/\\351"\n+++ "b/\\351"\n@@ -1 +1 @@\n-x\n+y\n',
    /a file name that is not UTF-8/,
  ],
];

for (const [what, text, message] of REFUSED) {
  test(`refused: ${what}`, (t) => {
    const tree = openTree(makeFolder(t, FILES));
    assert.throws(
      () => patchTree(tree, readPatches(text, 'x.patch')),
      (error) => error instanceof UserError && message.test(error.message),
    );
  });
}

test('a patch whose lines all got CR LF on the way is read without', (t) => {
  const tree = openTree(makeFolder(t, FILES));
  const text = patch('@@ -1,2 +1,1 @@', ' one', '-two').replaceAll('\n', '\r\n');
  assert.equal(
    patchTree(tree, readPatches(text, 'x.patch'))[0]!.after,
    'one\nthree\nfour\nfive\nsix\nseven\n',
  );
});

test('bodies of mails are decoded', (t) => {
  const body = patch('@@ -1,2 +1,2 @@', '-one', '+é = 1', ' two');
  const head =
    'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A\nSubject: b\n';
  const tree = openTree(makeFolder(t, FILES));
  const quoted = Buffer.from(body)
    .toString('latin1')
    .replace(/[=\x80-\xff]/g, (char) => `=${char.charCodeAt(0).toString(16).toUpperCase()}`);
  for (const [encoding, text] of [
    ['base64', Buffer.from(body).toString('base64')],
    ['quoted-printable', quoted.replace('two', 't=\nwo')],
  ] as const) {
    const mail = `${head}Content-Transfer-Encoding: ${encoding}\n\n${text}\n`;
    const [file] = patchTree(tree, readPatches(mail, 'x.mbox'));
    assert.equal(Buffer.from(file!.after!, 'latin1').toString().split('\n')[0], 'é = 1');
  }
});
