import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endOfSignal, Workshop, type Outcome } from './fault-trial.js';

/**
 * The same one layer below: strace fails, or kills at, each real system call of a write that changes the disk. Takes
 * some minutes; says so where there is no strace.
 */
const CHANGING = [
  'mkdir',
  'rmdir',
  'rename',
  'link',
  'unlink',
  'fsync',
  'fchmod',
  'fchown',
  'write',
  'pwrite64',
].concat(['openat', 'open', 'mkdirat', 'unlinkat', 'renameat', 'renameat2', 'linkat']);
const ERRORS = ['ENOSPC', 'EACCES', 'EIO'];
const SIGNALS = ['KILL', 'INT', 'TERM'];
/** All calls of fs/promises in one thread, in their order: strace counts for each thread. */
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' };

using workshop = new Workshop();
const trace = join(workshop.folder, 'strace');

/** A system call of a write: its name, and how many of that name the thread had made, with it. */
interface Call {
  readonly name: string;
  readonly nth: number;
  readonly what: string;
}

/** Runs a write below strace. */
function runTraced(tree: string, inject: readonly string[]) {
  const set = CHANGING.map((name) => `?${name}`).join(',');
  const options = ['-f', '-qq', '-o', trace, '-e', `trace=${set}`, ...inject];
  return workshop.runWrite(tree, undefined, ['strace', ...options], ENVIRONMENT);
}

function listCalls(): Call[] {
  const tree = workshop.makeTree();
  const { status, stderr } = runTraced(tree, []);
  if (status !== 0) throw new Error(stderr);
  rmSync(tree, { recursive: true });
  const counts = new Map<string, number>();
  const lines = readFileSync(trace, 'latin1').split('\n');
  const own = lines.flatMap((line) => /^(\d+) +rename[^"]*"[^"]*\/journal\.new"/.exec(line)?.[1] ?? [])[0];
  let isWriting = false;
  return lines.flatMap((line) => {
    const found = /^(\d+) +(\w+)\((.*)/.exec(line);
    if (found === null || found[1] !== own) return [];
    const name = found[2]!;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    // What the thread did before, to load modules, isn't a part of the write.
    isWriting ||= name.startsWith('mkdir');
    const isRead = name.startsWith('open') && !found[3]!.includes('O_CREAT');
    // The event loop wakes itself by such a write.
    const isWake = name === 'write' && found[3]!.includes('"\\1\\0\\0\\0\\0\\0\\0\\0", 8)');
    return isWriting && !isRead && !isWake ? [{ name, nth, what: found[3]! }] : [];
  });
}

async function tryCall({ name, nth, what }: Call, fault: string): Promise<Outcome> {
  const tree = workshop.makeTree();
  const isError = ERRORS.includes(fault);
  const act = isError ? `error=${fault}` : `signal=SIG${fault}`;
  const ran = runTraced(tree, ['-e', `inject=${name}:${act}:when=${nth}`]);
  try {
    if (fault === 'INT' || fault === 'TERM') return endOfSignal(ran, `SIG${fault}`, workshop.stateOf(tree));
    const outcome = await workshop.outcomeOf(tree);
    if (!isError) {
      if (ran.signal !== 'SIGKILL') throw new Error(`ended with ${ran.status ?? ran.signal}`);
      return outcome;
    }
    if (!readFileSync(trace, 'latin1').includes('(INJECTED)')) throw new Error('nothing was injected');
    // How often the event loop wakes itself varies, and it aborts where it can't.
    if (ran.signal === 'SIGABRT') return outcome;
    const isDone = ran.status === 0 || ran.stderr.startsWith('all files are in place');
    if ((ran.status !== 0 && ran.status !== 2) || isDone !== (outcome !== 'old')) {
      throw new Error(`${outcome} tree, but it ended with ${ran.status ?? ran.signal}: ${ran.stderr}`);
    }
    return outcome;
  } catch (error) {
    throw new Error(`${fault} at ${name} ${nth}: ${what}`, { cause: error });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

if (spawnSync('strace', ['-V']).status !== 0) {
  console.log('skipped: there is no strace');
} else {
  const calls = listCalls();
  const counts = new Map<string, number>();
  for (const call of calls) {
    for (const fault of [...ERRORS, ...SIGNALS]) {
      const key = `${call.name} ${fault}: ${await tryCall(call, fault)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  for (const [key, count] of [...counts].sort()) console.log(`${key} ×${count}`);
  console.log(
    `${calls.length} system calls × ${ERRORS.length + SIGNALS.length} faults: the old tree or the new one`,
  );
}
