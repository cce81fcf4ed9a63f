import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runRules } from '../../src/commands/run-rules.js';
import { parseOptions } from '../../src/options.js';
import { run } from '../../src/pipeline.js';
import { openRunMemory } from '../../src/remember/run-memory.js';
import { decodeRecord, encodeRecord } from '../../src/remember/run-record.js';
import type { RunResult } from '../../src/result.js';
import { isSettled, listMarks, readEntries } from '../../src/scan/list-marks.js';
import { listedFiles } from '../../src/scan/listed-files.js';
import { walkTree } from '../../src/scan/walk-tree.js';
import { openSession } from '../../src/session.js';
import { git, makeFolder } from './git-support.js';
import { fc } from './properties.js';

const TREE = {
  'tree/Kconfig': 'config FAN\n\tbool "Fan"\n\nconfig AIR\n\tbool "Air"\n',
  'tree/Makefile': 'obj-$(CONFIG_FAN) += fan.o\nobj-y += air/\n',
  'tree/fan.c': 'int fan(void)\n{\n\treturn 1;\n}\n',
  'tree/air/Makefile': 'obj-y += air.o\n',
  'tree/air/air.c': '#ifdef CONFIG_FAN\nint air; /* \xe9 */\n#else\nint no_air;\n#endif\n',
  'rule.yaml': 'remove:\n  - {config: FAN, value: y, drop-selects: true}\n',
  'other.yaml': 'remove:\n  - {config: FAN, value: n}\n---\nremove:\n  - {config: AIR, value: n}\n',
};

/** As word-cache.ts has them. */
function marksOnDisk(path: string): number[] {
  const { size, mtimeMs, ctimeMs, ino } = statSync(path);
  return [size, mtimeMs, ctimeMs, ino];
}

interface Ran {
  readonly status: number;
  readonly output: string;
  /** Whether it was remembered. */
  readonly recalled: boolean;
}

/** A tree, and runs on it as the command line makes them. @param settledBefore Infinity: however young, files are settled. */
function openTree(t: TestContext) {
  const folder = makeFolder(t, TREE);
  const tree = join(folder, 'tree');
  // Where the index of words goes.
  const { XDG_CACHE_HOME = '' } = process.env;
  process.env.XDG_CACHE_HOME = join(folder, 'store');
  t.after(() => (process.env.XDG_CACHE_HOME = XDG_CACHE_HOME));
  const excise = async (
    words: readonly string[],
    { build = 'one', settledBefore = Infinity, cache = true } = {},
  ): Promise<Ran> => {
    const command = parseOptions([...words, '-C', tree, '-j1', ...(cache ? ['--cache'] : [])]);
    assert.ok(command.kind === 'run');
    const { options } = command;
    const env = { XDG_CACHE_HOME: join(folder, 'store') };
    const written: string[] = [];
    const write = (data: string | Uint8Array) => {
      written.push(Buffer.from(data as string).toString('latin1'));
      return Promise.resolve();
    };
    const output = { isTerminal: false, columns: 80, write };
    const memory = options.cache ? openRunMemory(options, env, { build, settledBefore }) : undefined;
    let recalled = true;
    const status = await runRules(
      options,
      { stdout: output, stderr: output, env },
      async (asked) => {
        recalled = false;
        const [tracked, listing] = [memory?.tracked(), memory?.listing()];
        const known = { ...(tracked ? { tracked } : {}), ...(listing ? { listing } : {}) };
        const session = openSession(tree, { jobs: 1, cache, ...known });
        try {
          const result = await run(asked, session);
          await memory?.keep(result, session);
          return result;
        } finally {
          await session.close();
        }
      },
      memory,
    );
    return { status, output: written.join('\n--\n'), recalled };
  };
  const store = join(folder, 'store', 'excise', 'runs');
  return { folder, tree, store, rule: join(folder, 'rule.yaml'), other: join(folder, 'other.yaml'), excise };
}

test('the same run on the same tree is remembered, in whatever form its result is wanted', async (t) => {
  const { tree, rule, excise } = openTree(t);
  const first = await excise([rule]);
  assert.equal(first.recalled, false);
  assert.match(first.output, /int air/);
  for (const words of [[], ['--json'], ['--stat', '-v'], ['--explain'], ['--color=always'], ['-q']]) {
    const again = await excise([rule, ...words]);
    assert.equal(again.recalled, true);
    const { recalled, ...plain } = await excise([rule, ...words], { cache: false });
    assert.deepEqual({ ...plain, recalled: true }, again);
    assert.equal(recalled, false);
  }
  const written = await excise([rule, '--write']);
  assert.equal(written.recalled, true);
  assert.match(written.output, /written/);
  assert.equal(readFileSync(join(tree, 'air/air.c'), 'latin1'), 'int air; /* \xe9 */\n');
});

