import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runRules } from '../../src/commands/run-rules.js';
import type { CommandIo } from '../../src/commands/terminal.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Edit } from '../../src/edit/edit.js';
import { finalFiles } from '../../src/final-files.js';
import { parseOptions } from '../../src/options.js';
import { run } from '../../src/pipeline.js';
import type { FileChange, RunResult } from '../../src/result.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { writeFiles } from '../../src/write/write-files.js';
import { QUICK_PLACE } from '../write/quick-place.js';
import { GIT_ENV } from './git-support.js';
import { sampleDocument, sampleResult } from './report-sample.js';
import { fc } from './properties.js';

interface DrawnFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  /** What each document does to the file; null: nothing. */
  readonly acts: readonly (null | 'delete' | readonly (readonly [number, number, string])[])[];
}

const BYTES = 'ab "\'\\\t\n.-:{}=>\xe9\xff\x01\x7f'.split('');
const name = fc.array(fc.constantFrom(...BYTES, '@{', ' b'), { maxLength: 5 }).map((parts) => parts.join(''));
/** No file's path is another one's folder. */
const path = fc
  .tuple(fc.array(name, { maxLength: 2 }), name)
  .map(([folders, last]) => [...folders.map((folder) => `d${folder}`), `f${last}`].join('/'));
const line = fc.constantFrom(
  ...[
    'a',
    'b',
    '',
    '\tint c;',
    '\xe4\xff',
    '-- x',
    '+++ b/y',
    '@@ -1 +1 @@',
    '\\ No newline',
    'd ',
    '\f',
    'e\rf',
  ],
);
const text = fc
  .tuple(
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n')), { maxLength: 25 }),
    fc.constantFrom('', '', 'z', '\r'),
  )
  .map(([lines, last]) => lines.flat().join('') + last);
const edits = fc.array(
  fc.tuple(fc.nat(60), fc.nat(8), fc.constantFrom('', 'x', 'y\nz', '\n', '\r\n', '\xe9\n')),
  { minLength: 1, maxLength: 5 },
);
const act = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(null, 'delete' as const) },
  { weight: 4, arbitrary: edits },
);
const file: fc.Arbitrary<DrawnFile> = fc.record({
  path,
  text,
  mode: fc.constantFrom(0o644, 0o755),
  acts: fc.array(act, { minLength: 1, maxLength: 2 }),
});
const tree = fc.uniqueArray(file, { minLength: 1, maxLength: 5, selector: (drawn) => drawn.path });

test('git apply of the printed patch is what --write does, to the byte', async (t) => {
  const { work, seed } = prepare(t);
  const numRuns = Number(process.env.EXCISE_RUNS ?? 80);
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(tree, async (files) => {
      const result = makeResult(files);
      const folder = mkdtempSync(join(work, 'x'));
      const applied = layTree(join(folder, 'applied'), files);
      const written = layTree(join(folder, 'written'), files);
      const patch = await callCommand(applied, [], result);
      assert.deepEqual(readAll(applied), readAll(written), 'a dry run changes nothing');
      for (const part of partsFor(files, patch)) {
        const options = { cwd: applied, env: GIT_ENV, input: part };
        const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], options);
        assert.equal(status, 0, `${stderr.toString()}\n${patch.toString('latin1')}`);
      }
      await callCommand(written, ['--write'], result);
      const after = readAll(written);
      assert.deepEqual(readAll(applied), after, patch.toString('latin1'));
      // The same once more: the files aren't what was read any more.
      const final = finalFiles(result.documents);
      if (final.length > 0) {
        changed++;
        await assert.rejects(writeFiles(written, final), /nothing was changed$/);
        assert.deepEqual(readAll(written), after);
      }
      rmSync(folder, { recursive: true });
    }),
    { seed, numRuns, includeErrorInReport: true },
  );
  assert.ok(changed > numRuns / 2, `${changed} of ${numRuns} trees changed`);
});

test('a second run of a rule changes nothing', async (t) => {
  const { work, seed } = prepare(t);
  const pieces = fc.array(
    fc.constantFrom(
      '#ifdef CONFIG_FOO\nint with_foo;\n#else\nint without_foo;\n#endif\n',
      '#if defined(CONFIG_FOO) && defined(CONFIG_BAR)\nint both;\r\n#endif\n',
      '#if IS_ENABLED(CONFIG_FOO) || CONFIG_BAR\nint any;\n#endif\n',
      'int f(void)\n{\n\tif (IS_ENABLED(CONFIG_FOO))\n\t\treturn 1;\n\treturn 0;\n}\n',
      'static int unused_g(void)\n{\n\treturn 2;\n}\n\n#ifndef CONFIG_FOO\nint g = 1;\n#endif\n',
      '\n\n',
      '/* CONFIG_FOO \xe9 */\n',
      '#ifdef CONFIG_FOO\n',
      '#endif',
    ),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, pieces, fc.constantFrom('y', 'n'), async (one, two, value) => {
      const kconfig = 'config FOO\n\tbool\n\nconfig BAR\n\tbool "Bar"\n\tdepends on FOO || X\n';
      const folder = layTree(mkdtempSync(join(work, 'x')), [
        { path: 'Kconfig', text: kconfig, mode: 0o644 },
        { path: 'Makefile', text: 'obj-$(CONFIG_FOO) += one.o\nobj-y += two.o\n', mode: 0o644 },
        { path: 'one.c', text: one.join(''), mode: 0o644 },
        { path: 'two.c', text: two.join(''), mode: 0o755 },
      ]);
      const documents = parseRules(`remove:\n  - config: FOO\n    value: ${value}\n`, 'rule.yaml');
      const first = await run({ tree: folder, documents, cascade: true, jobs: 1 });
      await writeFiles(folder, finalFiles(first.documents));
      const after = readAll(folder);
      const second = await run({ tree: folder, documents, cascade: true, jobs: 1 }).catch(
        (error: unknown) => {
          // Nothing speaks of the symbol any more.
          assert.match(String(error), /FOO/);
          return { documents: [] };
        },
      );
      assert.deepEqual(finalFiles(second.documents), []);
      assert.deepEqual(readAll(folder), after);
      rmSync(folder, { recursive: true });
    }),
    { seed, numRuns: 20 },
  );
});

