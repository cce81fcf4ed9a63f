import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runRules } from '../../src/commands/run-rules.js';
import type { CommandIo, Output } from '../../src/commands/terminal.js';
import { parseOptions } from '../../src/options.js';
import { resultSchema } from '../../src/report/json-schema.js';
import type { RunOptions, RunResult } from '../../src/result.js';
import { replaceText, sampleDocument, sampleResult } from './report-sample.js';

interface Outcome {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly asked: RunOptions | undefined;
}

/** Runs the command with a pipeline that yields `result`. */
async function run(args: readonly string[], result: RunResult, terminal = false): Promise<Outcome> {
  const command = parseOptions(args);
  assert.ok(command.kind === 'run');
  const written: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTerminal: terminal,
    columns: 80,
    write: (data) => {
      written[name].push(Buffer.from(data as string));
      return Promise.resolve();
    },
  });
  const io: CommandIo = { stdout: output('stdout'), stderr: output('stderr'), env: {} };
  let asked: RunOptions | undefined;
  const code = await runRules(command.options, io, (options) => {
    asked = options;
    options.onProgress?.({ stage: 'scan', done: 1, total: 2, document: 0 });
    return Promise.resolve(result);
  });
  return {
    code,
    stdout: Buffer.concat(written.stdout),
    stderr: Buffer.concat(written.stderr).toString(),
    asked,
  };
}

function makeTree(t: TestContext): string {
  const tree = mkdtempSync(join(tmpdir(), 'excise-cli-'));
  t.after(() => rmSync(tree, { recursive: true }));
  mkdirSync(join(tree, 'lib'));
  writeFileSync(join(tree, 'lib/a.c'), 'int a;\n');
  return tree;
}

const clean = (): RunResult => {
  const [document] = sampleResult().documents;
  const changes = [replaceText('lib/a.c', 'int a;\n', 'a', '\xff')];
  return { filesScanned: 1, documents: [{ ...document!, changes, leftovers: [], failures: [] }] };
};

test('a dry run: the patch byte for byte on stdout, the summary on stderr', async (t) => {
  const tree = makeTree(t);
  const { code, stdout, stderr, asked } = await run(
    ['-C', tree, '--remove-config', 'FOO=y', '-j', '2'],
    clean(),
  );
  assert.equal(code, 0);
  assert.ok(stdout.includes(Buffer.from('-int a;\n+int \xff;\n', 'latin1')));
  assert.match(stderr, /1 file changed/);
  assert.equal(asked?.jobs, 2);
  assert.equal(asked.cascade, true);
  assert.equal(asked.documents.length, 1);
  assert.equal(asked.onProgress, undefined, 'no progress without a terminal');
  assert.equal(readFileSync(join(tree, 'lib/a.c'), 'latin1'), 'int a;\n');
});

test('--write changes the tree and prints no patch', async (t) => {
  const tree = makeTree(t);
  const { stdout, stderr } = await run(['-C', tree, '--remove-config', 'FOO=y', '-w'], clean());
  assert.equal(stdout.length, 0);
  assert.match(stderr, /, written/);
  assert.equal(readFileSync(join(tree, 'lib/a.c'), 'latin1'), 'int \xff;\n');
});

test('--stat, --json, -q', async (t) => {
  const tree = makeTree(t);
  const base = ['-C', tree, '--remove-config', 'FOO=y'];
  const stat = await run([...base, '--stat'], clean());
  assert.equal(stat.stdout.toString(), ' lib/a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n');
  const json = await run([...base, '--json', '-q', '--write'], clean());
  assert.equal(json.stderr, '');
  const document = resultSchema.parse(JSON.parse(json.stdout.toString()));
  assert.equal(document.written, true);
});

test('a terminal gets colours and a progress line that is cleared', async (t) => {
  const { stdout, stderr } = await run(['-C', makeTree(t), '--remove-config', 'FOO=y'], clean(), true);
  assert.ok(stdout.includes('\x1b[31m-int a;'));
  assert.ok(stderr.startsWith('\r\x1b[Ksearching 1/2\r\x1b[K\x1b[1m'));
});

test('exit codes: failed checks, and leftovers where they count', async (t) => {
  const tree = makeTree(t);
  const args = ['-C', tree, '--remove-config', 'FOO=y'];
  const [document] = sampleResult().documents;
  const left = { filesScanned: 1, documents: [{ ...document!, changes: [], failures: [] }] };
  assert.equal((await run(args, left)).code, 0);
  assert.equal((await run([...args, '--fail-on-leftovers'], left)).code, 1);
  assert.equal((await run([...args, '--fail-on-leftovers'], clean())).code, 0);
  assert.equal((await run(args, { filesScanned: 1, documents: [{ ...document!, changes: [] }] })).code, 1);
});

test('rules come in order, files first; wrong ones and a missing tree stop before the pipeline', async (t) => {
  const tree = makeTree(t);
  const rule = join(tree, 'r.yaml');
  writeFileSync(rule, 'subject: one\nremove: [{config: A, value: n}]\n');
  const { asked } = await run(['-C', tree, rule, '--remove-config', 'FOO=y', '--no-cascade'], clean());
  assert.deepEqual(
    asked?.documents.map((d) => d.subject),
    ['one', undefined],
  );
  assert.equal(asked.cascade, false);
  writeFileSync(rule, 'rename:\n  - parameter: p\n    to: q\n');
  await assert.rejects(run(['-C', tree, rule], clean()), /r\.yaml:2:5: error: /);
  await assert.rejects(run(['-C', join(tree, 'none'), '--remove-config', 'A=y'], clean()), /no such folder/);
  await assert.rejects(run(['-C', rule, '--remove-config', 'A=y'], clean()), /not a folder/);
});

test('a series shows each document and writes the end of it', async (t) => {
  const tree = makeTree(t);
  const [part] = clean().documents;
  const result: RunResult = {
    filesScanned: 1,
    documents: [
      {
        ...part!,
        document: sampleDocument('first'),
        changes: [replaceText('lib/a.c', 'int a;\n', 'a', 'b')],
      },
      {
        ...part!,
        document: sampleDocument('second'),
        changes: [replaceText('lib/a.c', 'int b;\n', 'b', 'c')],
      },
    ],
  };
  const args = ['-C', tree, '--remove-config', 'FOO=y'];
  const dry = await run(args, result);
  assert.match(dry.stdout.toString(), /^# 1\/2: first\ndiff [^]*\n# 2\/2: second\ndiff /);
  assert.match(dry.stderr, /^1\/2 first\n[^]*\n2\/2 second\n/);
  await run([...args, '-w'], result);
  assert.equal(readFileSync(join(tree, 'lib/a.c'), 'latin1'), 'int c;\n');
});
