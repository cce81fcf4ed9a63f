import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeFolder, readTree, writeTree } from '../unit/git-support.js';
import { hasTerminals, makeShop, SHOP, talk, type Step } from './terminal.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** A question, and the answer to it. */
const say = (answer: string): Step => ['Take this (?:hunk|deletion) \\[.*\\]\\? $', `${answer}\n`];
const without = (text: string, part: string) => {
  assert.ok(text.includes(part), part);
  return text.replace(part, '');
};
const RING_1 = '#ifdef CONFIG_BELL\n\tring(1);\n#endif\n';
const TUNE = '#ifdef CONFIG_BELL\n\ttune();\n#endif\n';
const RING_2 = '#ifdef CONFIG_BELL\n\tring(2);\n#endif\n';

test('y takes a hunk and what it needs, and the tree is what the patch makes of it', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const first = talk(t, [rule, '-C', tree, '-i', '-w'], [say('y'), say('y')]);
  assert.equal(first.status, 0, first.shown);
  assert.match(first.shown, /# CONFIG_BELL=n\n# needs door\.c:6, door\.c:21, door\.c:25, till\.c:6\n/);
  assert.match(first.shown, /\(1\/1\) Take this hunk \[y,n,q,a,d,e,\?\]\? y/);
  assert.match(first.shown, /taken along, as it needs them: /);
  const { tree: other } = makeShop(t);
  assert.equal(spawnSync(process.execPath, [CLI, rule, '-C', other, '-w']).status, 0);
  assert.deepEqual(readTree(tree), readTree(other), 'everything hung on it');
});

test('n leaves a hunk and what needs it; the cause stands beside each', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const steps = [say('n'), say('n'), say('y'), say('n'), say('y')];
  const { shown, status } = talk(t, [rule, '-C', tree, '-i', '-w'], steps);
  assert.equal(status, 0, shown);
  assert.match(shown, /# CONFIG_BELL=n -> .*bell\.h is gone\n(?:# needs .*\n)?@@ -1,6 \+0,0 @@/);
  assert.match(shown, /deleted file\n[^]*Take this deletion \[y,n,q,a,d,\?\]\? n/);
  // The header declares the function, so that stays, too, and isn't asked about.
  assert.match(shown, /left, too, as they need it: till\.c:1, till\.c:11\n/);
  assert.deepEqual(readTree(tree), {
    ...SHOP,
    'door.c': without(SHOP['door.c'], RING_1),
    'till.c': without(SHOP['till.c'], '#ifdef CONFIG_BELL\n\tring(3);\n#endif\n'),
  });
});

test('s splits, d leaves and a takes the rest of a file, ? helps', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const steps: Step[] = [
    say('n'),
    say('n'),
    say('n'),
    say('?'),
    [
      'y - take this hunk\nn - leave[\\s\\S]*s - split[\\s\\S]*\\? - show this help\n[\\s\\S]*Take this hunk \\[.*\\]\\? $',
      'x\n',
    ],
    ['y - take this hunk\n[\\s\\S]*Take this hunk \\[.*\\]\\? $', 's\n'],
    ['split into 2 hunks[\\s\\S]*\\(2/3\\) Take this hunk \\[y,n,q,a,d,e,\\?\\]\\? $', 'y\n'],
    ['\\(3/3\\) Take this hunk \\[.*\\]\\? $', 'd\n'],
    say('q'),
  ];
  const left = talk(t, [rule, '-C', tree, '-i'], steps);
  assert.equal(left.status, 0, left.shown);
  assert.equal(left.done, steps.length, left.shown);
  assert.match(left.stdout, /-\ttune\(\);/);
  assert.doesNotMatch(left.stdout, /^-.*ring/m);
  assert.deepEqual(readTree(tree), SHOP, 'a dry run changes nothing');

  const taken = talk(t, [rule, '-C', tree, '-i', '-w'], [say('n'), say('n'), say('a'), say('q')]);
  assert.equal(taken.status, 0, taken.shown);
  const door = [RING_1, TUNE, RING_2].reduce(without, SHOP['door.c']);
  assert.deepEqual(readTree(tree), { ...SHOP, 'door.c': door });
});

test('e edits a hunk, which then is what the editor left', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const steps = [say('n'), say('n'), say('e'), say('q')];
  const script = `sed -i 's/^-\\(.*ring.*\\)/+\\tchime(); \\/* \\xe9 *\\/\\n-\\1/' "$1"`;
  const { shown, status } = talk(
    t,
    [rule, '-C', tree, '-i', '-w', '--answers', join(makeFolder(t), 'a')],
    steps,
    script,
  );
  assert.equal(status, 0, shown);
  assert.match(shown, /edited by hand, so neither checked nor proved: door\.c/);
  const door = SHOP['door.c'].replace(RING_1, '\tchime(); /* \xe9 */\n');
  assert.deepEqual(readTree(tree), { ...SHOP, 'door.c': door });
});

test('an edit that does not apply is asked about again; without lines the hunk is asked about again', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const again: Step = ['does not apply: [\\s\\S]*discards!\\) \\[y/n\\]\\? $', 'y\n'];
  const no: Step = ['does not apply: [\\s\\S]*discards!\\) \\[y/n\\]\\? $', 'n\n'];
  const wrong = talk(
    t,
    [rule, '-C', tree, '-i', '-w'],
    [say('n'), say('n'), say('e'), again, no, say('q')],
    'sed -i s/unlock/lock/ "$1"',
  );
  assert.equal(wrong.status, 0, wrong.shown);
  assert.equal(wrong.done, 6, wrong.shown);
  assert.deepEqual(readTree(tree), SHOP);
  const empty = talk(t, [rule, '-C', tree, '-i', '-w'], [say('n'), say('n'), say('e'), say('q')], ': > "$1"');
  assert.equal(empty.done, 4, empty.shown);
  const broken = talk(t, [rule, '-C', tree, '-i', '-w'], [say('n'), say('n'), say('e'), say('q')], 'exit 3');
  assert.match(broken.shown, /The editor '.*' failed: it ended with 3/);
  assert.deepEqual(readTree(tree), SHOP);
});

