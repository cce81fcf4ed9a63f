import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { endOfSignal, Workshop, WRITTEN, type Outcome } from './fault-trial.js';
import { FAULTS } from './inject-faults.js';

/**
 * Tries every file-system call of a write × every fault, each in a process of its own, and ends with an error where
 * the tree isn't the old or the new one after the next run's recovery. With --update it writes the table to
 * docs/trust.md. Takes a few minutes.
 */
const HEADING = '### Every call of a write, with every fault';

const names = Object.keys(FAULTS);
using workshop = new Workshop();
const calls = workshop.traceWrite();
const rows = new Map<string, { count: number; outcomes: Map<string, Set<Outcome>> }>();
for (const [at, call] of calls.entries()) {
  const row = rows.get(call) ?? { count: 0, outcomes: new Map<string, Set<Outcome>>() };
  rows.set(call, { ...row, count: row.count + 1 });
  for (const name of names) {
    const outcomes = row.outcomes.get(name) ?? new Set();
    row.outcomes.set(name, outcomes.add(await tryFault(at, name)));
  }
}
const table = renderTable();
process.stdout.write(`${table}\n`);
if (process.argv.includes('--update')) updateDocs(table);

async function tryFault(at: number, name: string): Promise<Outcome> {
  const tree = workshop.makeTree();
  const ran = workshop.runWrite(tree, `${at} ${name}`);
  const where = `${name}, call ${at} (${calls[at]!})`;
  const fault = FAULTS[name]!;
  try {
    if (fault.kind === 'signal' && fault.signal !== 'SIGKILL') {
      return endOfSignal(ran, name, workshop.stateOf(tree));
    }
    const outcome = await workshop.outcomeOf(tree);
    if (fault.kind === 'signal') {
      if (ran.signal !== 'SIGKILL') throw new Error(`ended with ${ran.status ?? ran.signal}`);
      return outcome;
    }
    const isDone = ran.status === 0 || ran.stderr.startsWith('all files are in place');
    if ((ran.status !== 0 && ran.status !== 2) || isDone !== (outcome !== 'old')) {
      throw new Error(`${outcome} tree, but it ended with ${ran.status ?? ran.signal}: ${ran.stderr}`);
    }
    return outcome;
  } catch (error) {
    throw new Error(where, { cause: error });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function renderTable(): string {
  const lines = [...rows].map(([call, { count, outcomes }]) => {
    const cells = names.map((name) => [...outcomes.get(name)!].map(shorten).sort().reverse().join(', '));
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
are emptied, hard links) in a process of its own for each cell, ended or failing at that call. "old" and "new" say which
tree it was, byte for byte with modes, after the next run's recovery (after a signal: at once); calls of one kind that
differ name both. Anything else would have been an error.

${table}

(1) the folder that was emptied could not be removed; git knows no empty folders.
`;
  writeFileSync(docs, `${text.slice(0, start)}${section}${end < text.length ? '\n' : ''}${text.slice(end)}`);
}
