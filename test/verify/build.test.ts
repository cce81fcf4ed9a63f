import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { verifySchema } from '../../src/verify/json-schema.js';
import { compareObjects } from '../../src/verify/build/compare-objects.js';
import { keepLines } from '../../src/verify/build/keep-lines.js';
import { readElf } from '../../src/verify/build/read-elf.js';
import { makeRandom } from '../kernel/draw.js';
import { runInProcess } from '../run-in-process.js';
import { readTree } from '../unit/git-support.js';

const RIGHT = fileURLToPath(new URL('../../../test/verify/cases/right/', import.meta.url));

const ALONE = fileURLToPath(new URL('../../../test/verify/cases/alone-docs/', import.meta.url));
const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** Whether there is a compiler that makes ELF objects; elsewhere that is said, and nothing to try. */
function hasCompiler(t: TestContext): boolean {
  const { status } = spawnSync('cc', ['--version']);
  if (status === 0 && process.platform === 'linux') return true;
  t.diagnostic('no C compiler (cc) for ELF objects here: nothing is compiled');
  return false;
}

function makePlace(t: TestContext): string {
  const place = mkdtempSync(join(tmpdir(), 'excise-build-test-'));
  t.after(() => rmSync(place, { recursive: true, force: true }));
  return place;
}

function compile(place: string, text: string, ...options: string[]): Buffer {
  writeFileSync(join(place, 'a.c'), text);
  const made = spawnSync('cc', ['-O1', ...options, '-c', 'a.c', '-o', 'a.o'], { cwd: place });
  assert.equal(made.status, 0, made.stderr.toString());
  return readFileSync(join(place, 'a.o'));
}

test('lines that stay keep their numbers (seed 1)', () => {
  const random = makeRandom(1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let round = 0; round < 200; round++) {
    const lines = Array.from({ length: 12 }, (_, i) => `line ${i};${pick(['', '', ' \\'])}\n`);
    const text = lines.join('');
    const edits: { start: number; end: number; text: string; cause: string }[] = [];
    let at = 0;
    for (const [i, line] of lines.entries()) {
      if (random() < 0.3) {
        const fresh = pick(['', '', `new ${i};\n`, `new ${i};\nmore;\nmost;\n`, `new ${i}; \\\n`]);
        const isPart = fresh === '' && random() < 0.3;
        edits.push({ start: at, end: at + (isPart ? 4 : line.length), text: fresh, cause: '' });
      }
      at += line.length;
    }
    const { before, after } = keepLines(text, edits);
    const bare = (one: string) => one.split('\n').filter((line) => line !== '');
    assert.deepEqual(bare(before), bare(text));
    assert.deepEqual(bare(after), bare(applyEdits(text, edits)));
    // Behind a line that no backslash ends, what both have stands on the same line.
    const touched = new Set(edits.map(({ start }) => text.slice(0, start).split('\n').length - 1));
    const [old, now] = [before.split('\n'), after.split('\n')];
    for (const [i, line] of lines.entries()) {
      const near = [i - 1, i].some((one) => touched.has(one) || lines[one]?.endsWith('\\\n'));
      if (near || touched.has(i + 1)) continue;
      assert.equal(old.indexOf(line.slice(0, -1)), now.indexOf(line.slice(0, -1)), `${text}\n--\n${after}`);
    }
  }
});

const BASE = 'static int used(int x) { return x * 3; }\nint keep(int x) { return used(x) + __LINE__; }\n';

test('objects are compared by what runs', (t) => {
  if (!hasCompiler(t)) return;
  const place = makePlace(t);
  const base = compile(place, BASE);
  const same = (text: string, ...options: string[]) => compareObjects(base, compile(place, text, ...options));
  assert.deepEqual(same(BASE), []);
  assert.deepEqual(same(`${BASE}/* a remark */\n`, '-g'), [], 'debug sections');
  const moved = same(`\n${BASE}`);
  assert.deepEqual(moved, [{ section: '.text', symbols: ['keep'] }]);
  const changed = same(
    `${BASE}int more(int x) { return keep(x) + outer(); }\n`.replace(/^/, 'int outer(void);'),
  );
  assert.deepEqual(
    changed.map(({ section }) => section),
    ['.text', '.eh_frame', 'symbols'].filter((name) => changed.some(({ section }) => section === name)),
  );
  assert.deepEqual(changed.at(-1), { section: 'symbols', symbols: ['more', 'outer'] });
  const text = 'const char *s(void) { return "hot"; }\n';
  const string = compareObjects(compile(place, text), compile(place, text.replace('hot', 'hut')));
  assert.match(string[0]!.section, /^\.rodata/);
  assert.deepEqual(compareObjects(Buffer.from('a'), Buffer.from('b')), [{ section: '', symbols: [] }]);
});

