import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makePalette, wantsColor } from '../../src/report/color.js';
import { decodeLine, decodeText } from '../../src/report/decode-text.js';
import { makeFileReports, type FileReport } from '../../src/report/file-reports.js';
import { makeResultJson } from '../../src/report/json-report.js';
import { resultSchema } from '../../src/report/json-schema.js';
import { renderPatch } from '../../src/report/patch-report.js';
import { makeProgressLine } from '../../src/report/progress.js';
import { describeTotals, renderStat } from '../../src/report/stat-report.js';
import { renderSummary } from '../../src/report/summary.js';
import { traceCauses } from '../../src/report/trace-causes.js';
import { sampleResult } from './report-sample.js';
import { fc } from './properties.js';

const PLAIN = makePalette(false);
const COLOR = makePalette(true);

test('the summary: files by language, facts with causes, leftovers by reason', () => {
  const result = sampleResult('lib: drop FOO');
  const files = result.documents.map((d) => makeFileReports(d.changes));
  const brief = renderSummary(result, files, { verbose: false, written: false }, PLAIN);
  assert.equal(
    brief,
    `lib: drop FOO
  3 files changed, 1 insertion(+), 6 deletions(-)
    Kconfig:     1 file     +0 -3
    C:           2 files    +1 -3 (1 deleted)
  new facts: 1
    CONFIG_BAR=n, because CONFIG_FOO=y (lib/Kconfig)
  left as they were, because a check failed: 1
    lib/odd.c: balanced: an #endif is gone
  leftovers, for a person to look at: 8
    mentioned-in-documentation: 7
${[1, 2, 3, 4, 5].map((n) => `      Documentation/x.rst:${n}:5: see CONFIG_FOO é ?[31m �\n`).join('')}      … and 2 more (-v lists them)
    side-effects: 1
      lib/a.c:3:5: see CONFIG_FOO é ?[31m �
`,
  );
  const verbose = renderSummary(result, files, { verbose: true, written: true }, PLAIN);
  assert.match(verbose, /x\.rst:7:5/);
  assert.match(verbose, /, written\n/);
  assert.doesNotMatch(verbose, /more \(-v/);
});

test('a document without subject goes by its facts; no change is said so', () => {
  const [document] = sampleResult().documents;
  const result = {
    filesScanned: 0,
    documents: [{ ...document!, changes: [], facts: [], leftovers: [], failures: [] }],
  };
  assert.equal(
    renderSummary(result, [[]], { verbose: false, written: false }, PLAIN),
    'CONFIG_FOO=y\n  nothing to change\n',
  );
});

test('the patch keeps bytes; colours come off again', () => {
  const [document] = sampleResult().documents;
  const files = makeFileReports(document!.changes);
  const plain = renderPatch([{ files }], PLAIN);
  assert.match(plain, /^diff --git /);
  assert.ok(plain.includes('int b = \xff;'));
  const colored = renderPatch([{ files }], COLOR);
  // eslint-disable-next-line no-control-regex -- what colours are made of
  assert.equal(colored.replace(/\x1b\[\d*m/g, ''), plain);
  assert.ok(colored.includes('\x1b[31m-int a;\x1b[m\n\x1b[32m+int c;\x1b[m\n'));
  assert.ok(colored.includes('\x1b[36m@@ -1,2 +1,2 @@\x1b[m'));
  const series = renderPatch([{ subject: 'é', files }, { files }], PLAIN);
  assert.equal(series, `# 1/2: \xc3\xa9\n${plain}# 2/2\n${plain}`);
});

test('when a stream has colours', () => {
  assert.equal(wantsColor('auto', {}, true), true);
  assert.equal(wantsColor('auto', {}, false), false);
  assert.equal(wantsColor('auto', { TERM: 'dumb' }, true), false);
  assert.equal(wantsColor('auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true), false);
  assert.equal(wantsColor('auto', { NO_COLOR: '' }, true), true);
  assert.equal(wantsColor('auto', { FORCE_COLOR: '1' }, false), true);
  assert.equal(wantsColor('auto', { FORCE_COLOR: '0' }, true), false);
  assert.equal(wantsColor('always', { NO_COLOR: '1' }, false), true);
  assert.equal(wantsColor('never', { FORCE_COLOR: '1' }, true), false);
});

test('the JSON document fits its schema and holds everything', () => {
  const result = sampleResult('s');
  const files = result.documents.map((d) => makeFileReports(d.changes));
  const json = JSON.parse(JSON.stringify(makeResultJson(result, files, { written: false }))) as unknown;
  const read = resultSchema.parse(json);
  const [document] = read.documents;
  assert.deepEqual(
    document!.files.map((f) => [f.path, f.status, f.mode, f.insertions, f.deletions]),
    [
      ['lib/Kconfig', 'modified', '100644', 0, 3],
      ['lib/caf�.c', 'modified', '100644', 1, 1],
      ['lib/gone.c', 'deleted', '100755', 0, 2],
    ],
  );
  assert.deepEqual(document!.facts, [
    { fact: 'CONFIG_BAR=n', because: ['CONFIG_FOO=y'], path: 'lib/Kconfig', offset: 3 },
  ]);
  assert.equal(document!.leftovers.length, 8);
  assert.equal(document!.leftovers[0]!.text, '\tsee CONFIG_FOO é \x1b[31m �');
  assert.deepEqual(document!.failures, result.documents[0]!.failures);
});

test('a fact is followed back to the rule on the shortest way', () => {
  const fact = (name: string) => ({ kind: 'unused', what: 'function', name, path: 'a.c' }) as const;
  const id = (name: string) => `function ${name} is unused in a.c`;
  const trace = traceCauses({
    facts: [
      { fact: fact('f'), because: ['CONFIG_X=y'] },
      { fact: fact('g'), because: [id('f')] },
      { fact: fact('h'), because: [id('g'), id('f')] },
    ],
  });
  assert.deepEqual(trace('CONFIG_X=y'), ['CONFIG_X=y']);
  assert.deepEqual(trace(id('g')), ['CONFIG_X=y', id('f'), id('g')]);
  assert.deepEqual(trace(id('h')), ['CONFIG_X=y', id('f'), id('h')]);
});

test('a patch that explains itself is still one for git', () => {
  const folder = mkdtempSync(join(tmpdir(), 'excise-explain-'));
  try {
    const [document] = sampleResult().documents;
    const files = makeFileReports(document!.changes.map((change) => ({ ...change, cause: 'CONFIG_FOO=y' })));
    for (const { change } of files) {
      mkdirSync(dirname(join(folder, change.path)), { recursive: true });
      writeFileSync(join(folder, Buffer.from(change.path, 'latin1').toString()), change.before, 'latin1');
    }
    const patch = renderPatch([{ files, trace: () => ['CONFIG_FOO=y', 'f() does nothing'] }], PLAIN);
    assert.match(patch, /^# @@ -1,4 \+1 @@ CONFIG_FOO=y -> f\(\) does nothing\ndiff --git /);
    assert.match(patch, /\n# @@ -1,2 \+0,0 @@ CONFIG_FOO=y -> f\(\) does nothing\ndiff --git a\/lib\/gone.c/);
    const plain = files.filter(({ change }) => !change.path.includes('caf'));
    const input = Buffer.from(
      renderPatch([{ files: plain, trace: () => ['CONFIG_FOO=y'] }], PLAIN),
      'latin1',
    );
    execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('text of the tree is decoded as UTF-8 where it is', () => {
  assert.equal(decodeText('plain'), 'plain');
  assert.equal(decodeText('\xc3\xa9'), 'é');
  assert.equal(decodeText('\xe9'), '�');
  assert.equal(decodeText('already …'), 'already …');
  assert.equal(decodeLine(`  a\t\tb${'x'.repeat(300)}`, 10), 'a bxxxxxx…');
  assert.equal(decodeLine('\x1b]0;evil\x07', 20), '?]0;evil?');
});

test('the progress line is one line, not too often, and goes away', () => {
  let time = 0;
  let out = '';
  const line = makeProgressLine(
    (text) => (out += text),
    30,
    2,
    () => time,
  );
  line.update({ stage: 'scan', done: 1, total: 100, document: 0 });
  time = 10;
  line.update({ stage: 'scan', done: 2, total: 100, document: 0 });
  time = 100;
  line.update({ stage: 'analyze', done: 1234567, total: 123456789, document: 1 });
  line.clear();
  line.update({ stage: 'plan', done: 0, total: 0, document: 1 });
  line.clear();
  assert.equal(out, '\r\x1b[K1/2 searching 1/100\r\x1b[K2/2 analyzing 1234567/1234567\r\x1b[K');
});

test('the diffstat is the one of git', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'excise-stat-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'core.quotePath=true', ...args], { cwd: folder, encoding: 'latin1' });
  const cases: Record<string, [number, number]>[] = [
    { 'a.c': [1, 0], 'dir/b.c': [0, 3] },
    {
      'some/where/very/deep/in/the/tree/that/has/long/names/for/all/folders/file.c': [300, 20],
      'b.c': [1, 1],
    },
    { 'x.c': [1000, 0], 'y.c': [0, 1], 'z.c': [1, 1], 'sp ace.c': [40, 41], 'q"uote.c': [2, 2] },
    { [`${'n'.repeat(90)}.c`]: [5, 5] },
  ];
  for (const [index, files] of cases.entries()) {
    const [before, after] = [join(folder, `${index}`, 'a'), join(folder, `${index}`, 'b')];
    for (const [path, [added, deleted]] of Object.entries(files)) {
      for (const [side, word, count] of [
        [before, 'old', deleted],
        [after, 'new', added],
      ] as const) {
        mkdirSync(dirname(join(side, path)), { recursive: true });
        writeFileSync(join(side, path), Array.from({ length: count }, (_, i) => `${word} ${i}\n`).join(''));
      }
    }
    const repository = join(folder, `${index}`, 'r');
    git('init', '-q', repository);
    const inRepository = (...args: string[]) => git(`--git-dir=${join(repository, '.git')}`, ...args);
    inRepository(`--work-tree=${before}`, 'add', '-A');
    const tree = inRepository('write-tree').trim();
    inRepository(`--work-tree=${after}`, 'add', '-A');
    const expected = inRepository('diff', '--cached', '--stat=80', '--no-renames', tree);
    const reports = Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([path, [insertions, deletions]]) =>
          ({ change: { path }, patch: '', insertions, deletions }) as unknown as FileReport,
      );
    assert.equal(renderStat(reports, 80, PLAIN), expected);
  }
});

test('a graph is never wider than its line', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(5000), fc.nat(5000)), { minLength: 1 }),
      fc.integer({ min: 30, max: 200 }),
      (counts, width) => {
        const reports = counts.map(
          ([insertions, deletions], i) =>
            ({
              change: { path: `${'d/'.repeat(i)}f.c` },
              patch: '',
              insertions,
              deletions,
            }) as unknown as FileReport,
        );
        const lines = renderStat(reports, width, PLAIN).split('\n').slice(0, -2);
        for (const line of lines) assert.ok(line.length <= width, line);
        for (const [i, line] of lines.entries()) {
          assert.equal(line.includes('+'), counts[i]![0] > 0);
          assert.equal(line.includes('-'), counts[i]![1] > 0);
        }
      },
    ),
    { numRuns: 200, seed: 3 },
  );
  assert.equal(describeTotals({ files: 0, insertions: 0, deletions: 0 }), '0 files changed');
  assert.equal(
    describeTotals({ files: 1, insertions: 0, deletions: 0 }),
    '1 file changed, 0 insertions(+), 0 deletions(-)',
  );
});

test('the shipped schemas are JSON', () => {
  for (const name of ['rule', 'result']) {
    const path = new URL(`../../../rules/${name}.schema.json`, import.meta.url);
    const schema = JSON.parse(readFileSync(path, 'utf8')) as { type?: string };
    assert.equal(schema.type, 'object');
  }
});