test('another rule, option, program or environment is another run', async (t) => {
  const { rule, other, excise, folder } = openTree(t);
  assert.equal((await excise([rule])).recalled, false);
  const runs: [string[], { build?: string }?][] = [
    [[other]],
    [[rule, '--remove-config', 'AIR=n']],
    [[rule, '--no-cascade']],
    [[rule, '--no-verify']],
    [[rule, '--json', '--shard', '1/2']],
    [[rule], { build: 'two' }],
    [['--remove-config', 'FAN=y', '--drop-selects']],
    [['--remove-config', 'FAN=n']],
  ];
  for (const [words, settings] of runs) {
    assert.equal((await excise(words, settings)).recalled, false, words.join(' '));
    assert.equal((await excise(words, settings)).recalled, true, words.join(' '));
  }
  const { NODE_OPTIONS } = process.env;
  process.env.NODE_OPTIONS = '--stack-size=900';
  assert.equal((await excise([rule])).recalled, false);
  delete process.env.NODE_OPTIONS;
  if (NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = NODE_OPTIONS;
  // The same name, another rule.
  writeFileSync(rule, readFileSync(join(folder, 'other.yaml')));
  assert.equal((await excise([rule])).recalled, false);
});

test('a tree that changed a moment ago is not remembered', async (t) => {
  const { rule, excise, store } = openTree(t);
  await excise([rule], { settledBefore: Date.now() - 3000 });
  assert.deepEqual(readdirSync(store), []);
  assert.equal((await excise([rule])).recalled, false);
});

test('a record that is damaged, cut, empty, a link or a folder is none', async (t) => {
  const { rule, excise, store, folder } = openTree(t);
  const { output } = await excise([rule]);
  const [name] = readdirSync(store);
  const file = join(store, name!);
  const whole = readFileSync(file);
  const spoil: (() => void)[] = [
    ...[0, 12, 20, 60, whole.length >> 1, whole.length - 1].map((at) => () => {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 4;
      writeFileSync(file, damaged);
    }),
    () => writeFileSync(file, whole.subarray(0, whole.length - 1)),
    () => writeFileSync(file, ''),
    () => {
      renameSync(file, join(folder, 'elsewhere'));
      symlinkSync(join(folder, 'elsewhere'), file);
    },
    () => {
      rmSync(file);
      mkdirSync(file);
    },
  ];
  for (const damage of spoil) {
    damage();
    const { recalled, output: again } = await excise([rule]);
    assert.deepEqual([recalled, again], [false, output]);
    rmSync(file, { recursive: true });
    await excise([rule]);
    assert.equal((await excise([rule])).recalled, true);
  }
  // A folder to which others may write is none of ours.
  chmodSync(store, 0o777);
  assert.equal((await excise([rule])).recalled, false);
});

test('what git tracks is part of the tree', async (t) => {
  const { tree, rule, excise } = openTree(t);
  git(tree, 'init', '-q');
  git(tree, 'add', '-A');
  await excise([rule]);
  assert.equal((await excise([rule])).recalled, true);
  git(tree, 'rm', '-q', '--cached', 'air/air.c');
  const without = await excise([rule]);
  assert.equal(without.recalled, false);
  assert.doesNotMatch(without.output, /int no_air/);
  // What git makes for itself is no part of it.
  git(tree, 'gc', '-q');
  assert.equal((await excise([rule])).recalled, true);
});

type Change = (tree: string, i: number) => void;

/** Ways to change a tree, with and without an effect on a run. */
const CHANGES: Readonly<Record<string, Change>> = {
  append: (tree, i) => writeFileSync(join(tree, 'fan.c'), `/* CONFIG_FAN ${i} */\n`, { flag: 'a' }),
  sameSizeAndTime(tree, i) {
    const path = join(tree, 'air/air.c');
    const { atime, mtime } = statSync(path);
    const text = readFileSync(path, 'latin1');
    writeFileSync(path, text.replace(/air; .../, `air; /${'*/'[i % 2]!}x`), 'latin1');
    utimesSync(path, atime, mtime);
  },
  otherInode(tree) {
    const path = join(tree, 'Makefile');
    const { atime, mtime } = statSync(path);
    writeFileSync(join(tree, '..', 'new'), readFileSync(path, 'latin1').replace('obj-', 'OBJ-'), 'latin1');
    utimesSync(join(tree, '..', 'new'), atime, mtime);
    renameSync(join(tree, '..', 'new'), path);
  },
  touch: (tree) => utimesSync(join(tree, 'Kconfig'), new Date(), new Date()),
  add: (tree, i) => writeFileSync(join(tree, `air/new-${i}.c`), '#ifdef CONFIG_FAN\nint n;\n#endif\n'),
  addFolder(tree, i) {
    mkdirSync(join(tree, `f${i}`));
    writeFileSync(join(tree, `f${i}`, 'x.h'), '/* CONFIG_FAN */\n');
  },
  remove: (tree) => rmSync(join(tree, 'fan.c'), { force: true }),
  rename(tree, i) {
    if (existsSync(join(tree, 'fan.c'))) renameSync(join(tree, 'fan.c'), join(tree, `fan-${i}.c`));
  },
  mode: (tree, i) => chmodSync(join(tree, 'air/air.c'), i % 2 ? 0o644 : 0o755),
  link(tree, i) {
    rmSync(join(tree, 'fan.c'), { force: true });
    symlinkSync(`air/air.c`, join(tree, `link${i}`));
  },
  hardLink: (tree, i) => linkSync(join(tree, 'air/air.c'), join(tree, `hard${i}.c`)),
  nothing: () => undefined,
};

test('whatever happens to a tree, a run says what it says without a cache', async (t) => {
  const names = fc.constantFrom(...Object.keys(CHANGES));
  await fc.assert(
    fc.asyncProperty(fc.array(names, { maxLength: 5 }), fc.boolean(), async (changes, isOther) => {
      const { tree, rule, other, excise } = openTree(t);
      const words = [isOther ? other : rule];
      await excise(words);
      for (const [i, name] of changes.entries()) {
        CHANGES[name]!(tree, i);
        const { recalled, ...again } = await excise(words);
        const { recalled: never, ...plain } = await excise(words, { cache: false });
        assert.deepEqual(again, plain, changes.join(' '));
        assert.equal(never, false);
        if (name === 'nothing') assert.equal(recalled, true);
      }
    }),
    { numRuns: 10 },
  );
});

test('a record is read back as it was written, or not at all', (t) => {
  const folder = makeFolder(t, { 'a.c': 'one\ntwo\n' });
  const change = (before: string) => ({
    path: 'a.c',
    kind: 'c',
    status: 'modified',
    before,
    edits: [],
    mode: 1,
  });
  const documents = ['one\ntwo\n', 'two\n', 'one\ntwo\n'].map((before) => ({ changes: [change(before)] }));
  const result = { documents, filesScanned: 1 } as unknown as RunResult;
  const bytes = encodeRecord({ marks: 'm', tracked: 't', result });
  assert.deepEqual(decodeRecord(bytes, folder), { marks: 'm', tracked: 't', result });
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      return decodeRecord(damaged, folder) === undefined;
    }),
  );
  writeFileSync(join(folder, 'a.c'), 'one\ntwO\n');
  assert.equal(decodeRecord(bytes, folder), undefined);
  rmSync(join(folder, 'a.c'));
  assert.equal(decodeRecord(bytes, folder), undefined);
});

