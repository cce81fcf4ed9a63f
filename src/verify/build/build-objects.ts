import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clip, UserError } from '../../errors.js';
import { treePath } from '../../scan/tree-path.js';
import { holdSignals } from '../../write/hold-signals.js';
import { editsBetween } from '../edits-between.js';
import type { PatchedFile } from '../patch-tree.js';
import { fillBuildCommand, objectOf } from './build-command.js';
import { compareObjects, type SectionDifference } from './compare-objects.js';
import { copyTree } from './copy-tree.js';
import { keepLines } from './keep-lines.js';

export type BuildResult = 'same' | 'differs' | 'fails-before' | 'fails-after';

/** What became of one object. */
export interface BuiltObject {
  /** Below the tree, latin1. */
  readonly object: string;
  readonly source: string;
  readonly result: BuildResult;
  readonly sections: readonly SectionDifference[];
  /** Why it couldn't be built: the command's last words, in one line. */
  readonly message?: string;
}

export interface BuildInput {
  readonly tree: string;
  readonly files: readonly PatchedFile[];
  /** See fillBuildCommand. */
  readonly command: string;
  /** Sources to build beside those that are touched: users of headers. */
  readonly also: readonly string[];
}

/**
 * Compiles the touched sources before and after a change, and compares what comes out. All this happens in a copy of the
 * tree, which goes in the end; the tree itself isn't written. Lines keep their numbers, see keepLines.
 * @throws UserError where the copy can't be made.
 */
export async function buildObjects(input: BuildInput): Promise<BuiltObject[]> {
  const sources = [
    ...new Set([
      ...input.files.flatMap(({ path, before, after }) => (before !== null && after !== null ? path : [])),
      ...input.also,
    ]),
  ].filter((path) => objectOf(path) !== undefined);
  if (sources.length === 0) return [];
  const place = makePlace();
  let child: ChildProcess | undefined;
  let isStopped = false;
  const remove = () => rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  const signals = holdSignals(() => {
    isStopped = true;
    child?.kill();
    remove();
  });
  const folder = join(place, 'tree');
  const run = (line: string) => runCommand(line, folder, (started) => (child = started));
  try {
    await copyTree(input.tree, folder, () => isStopped);
    const texts = input.files.map(alignTexts);
    const before = await buildAll(
      { ...input, folder, sources, run },
      texts.map(({ path, before: text }) => ({ path, text })),
    );
    const after = await buildAll(
      { ...input, folder, sources, run },
      texts.map(({ path, after: text }) => ({ path, text })),
    );
    return sources
      .map((source, i) => judge(source, before[i]!, after[i]!))
      .sort((a, b) => (a.source < b.source ? -1 : 1));
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw noCopy(error);
  } finally {
    remove();
    signals.end();
  }
}

function makePlace(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'excise-build-'));
  } catch (error) {
    throw noCopy(error);
  }
}

function noCopy(error: unknown): UserError {
  const why = clip((error as Error).message, 300);
  return new UserError(`--build: the tree can't be copied: ${why} (TMPDIR says where to)`, { cause: error });
}

interface Text {
  readonly path: string;
  /** null: the file isn't there. */
  readonly text: string | null;
}

function alignTexts({ path, before, after, edits }: PatchedFile) {
  if (before === null || after === null) return { path, before, after };
  return { path, ...keepLines(before, edits.length > 0 ? edits : editsBetween(before, after)) };
}

interface BuildState extends BuildInput {
  readonly folder: string;
  readonly sources: readonly string[];
  readonly run: (line: string) => Promise<{ readonly status: number | null; readonly output: string }>;
}

type Built = { readonly object: Buffer } | { readonly message: string };

async function buildAll(state: BuildState, texts: readonly Text[]): Promise<Built[]> {
  const { folder, sources } = state;
  for (const { path, text } of texts) await putFile(folder, path, text);
  const built: Built[] = [];
  // One after the other: a command may use all cores, and two in one folder may be in each other's way.
  for (const source of sources) built.push(await buildOne(state, source));
  return built;
}

async function putFile(folder: string, path: string, text: string | null): Promise<void> {
  const file = treePath(folder, path);
  const mode = await stat(file).then(
    (info) => info.mode,
    () => undefined,
  );
  // Never into the file: the copy may share it.
  if (mode !== undefined) await unlink(file);
  if (text === null) return;
  await mkdir(dirname(Buffer.from(file).toString('latin1')), { recursive: true });
  await writeFile(file, Buffer.from(text, 'latin1'));
  if (mode !== undefined) await chmod(file, mode);
}

async function buildOne({ folder, command, run }: BuildState, source: string): Promise<Built> {
  const object = objectOf(source)!;
  const out = join(dirname(folder), 'out.o');
  const { line, output } = fillBuildCommand(command, folder, { object, source, out });
  // What make finds must be older than its source, and what the copy brought along must not pass for new.
  const now = new Date();
  await utimes(treePath(folder, source), now, now).catch(() => undefined);
  if (output.startsWith(`${dirname(folder)}/`)) await rm(output, { force: true });
  const earlier = await timeOf(output);
  const { status, output: words } = await run(line);
  if (status !== 0) return { message: lastWords(words) ?? `the command ended with ${status ?? 'a signal'}` };
  const time = await timeOf(output);
  if (time === undefined) return { message: `the command made no ${clip(output, 200)}` };
  if (earlier !== undefined && time === earlier) {
    return { message: `the command left ${clip(output, 200)} as it was` };
  }
  return { object: await readFile(output) };
}

async function timeOf(path: string): Promise<bigint | undefined> {
  return await stat(path, { bigint: true }).then(
    (info) => info.mtimeNs,
    () => undefined,
  );
}

/** Of what a command may say that much is kept. */
const MOST_WORDS = 64 * 1024;

function runCommand(
  line: string,
  folder: string,
  onStart: (child: ChildProcess) => void,
): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((done) => {
    const child = spawn('/bin/sh', ['-c', line], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    onStart(child);
    let output = '';
    const hear = (data: Buffer) => (output = (output + data.toString('latin1')).slice(-MOST_WORDS));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => done({ status: null, output: error.message }));
    child.on('close', (status) => done({ status, output }));
  });
}

/** The line that says what is wrong: the first error, else the last line; latin1. */
function lastWords(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((text) => /\berror\b|not found/i.test(text)) ?? lines.at(-1);
  return line?.trim().slice(0, 300);
}

function judge(source: string, before: Built, after: Built): BuiltObject {
  const object = objectOf(source)!;
  const common = { object, source, sections: [] };
  if ('message' in before) return { ...common, result: 'fails-before', message: before.message };
  if ('message' in after) return { ...common, result: 'fails-after', message: after.message };
  const sections = compareObjects(before.object, after.object);
  return { ...common, result: sections.length === 0 ? 'same' : 'differs', sections };
}
