import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UserError } from '../../src/errors.js';
import { writeFiles } from '../../src/write/write-files.js';
import { CHANGES_DISK, endOfSignal, recover, Workshop, WRITTEN, type Outcome } from './fault-trial.js';
import { FAULTS, wrapFileSystem, type Fault, type Plan } from './inject-faults.js';

/**
 * Tries every file-system call of a write × every fault, and ends with an error where the tree isn't the old or the new
 * one after the next run's recovery. What ends the process is tried in one of its own, at calls that change the disk:
 * where a call only reads, the disk is as the call before it left it. Then the same for recoveries of broken writes.
 * With --update the tables go to docs/trust.md; --only write or --only recovery makes one of them.
 */
const HEADING = '### Every call of a write, with every fault';

const RECOVERY = '### Every call of a recovery, with every fault';

type Try = (at: number, name: string, fault: Fault) => Promise<Outcome>;

const names = Object.keys(FAULTS);
using workshop = new Workshop();
const calls = workshop.traceWrite();
const plan: Plan = {};
const { restart } = await wrapFileSystem(plan);
const isWanted = (part: string) => !process.argv.includes('--only') || process.argv.includes(part);
if (isWanted('write')) show(HEADING, describeWrite(renderTable([await tryAll(calls, tryError, trySignal)])));
// Of the three: new contents are staged, names are swapped but the write isn't done, old contents are left over.
const stops = ['rename the new content the file', 'rename journal done', 'unlink the old content'];
const recoveries: Rows[] = [];
for (const stop of isWanted('recovery') ? stops : []) {
  const at = calls.indexOf(stop);
  const own = workshop.traceRecovery(at);
  recoveries.push(
    await tryAll(own, ...recoveryTrials(at, stop === 'unlink the old content' ? 'new' : 'old')),
  );
}
if (recoveries.length > 0) show(RECOVERY, describeRecovery(renderTable(recoveries)));

type Rows = Map<string, { count: number; outcomes: Map<string, Set<Outcome>> }>;

/** Tries each call with each fault. */
async function tryAll(tried: readonly string[], onError: Try, onSignal: Try): Promise<Rows> {
  const rows: Rows = new Map();
  for (const [at, call] of tried.entries()) {
    const row = rows.get(call) ?? { count: 0, outcomes: new Map<string, Set<Outcome>>() };
    rows.set(call, { ...row, count: row.count + 1 });
    for (const name of names) {
      const outcomes = row.outcomes.get(name) ?? new Set();
      row.outcomes.set(name, outcomes);
      const fault = FAULTS[name]!;
      if (fault.kind === 'error') outcomes.add(await onError(at, name, fault));
      else if (CHANGES_DISK.test(call)) outcomes.add(await onSignal(at, name, fault));
    }
  }
  return rows;
}

/** What lets a call of the recovery fail, or ends it there, in a tree whose write was killed before a call of it. */
function recoveryTrials(brokenAt: number, expected: 'old' | 'new'): [Try, Try] {
  const settle = async (tree: string, name: string, at: number): Promise<Outcome> => {
    const outcome = await workshop.outcomeOf(tree);
    if (!outcome.startsWith(expected)) throw new Error(`${name}, call ${at} of a recovery: ${outcome}`);
    rmSync(tree, { recursive: true, force: true });
    return outcome;
  };
  const onError: Try = async (at, name, fault) => {
    const tree = workshop.breakTree(brokenAt);
    restart();
    Object.assign(plan, { at, fault } satisfies Plan);
    await recover(tree).catch((error: unknown) => {
      if (!(error instanceof UserError) && !String(error).includes('injected')) throw error;
    });
    Object.assign(plan, { at: undefined } satisfies Plan);
    return await settle(tree, name, at);
  };
  const onSignal: Try = async (at, name) => {
    const tree = workshop.breakTree(brokenAt);
    const { status, signal, stderr } = workshop.runRecovery(tree, `${at} ${name}`);
    if (signal === null && status !== 0) throw new Error(`${name}, call ${at} of a recovery: ${stderr}`);
    return await settle(tree, name, at);
  };
  return [onError, onSignal];
}

