import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFiles } from '../../src/write/write-files.js';
import { CHANGES_DISK, endOfSignal, Workshop, WRITTEN, type Outcome } from './fault-trial.js';
import { FAULTS, wrapFileSystem, type Fault, type Plan } from './inject-faults.js';

/**
 * Tries every file-system call of a write × every fault, and ends with an error where the tree isn't the old or the new
 * one after the next run's recovery. What ends the process is tried in one of its own, at calls that change the disk:
 * where a call only reads, the disk is as the call before it left it. With --update the table goes to docs/trust.md.
 */
const HEADING = '### Every call of a write, with every fault';

const names = Object.keys(FAULTS);
using workshop = new Workshop();
const calls = workshop.traceWrite();
const plan: Plan = {};
const { restart } = await wrapFileSystem(plan);
const rows = new Map<string, { count: number; outcomes: Map<string, Set<Outcome>> }>();
for (const [at, call] of calls.entries()) {
  const row = rows.get(call) ?? { count: 0, outcomes: new Map<string, Set<Outcome>>() };
  rows.set(call, { ...row, count: row.count + 1 });
  for (const name of names) {
    const outcomes = row.outcomes.get(name) ?? new Set();
    row.outcomes.set(name, outcomes);
    const fault = FAULTS[name]!;
    if (fault.kind === 'error') outcomes.add(await tryError(at, name, fault));
    else if (CHANGES_DISK.test(call)) outcomes.add(await trySignal(at, name, fault));
  }
}
const table = renderTable();
process.stdout.write(`${table}\n`);
if (process.argv.includes('--update')) updateDocs(table);

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
async function trySignal(at: number, name: string, fault: Fault & { kind: 'signal' }): Promise<Outcome> {
  return await inTree(at, name, async (tree) => {
    const ran = workshop.runWrite(tree, `${at} ${name}`);
    if (fault.signal !== 'SIGKILL') return endOfSignal(ran, name, workshop.stateOf(tree));
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

function renderTable(): string {
  const lines = [...rows].map(([call, { count, outcomes }]) => {
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

/** Replaces the section of the table, up to the next heading of its rank or higher. */
function updateDocs(table: string): void {
  const docs = new URL('../../../docs/trust.md', import.meta.url);
  const text = readFileSync(docs, 'utf8');
  const start = text.indexOf(HEADING);
  if (start < 0) throw new Error(`no "${HEADING}" in docs/trust.md`);
  const next = /\n#{1,3} /.exec(text.slice(start + HEADING.length));
  const end = next === null ? text.length : start + HEADING.length + next.index + 1;
  const section = `${HEADING}

\`npm run faults -- --update\` made this table: a write of ${WRITTEN.length} files (new contents, several modes, deleted files, folders that
are emptied, hard links), ended or failing at that call; what ends it is tried where a call changes the disk (–: it only
reads). "old" and "new" say which
tree it was, byte for byte with modes, after the next run's recovery (after a signal: at once); calls of one kind that
differ name both. Anything else would have been an error.

${table}

(1) the folder that was emptied could not be removed; git knows no empty folders.
`;
  writeFileSync(docs, `${text.slice(0, start)}${section}${end < text.length ? '\n' : ''}${text.slice(end)}`);
}