test('a listing says what lstat says, and none is made without GNU find or of names that are no text', async (t) => {
  const { tree, folder } = openTree(t);
  mkdirSync(join(tree, 'air/.git'));
  writeFileSync(join(tree, 'air/.git/x'), '');
  writeFileSync(join(tree, 'air/a\n b'), '');
  symlinkSync('x', join(tree, 'link'));
  const listing = await listMarks(tree, folder);
  assert.ok(listing);
  const entries = [...readEntries(listing)].map((entry) => entry!);
  const paths = entries.map(({ path }) => path).sort();
  assert.deepEqual(paths, [
    'Kconfig',
    'Makefile',
    'air',
    'air/Makefile',
    'air/a\n b',
    'air/air.c',
    'fan.c',
    'link',
  ]);
  for (const { path, kind, size, mtimeMs, ctimeMs, ino } of entries.filter((entry) => entry.kind === 'f')) {
    const stats = statSync(join(tree, path));
    assert.deepEqual(
      [kind, size, mtimeMs, ctimeMs, ino],
      ['f', stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino],
    );
  }
  mkdirSync(join(tree, 'air/.svn'));
  writeFileSync(join(tree, 'air/.svn/x'), '');
  const files = listedFiles((await listMarks(tree, folder))!);
  assert.deepEqual(files?.paths, walkTree(tree).paths);
  assert.deepEqual([...files.marksOf('air/air.c')], marksOnDisk(join(tree, 'air/air.c')));
  assert.equal(isSettled(listing, Infinity), true);
  assert.equal(isSettled(listing, Date.now() - 3_600_000), false);
  const { PATH } = process.env;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const script of ['exit 1', 'echo hello', 'printf "f 1\\0"']) {
    writeFileSync(join(bin, 'find'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    process.env.PATH = bin;
    assert.equal(await listMarks(tree, folder), undefined, script);
    process.env.PATH = PATH;
  }
  assert.equal(await listMarks(join(tree, 'none'), folder), undefined);
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/`), Buffer.from([0xe9])]), '');
  assert.equal(await listMarks(tree, folder), undefined);
});