/** Lets a call of a write in this process fail. */
async function tryError(at: number, name: string, fault: Fault): Promise<Outcome> {
  return await inTree(at, name, async (tree) => {
    restart();
    Object.assign(plan, { at, fault } satisfies Plan);
    const said = await writeFiles(tree, WRITTEN).then(
      () => 'all files are in place',
      (error: unknown) => (error as Error).message,
    );
    Object.assign(plan, { at: undefined } satisfies Plan);
    const outcome = await workshop.outcomeOf(tree);
    if (said.startsWith('all files are in place') === (outcome === 'old'))
      throw new Error(`${outcome}: ${said}`);
    return outcome;
  });
}

/** Ends a process that writes. */
async function trySignal(at: number, name: string, fault: Fault): Promise<Outcome> {
  return await inTree(at, name, async (tree) => {
    const ran = workshop.runWrite(tree, `${at} ${name}`);
    if (fault.kind === 'signal' && fault.signal !== 'SIGKILL')
      return endOfSignal(ran, name, workshop.stateOf(tree));
    if (ran.signal !== 'SIGKILL') throw new Error(`ended with ${ran.status ?? 'a signal'}: ${ran.stderr}`);
    return await workshop.outcomeOf(tree);
  });
}

async function inTree(at: number, name: string, use: (tree: string) => Promise<Outcome>): Promise<Outcome> {
  const tree = workshop.makeTree();
  try {
    return await use(tree);
  } catch (error) {
    throw new Error(`${name}, call ${at} (${calls[at]!})`, { cause: error });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** One table of what several trials found: calls and outcomes of all of them. */
function renderTable(trials: readonly Rows[]): string {
  const all: Rows = new Map();
  for (const rows of trials) {
    for (const [call, { count, outcomes }] of rows) {
      const row = all.get(call) ?? { count: 0, outcomes: new Map<string, Set<Outcome>>() };
      for (const [name, found] of outcomes)
        row.outcomes.set(name, new Set([...(row.outcomes.get(name) ?? []), ...found]));
      all.set(call, { count: row.count + count, outcomes: row.outcomes });
    }
  }
  const lines = [...all].map(([call, { count, outcomes }]) => {
    const cells = names.map(
      (name) => [...outcomes.get(name)!].map(shorten).sort().reverse().join(', ') || '–',
    );
    return `| ${call} | ${count} | ${cells.join(' | ')} |`;
  });
  return [
    `| call | times | ${names.join(' | ')} |`,
    `| --- | ---: | ${names.map(() => '---').join(' | ')} |`,
    ...lines,
  ].join('\n');
}

function shorten(outcome: Outcome): string {
  return outcome === 'new, an empty folder stays' ? 'new (1)' : outcome;
}

/** Prints a section of docs/trust.md, and with --update puts it there, up to the next heading of its rank or higher. */
function show(heading: string, content: string): void {
  process.stdout.write(`${content}\n`);
  if (!process.argv.includes('--update')) return;
  const docs = new URL('../../../docs/trust.md', import.meta.url);
  const text = readFileSync(docs, 'utf8');
  const start = text.indexOf(heading);
  if (start < 0) throw new Error(`no "${heading}" in docs/trust.md`);
  const next = /\n#{1,3} /.exec(text.slice(start + heading.length));
  const end = next === null ? text.length : start + heading.length + next.index + 1;
  const section = `${heading}\n\n${content}${end < text.length ? '\n' : ''}`;
  writeFileSync(docs, text.slice(0, start) + section + text.slice(end));
}

function describeWrite(table: string): string {
  return `\`npm run faults -- --update\` made this table: a write of ${WRITTEN.length} files (new contents, several modes, deleted files, folders that
are emptied, hard links), ended or failing at that call; what ends it is tried where a call changes the disk (–: it only
reads). "old" and "new" say which
tree it was, byte for byte with modes, after the next run's recovery (after a signal: at once); calls of one kind that
differ name both. Anything else would have been an error.

${table}

(1) the folder that was emptied could not be removed; git knows no empty folders.
`;
}

function describeRecovery(table: string): string {
  return `The same for what the next run does with such a write, which is killed at one of three points: before the first new
content gets its name, before the point of no return, and behind it. The recovery fails or ends at that call, and the
recovery after it must reach the old tree in the first two, the new one in the third; it did.

${table}
`;
}