test('injured objects are no objects (seed 1)', (t) => {
  if (!hasCompiler(t)) return;
  const base = compile(makePlace(t), BASE, '-g');
  const random = makeRandom(1);
  for (let round = 0; round < 300; round++) {
    const injured = Buffer.from(base.subarray(0, 64 + Math.floor(random() * base.length)));
    for (let i = 0; i < 4; i++) injured[Math.floor(random() * injured.length)] = Math.floor(random() * 256);
    const read = readElf(injured);
    if (read) compareObjects(base, injured);
  }
});

const BUILDS: readonly (readonly [what: string, command: string, output: RegExp, status: 0 | 1])[] = [
  [
    'the same',
    'cc -O1 -DCONFIG_BOIL -DIS_ENABLED\\(x\\)=1 -c {source} -o {out}',
    /^pot\.o: the same code before and after$/m,
    0,
  ],
  [
    'in the copy',
    'cc -O1 -DCONFIG_BOIL "-DIS_ENABLED(x)=1" -c {source} -o {}',
    /^pot\.o: the same code before and after$/m,
    0,
  ],
  [
    'another value',
    'cc -O1 "-DIS_ENABLED(x)=0" -c {source} -o {out}',
    /^pot\.o: the code differs: .*\.text \(pot\)/m,
    1,
  ],
  [
    'no declaration',
    'cc -Werror=implicit -c {source} -o {out}',
    /^pot\.o: doesn't compile before the change: .*IS_ENABLED/m,
    1,
  ],
  ['no object', ': {}', /^pot\.o: doesn't compile before the change: the command made no .*pot\.o$/m, 1],
  [
    'only before',
    'if grep -q IS_ENABLED {source}; then cc "-DIS_ENABLED(x)=0" -c {source} -o {out}; else echo error: gone >&2; false; fi',
    /^pot\.o: doesn't compile after the change: error: gone$/m,
    1,
  ],
];

for (const [what, command, output, status] of BUILDS) {
  test(`--build: ${what}`, async (t) => {
    if (!hasCompiler(t)) return;
    const tree = join(makePlace(t), 'tree');
    cpSync(join(RIGHT, 'input'), tree, { recursive: true });
    const before = readTree(tree);
    const copies = () => readdirSync(tmpdir()).filter((name) => /^excise-build-(?!test-)/.test(name));
    const others = new Set(copies());
    const words = ['verify', join(RIGHT, 'rule.yaml'), join(RIGHT, 'change.patch'), '-C', tree, '-j', '1'];
    const ran = await runInProcess(...words, '--build', command);
    assert.match(ran.stdout.toString(), output);
    assert.equal(ran.status, status);
    assert.match(ran.stderr, /^1 object: 1 /m);
    assert.deepEqual(readTree(tree), before, 'the tree stays');
    assert.deepEqual(
      copies().filter((name) => !others.has(name)),
      [],
      'the copy goes',
    );
  });
}

test('--build-also names a source beside those that are touched', async (t) => {
  if (!hasCompiler(t)) return;
  const words = ['verify', join(RIGHT, 'rule.yaml'), join(RIGHT, 'change.patch'), '-C', join(RIGHT, 'input')];
  const build = ['--build', 'cc -DCONFIG_BOIL "-DIS_ENABLED(x)=1" -c {source} -o {out}', '-j', '1'];
  const ran = await runInProcess(...words, ...build, '--build-also', './boil.c', '--json');
  const { built } = verifySchema.parse(JSON.parse(ran.stdout.toString()));
  assert.deepEqual(built, [
    { object: 'boil.o', source: 'boil.c', result: 'same', sections: [] },
    { object: 'pot.o', source: 'pot.c', result: 'same', sections: [] },
  ]);
  for (const path of ['../x.c', 'none.c', 'pot.h']) {
    const refused = await runInProcess(...words, ...build, '--build-also', path);
    assert.match(refused.stderr, /^excise: --build-also .*: no source file of the tree$/m);
    assert.equal(refused.status, 2);
  }
});

test('a command without a place for the file is refused', async () => {
  const ran = await runInProcess('verify', 'x.patch', '--build', 'make');
  assert.match(ran.stderr, /^excise: --build needs \{\} for the object, /);
  const also = await runInProcess('verify', 'x.patch', '--build-also', 'a.c');
  assert.match(also.stderr, /^excise: --build-also belongs to --build CMD$/m);
});

const BUILD = ['--build', 'cc -DCONFIG_BOIL "-DIS_ENABLED(x)=1" -c {source} -o {out}', '-j', '1'];
const VERIFY_RIGHT = [
  'verify',
  join(RIGHT, 'rule.yaml'),
  join(RIGHT, 'change.patch'),
  '-C',
  join(RIGHT, 'input'),
];

test('a series is built from its first text to its last', async (t) => {
  if (!hasCompiler(t)) return;
  const place = makePlace(t);
  const tree = join(place, 'tree');
  cpSync(join(RIGHT, 'input'), tree, { recursive: true });
  mkdirSync(join(tree, '.git/objects'), { recursive: true });
  mkdirSync(join(tree, 'lid'));
  symlinkSync('pot.h', join(tree, 'lid/link.h'));
  const rule = join(place, 'rules.yaml');
  const entry = (name: string, value: string) => `remove:\n  - config: ${name}\n    value: ${value}\n`;
  writeFileSync(rule, `${entry('BOIL', 'y')}---\n${entry('CUP', 'n')}`);
  const ran = await runInProcess('verify', rule, '-C', tree, ...BUILD);
  assert.match(ran.stdout.toString(), /^pot\.o: the same code before and after$/m);
  assert.equal(ran.status, 0, ran.stdout.toString());
});

test('where no source is touched nothing is built', async () => {
  const patch = ['--patch', join(ALONE, 'change.patch'), '-C', join(ALONE, 'input')];
  const ran = await runInProcess('verify', ...patch, '--build', 'false {}', '-j', '1');
  assert.match(
    ran.stderr,
    /^no source file is touched, so nothing was built \(--build-also names others\)$/m,
  );
});

test('an object that the command leaves as it was does not count', async (t) => {
  const output = makePlace(t);
  writeFileSync(join(output, 'pot.o'), 'old');
  for (const spelled of [output, `"${output}"`, `'${output}'`]) {
    const ran = await runInProcess(...VERIFY_RIGHT, '-j', '1', '--build', `: O=${spelled} {}`);
    assert.match(ran.stdout.toString(), /^pot\.o: .*: the command left .*\/pot\.o as it was$/m);
  }
});

test('a signal ends the command and takes the copy away', async (t) => {
  const place = makePlace(t);
  const command = `touch ${place}/began; exec sleep 60; : {}`;
  const child = spawn(process.execPath, [CLI, ...VERIFY_RIGHT, '--build', command], {
    env: { ...process.env, TMPDIR: place },
    stdio: 'ignore',
  });
  const ended = new Promise((done) => child.on('exit', (_, signal) => done(signal)));
  while (!existsSync(join(place, 'began')) && child.exitCode === null) await setTimeout(50);
  assert.equal(readdirSync(place).length, 2);
  child.kill('SIGTERM');
  assert.equal(await ended, 'SIGTERM');
  assert.deepEqual(readdirSync(place), ['began']);
});

test("a place without room for the copy is the user's trouble", async (t) => {
  const place = makePlace(t);
  const { TMPDIR } = process.env;
  t.after(() => (TMPDIR === undefined ? delete process.env.TMPDIR : (process.env.TMPDIR = TMPDIR)));
  process.env.TMPDIR = join(place, 'none');
  const ran = await runInProcess(...VERIFY_RIGHT, ...BUILD);
  assert.match(ran.stderr, /^excise: --build: the tree can't be copied: ENOENT/m);
  assert.equal(ran.status, 2);
});

test('objects of 32 bits and of MIPS are read', (t) => {
  if (!hasCompiler(t)) return;
  const place = makePlace(t);
  const text = 'int outer(int); int keep(int x) { return outer(x) + 1; }\n';
  const base = compile(place, text);
  const asMips = (object: Buffer) => {
    const copy = Buffer.from(object);
    copy.writeUInt16LE(8, 18);
    return copy;
  };
  const other = compile(place, text.replace('+ 1', '+ 2'));
  assert.deepEqual(compareObjects(asMips(base), asMips(other)), [{ section: '.text', symbols: ['keep'] }]);
  assert.deepEqual(compareObjects(base, asMips(base)), [{ section: '', symbols: [] }]);
  writeFileSync(join(place, 'b.c'), text);
  if (spawnSync('cc', ['-m32', '-fno-pic', '-c', 'b.c', '-o', 'b.o'], { cwd: place }).status !== 0) return;
  const narrow = readElf(readFileSync(join(place, 'b.o')))!;
  const globals = narrow.symbols.filter(({ binding }) => binding === 1).map(({ name }) => name);
  assert.deepEqual(globals, ['keep', 'outer']);
  assert.equal([...narrow.relocations.values()][0]!.length, 1);
});
