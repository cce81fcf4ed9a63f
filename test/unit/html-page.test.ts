import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeFileReports } from '../../src/report/file-reports.js';
import { makePageData } from '../../src/report/html/make-page-data.js';
import type { PageData } from '../../src/report/html/page-data.js';
import { highlightLine } from '../../src/report/html/page/highlight.js';
import { comparePair, pairLines } from '../../src/report/html/page/pair-lines.js';
import type { DocumentResult, FileChange, LeftoverReport } from '../../src/result.js';
import { sampleResult } from './report-sample.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

function excise(...args: readonly string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', cwd: ROOT });
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'excise-page-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function readData(page: string): PageData {
  const json = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)![1]!;
  return JSON.parse(json) as PageData;
}

function pageOf(part: Partial<DocumentResult>, read: (path: string) => string | undefined = () => undefined) {
  const result = sampleResult();
  const document = { ...result.documents[0]!, leftovers: [], failures: [], ...part };
  const whole = { ...result, documents: [document] };
  return makePageData(whole, [makeFileReports(document.changes)], (_, path) => read(path), '1').documents[0]!;
}

const leftover = (path: string, line: number, excerpt: string): LeftoverReport => ({
  code: 'side-effects',
  path,
  offset: 0,
  line,
  column: 1,
  message: 'caf\xc3\xa9',
  cause: 'CONFIG_BAR=n',
  excerpt,
});

test('--html writes the page beside the patch, and over an older page', (t) => {
  const page = join(temporaryFolder(t), 'run.html');
  const args = ['examples/rule.yaml', '-C', 'examples/tree', '-q'];
  const plain = excise(...args);
  const run = excise(...args, '--html', page);
  assert.deepEqual([run.status, run.stderr], [0, '']);
  assert.equal(run.stdout, plain.stdout);
  const text = readFileSync(page, 'utf8');
  assert.match(text, /^<!doctype html>\n<html lang="en">/);
  assert.doesNotMatch(text, /https?:|src=|href=/);
  const { documents } = readData(text);
  assert.deepEqual(
    documents[0]!.files.map(({ path, status }) => `${status} ${path}`),
    [
      'kept Documentation/motion.rst',
      'modified configs/workshop_defconfig',
      'modified motion/Kconfig',
      'modified motion/Makefile',
      'modified motion/core.c',
      'modified motion/motion.h',
      'modified robots/Kconfig',
    ],
  );
  assert.equal(excise(...args, '--html', page, '--json').status, 0);
  assert.equal(readFileSync(page, 'utf8'), text);
});

test('--html may change the tree in the same run, and shows what was there before', (t) => {
  const folder = temporaryFolder(t);
  cpSync(`${ROOT}examples/tree`, join(folder, 'tree'), { recursive: true });
  const page = join(folder, 'run.html');
  const run = excise('examples/rule.yaml', '-C', join(folder, 'tree'), '-q', '--write', '--html', page);
  assert.deepEqual([run.status, run.stderr, run.stdout], [0, '', '']);
  const [document] = readData(readFileSync(page, 'utf8')).documents;
  assert.equal(document!.files.length, 7);
  assert.equal(document!.files[0]!.hunks[0]!.lines.length, 4);
});

test('--html refuses a path before anything is done', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'rule.yaml'), 'remove: []\n');
  mkdirSync(join(folder, 'pages'));
  const refused = (path: string, why: RegExp) => {
    const run = excise('examples/rule.yaml', '-C', 'examples/tree', '--html', path);
    assert.equal(run.status, 2, run.stderr);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, why);
  };
  refused(join(folder, 'rule.yaml'), /^--html .*rule\.yaml: error: there is a file that is no page/);
  refused(join(folder, 'pages'), /error: it is a folder, name a file/);
  refused(join(folder, 'none', 'run.html'), /error: no folder .*none/);
  refused(join(folder, 'rule.yaml', 'run.html'), /error: not a directory/);
  refused('', /--html needs a file/);
  assert.deepEqual(readdirSync(folder), ['pages', 'rule.yaml']);
  // A pipe isn't replaced, but written to.
  const command = '"$0" "$1" examples/rule.yaml -C examples/tree -q --stat --html /dev/stdout | cat';
  const run = spawnSync('sh', ['-c', command, process.execPath, CLI], { encoding: 'utf8', cwd: ROOT });
  assert.match(run.stdout, /<!doctype html>[^]*6 files changed/);
});