/**
 * A patch as git takes it: whole, but where a document deletes what one before it changed. There git apply does the
 * deletions of all documents first, and then writes the changed file.
 */
function partsFor(files: readonly DrawnFile[], patch: Buffer): Buffer[] {
  if (patch.length === 0) return [];
  if (!files.some(({ acts }) => acts[0] != null && acts[1] === 'delete')) return [patch];
  const documents = patch.toString('latin1').split(/^# [12]\/2\n/m);
  return documents.filter((part) => part !== '').map((part) => Buffer.from(part, 'latin1'));
}

/** A folder for the trees, and a seed that is said. */
function prepare(t: TestContext): { work: string; seed: number } {
  const work = mkdtempSync(join(QUICK_PLACE, 'excise-property-'));
  t.after(() => rmSync(work, { recursive: true, force: true }));
  const seed = Number(process.env.EXCISE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`EXCISE_SEED=${seed}`);
  return { work, seed };
}

function makeResult(files: readonly DrawnFile[]): RunResult {
  const [sample] = sampleResult().documents;
  const texts = new Map(files.map((drawn) => [drawn.path, drawn.text]));
  const documents = [0, 1].map((index) => {
    const changes = files.flatMap(({ path, acts, mode }): FileChange[] => {
      const [act, before] = [acts[index] ?? null, texts.get(path)];
      if (act === null || before === undefined) return [];
      const change = { path, kind: 'c', before, mode: 0o100000 | mode };
      if (act === 'delete') {
        texts.delete(path);
        return [{ ...change, status: 'deleted', edits: [] }];
      }
      const own = disjoint(act, before.length);
      const after = applyEdits(before, own);
      if (after === before) return [];
      texts.set(path, after);
      return [{ ...change, status: 'modified', edits: own }];
    });
    changes.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { ...sample!, document: sampleDocument(), changes, leftovers: [], failures: [] };
  });
  return { filesScanned: files.length, documents };
}

function disjoint(drawn: readonly (readonly [number, number, string])[], length: number): Edit[] {
  const spans = drawn.map(([at, size, text]) => {
    const start = at % (length + 1);
    return { start, end: Math.min(length, start + size), text, cause: 'c' };
  });
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  let last = -1;
  return spans.filter(({ start, end }) => {
    if (start <= last) return false;
    last = end;
    return true;
  });
}

function layTree(folder: string, files: readonly Pick<DrawnFile, 'path' | 'text' | 'mode'>[]): string {
  mkdirSync(folder, { recursive: true });
  for (const { path, text, mode } of files) {
    makeFolders(folder, path);
    writeFileSync(placeOf(folder, path), Buffer.from(text, 'latin1'));
    chmodSync(placeOf(folder, path), mode);
  }
  return folder;
}

/** mkdir -p, which Node doesn't have for names as bytes. */
function makeFolders(folder: string, path: string): void {
  const parent = dirname(path);
  if (parent === '.') return;
  makeFolders(folder, parent);
  try {
    mkdirSync(placeOf(folder, parent));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function callCommand(folder: string, args: readonly string[], result: RunResult): Promise<Buffer> {
  const command = parseOptions(['-C', folder, '--remove-config', 'FOO=y', ...args]);
  assert.ok(command.kind === 'run');
  const written: Buffer[] = [];
  const output = (sink: Buffer[]) => ({
    isTerminal: false,
    columns: 80,
    write: (data: string | Uint8Array) => Promise.resolve(void sink.push(Buffer.from(data as string))),
  });
  const io: CommandIo = { stdout: output(written), stderr: output([]), env: {} };
  await runRules(command.options, io, () => Promise.resolve(result));
  return Buffer.concat(written);
}

function placeOf(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
}

/** Folders, and files with their mode and content, in order. */
function readAll(folder: string, below = ''): string[] {
  return readdirSync(placeOf(folder, below), { encoding: 'latin1' })
    .sort()
    .flatMap((name) => {
      const path = below + name;
      const { mode } = lstatSync(placeOf(folder, path));
      if ((mode & 0o170000) === 0o040000) return [`${path}/`, ...readAll(folder, `${path}/`)];
      const content = readFileSync(placeOf(folder, path), 'latin1');
      return [`${path} ${(mode & 0o777).toString(8)} ${JSON.stringify(content)}`];
    });
}