test('a use that an edit keeps, keeps the definition', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  rmSync(join(tree, 'bell.h'));
  writeTree(tree, { 'till.c': without(SHOP['till.c'], '#include "bell.h"\n\n') });
  // The #ifdef goes, the call stays.
  const script = `sed -i 's/^-\\(.*ring.*\\)/ \\1/' "$1"`;
  const { stdout, shown } = talk(
    t,
    [rule, '-C', tree, '-i'],
    [say('n'), say('e'), say('a'), say('a')],
    script,
  );
  assert.match(stdout, /-#ifdef CONFIG_BELL\n \tring\(1\);\n-#endif/, shown);
  assert.match(stdout, /-\tring\(3\)/);
  assert.doesNotMatch(stdout, /-void ring/);
});

test('Ctrl-C at any question leaves the tree as it was', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const again: Step = ['discards!\\) \\[y/n\\]\\? $', '^C'];
  const sessions: { steps: Step[]; editor?: string }[] = [
    { steps: [] },
    { steps: [say('y')] },
    { steps: [say('n'), say('n'), say('s')] },
    { steps: [say('n'), say('n'), say('y'), say('?')] },
    { steps: [say('n'), say('n'), say('e'), again], editor: 'sed -i s/unlock/lock/ "$1"' },
  ];
  for (const write of [[], ['-w']]) {
    for (const { steps, editor } of sessions) {
      const isAgain = steps.at(-1) === again;
      const typed = isAgain ? steps : [...steps, ['\\]\\? $', '^C'] as const];
      const { signal, shown, done, stdout } = talk(t, [rule, '-C', tree, '-i', ...write], typed, editor);
      assert.equal(signal, 2, shown);
      assert.equal(done, typed.length, shown);
      assert.equal(stdout, '');
      assert.deepEqual(readTree(tree), SHOP);
      assert.ok(!existsSync(join(tree, '.excise-journal')), 'nor is it locked');
    }
  }
});

test("Ctrl-C while the editor runs is the editor's", (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const script = `trap 'echo caught' INT; echo editing; for i in 1 2 3; do sleep 1; done`;
  for (const write of [[], ['-w']]) {
    const steps: Step[] = [say('n'), say('n'), say('e'), ['editing\n', '^C'], say('q')];
    const { shown, status, done } = talk(t, [rule, '-C', tree, '-i', ...write], steps, script);
    assert.equal(status, 0, shown);
    assert.equal(done, 5, shown);
    assert.match(shown, /caught/);
  }
});

test('where the answers end nothing is changed', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const steps: Step[] = [say('n'), ['Take this deletion .*\\? $', '^D']];
  const { shown, status } = talk(t, [rule, '-C', tree, '-i', '-w'], steps);
  assert.equal(status, 2);
  assert.match(shown, /excise: the answers ended before the last question; nothing was changed\n/);
  assert.deepEqual(readTree(tree), SHOP);
});

test('answers are kept, and hold although the files have changed elsewhere', (t) => {
  if (!hasTerminals(t)) return;
  const { tree, rule } = makeShop(t);
  const answers = join(makeFolder(t), 'answers.json');
  const args = [rule, '-C', tree, '--answers', answers];
  const first = talk(
    t,
    [...args, '-i'],
    [say('n'), say('n'), say('e'), ['\\]\\? $', '^C']],
    'sed -i s/-.ring/+\\\\tchime\\(\\)\\;\\\\n\\&/ "$1"',
  );
  assert.equal(first.signal, 2, first.shown);
  const kept = readFileSync(answers, 'utf8');
  assert.deepEqual(
    (JSON.parse(kept) as { answers: { answer: string }[] }).answers.map(({ answer }) => answer).join(''),
    'nne??n?n',
    kept,
  );

  // The rest is asked about, from where it stopped; the file has moved by then.
  writeTree(tree, { 'door.c': `/* moved */\n\n${SHOP['door.c']}` });
  const second = talk(
    t,
    [...args, '-i'],
    [['\\(2/2\\) Take this hunk \\[.*s.*\\? $', 's\n'], say('y'), say('n'), say('y')],
  );
  assert.equal(second.status, 0, second.shown);
  assert.equal(second.done, 4, second.shown);

  const third = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', input: '' });
  assert.equal(third.status, 0, third.stderr);
  assert.equal(third.stdout, second.stdout);
  assert.match(third.stdout, /\+\tchime\(\);/);

  // What has become another change has no answer: it is left, and that is said.
  writeTree(tree, { 'door.c': SHOP['door.c'].replace('tune();', 'song();') });
  const fourth = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', input: '' });
  assert.match(fourth.stderr, /left, as .*answers.json has no answer: 1/);
  assert.doesNotMatch(fourth.stdout, /song/);
});

test('without a terminal there is nobody to ask', (t) => {
  const { tree, rule } = makeShop(t);
  const { stderr, status } = spawnSync('setsid', [process.execPath, CLI, rule, '-C', tree, '-i'], {
    encoding: 'utf8',
    input: 'y\n',
  });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^excise: --interactive needs a terminal; /);
});