test('facts hang on the reason that is nearest to the rule', () => {
  const config = (name: string) =>
    ({ kind: 'config', name, value: { kind: 'tristate', value: 'n' } }) as const;
  const { facts } = pageOf({
    facts: [
      { fact: config('BAR'), because: ['CONFIG_FOO=y'] },
      { fact: config('BAZ'), because: ['CONFIG_BAR=n'], path: 'lib/caf\xc3\xa9' },
      { fact: config('LAST'), because: ['CONFIG_BAZ=n', 'CONFIG_BAR=n'] },
      // One that comes before its reason would make a circle.
      { fact: config('ODD'), because: ['CONFIG_ODDER=n'] },
      { fact: config('ODDER'), because: ['CONFIG_ODD=n'] },
    ],
  });
  assert.deepEqual(facts, [
    { text: 'CONFIG_FOO=y', parent: -1, others: [] },
    { text: 'CONFIG_BAR=n', parent: 0, others: [] },
    { text: 'CONFIG_BAZ=n', parent: 1, others: [], path: 'lib/café' },
    { text: 'CONFIG_LAST=n', parent: 1, others: ['CONFIG_BAZ=n'] },
    { text: 'CONFIG_ODD=n', parent: -1, others: [] },
    { text: 'CONFIG_ODDER=n', parent: 4, others: [] },
  ]);
});

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index + 1}\n`).join('');

function changeLine(line: number): FileChange {
  const start = LINES.indexOf(`line ${line}\n`);
  const end = start + `line ${line}\n`.length;
  const edits = [{ start, end, text: '', cause: 'CONFIG_FOO=y' }];
  return { path: 'a.c', kind: 'c', status: 'modified', before: LINES, edits, mode: 0o100644 };
}

test('leftovers stand in the hunk that holds their line, or in a piece of their own', () => {
  const { files } = pageOf({
    changes: [changeLine(10)],
    leftovers: [2, 12, 15, 30, 34].map((line) => leftover('a.c', line, `line ${line}`)),
  });
  const [file] = files;
  const shape = file!.hunks.map(({ oldStart, oldCount, newStart, notes, causes }) => ({
    old: `${oldStart}+${oldCount}`,
    newStart,
    notes: notes.map(({ line }) => line),
    causes,
  }));
  assert.deepEqual(shape, [
    { old: '1+5', newStart: 1, notes: [2], causes: [] },
    { old: '7+7', newStart: 7, notes: [12], causes: [0] },
    { old: '14+5', newStart: 13, notes: [15], causes: [] },
    { old: '27+11', newStart: 26, notes: [30, 34], causes: [] },
  ]);
  assert.equal(file!.hunks[0]!.notes[0]!.message, 'café');
});

test('of a file that stays the lines around a leftover are shown, if they are still there', () => {
  const leftovers = [leftover('a.c', 2, 'line 2')];
  const linesOf = (read: () => string | undefined) =>
    pageOf({ changes: [], leftovers }, read).files[0]!.hunks[0]!.lines;
  assert.deepEqual(
    linesOf(() => LINES),
    [' line 1', ' line 2', ' line 3', ' line 4', ' line 5'],
  );
  assert.deepEqual(
    linesOf(() => 'x\ny\n'),
    [' line 2'],
  );
  assert.deepEqual(
    linesOf(() => ''),
    [' line 2'],
  );
  assert.deepEqual(
    linesOf(() => undefined),
    [' line 2'],
  );
});

test('bytes that are no text, long lines and comments that begin above', () => {
  const before = `/*\n * a\n * b\n * \xff${'x'.repeat(3000)}\n * d\n * e */\nint f;\nlast`;
  const start = before.indexOf('int f');
  const edits = [{ start, end: start + 7, text: '', cause: 'CONFIG_FOO=y' }];
  const change = { path: 'a.c', kind: 'c', status: 'modified', before, edits, mode: 0o100644 } as const;
  const [hunk] = pageOf({ changes: [change] }).files[0]!.hunks;
  assert.equal(hunk!.inComment, true);
  assert.match(hunk!.lines[0]!, /^ {2}\* \ufffdx+ … 1004 more bytes$/);
  assert.deepEqual(hunk!.lines.slice(1), ['  * d', '  * e */', '-int f;', ' last']);
  assert.deepEqual(hunk!.unended, [4]);
});

test('the highlighter covers any text, each part once', () => {
  const shown = (text: string, kind: string, inComment = false) => {
    const { runs } = highlightLine(text, kind, inComment);
    let last = 0;
    for (const { start, end } of runs) {
      assert.ok(start >= last && end > start && end <= text.length, `${text} ${start} ${end}`);
      last = end;
    }
    return runs.map(({ start, end, className }) => `${className}:${text.slice(start, end)}`);
  };
  assert.deepEqual(shown('\tif (f(0x1fUL, "a\\"b", \'c\')) /* d */ return; // e', 'c'), [
    'k:if',
    'c:f',
    'n:0x1fUL',
    's:"a\\"b"',
    "s:'c'",
    'm:/* d */',
    'k:return',
    'm:// e',
  ]);
  assert.deepEqual(shown('# include <a/b.h>', 'c'), ['p:# include', 's:<a/b.h>']);
  assert.deepEqual(shown('# don\'t "', 'asm'), ['p:# don']);
  assert.deepEqual(shown('a */ int b; /* c', 'c', true), ['m:a */', 'k:int', 'm:/* c']);
  assert.equal(highlightLine('a */ int b; /* c', 'c', true).inComment, true);
  assert.equal(highlightLine('a', 'c', true).inComment, true);
  assert.deepEqual(shown('\tdepends on A && "x" if B # c', 'kconfig'), [
    'k:depends',
    's:"x"',
    'k:if',
    'm:# c',
  ]);
  assert.deepEqual(shown('obj-$(CONFIG_A) += 1.o', 'kbuild'), ['p:$(CONFIG_A', 'n:1']);
  assert.deepEqual(shown('CONFIG_A=y', 'constructor'), []);
  for (const text of ['"', "'", '\\', '/*', '*/', '"\\', '\u{1f600}', '$(', '#']) {
    for (const kind of ['c', 'kconfig', 'kbuild']) shown(text, kind);
  }
});

test('lines that are alike stand side by side', () => {
  const pairs = pairLines([' a', '-#ifdef X', '-call(one, two);', '-#endif', '+call(one);', ' b', '+c']);
  assert.deepEqual(pairs, [
    { old: 0, new: 0 },
    { old: 1, new: -1 },
    { old: 2, new: 4 },
    { old: 3, new: -1 },
    { old: 5, new: 5 },
    { old: -1, new: 6 },
  ]);
  assert.deepEqual(comparePair('\tif (a && b)', '\tif (b)'), [
    { start: 5, end: 10 },
    { start: 5, end: 5 },
  ]);
  assert.equal(comparePair('\treturn 0;', '\tgoto out;'), undefined);
  // Two characters that begin with the same code unit.
  assert.deepEqual(comparePair('f("\u{1f600}");', 'f("\u{1f601}");'), [
    { start: 3, end: 5 },
    { start: 3, end: 5 },
  ]);
  assert.equal(pairLines(Array.from({ length: 200 }, (_, i) => (i < 100 ? '-x' : '+x'))).length, 100);
});
