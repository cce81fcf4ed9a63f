import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FinalFile } from '../../src/final-files.js';
import { lockTree } from '../../src/write/lock-tree.js';
import { recoverTree } from '../../src/write/recover-tree.js';
import { QUICK_PLACE } from './quick-place.js';

/** A small write with everything that one can hold: new contents, deleted files, emptied folders, several modes. */
const FILES: readonly FinalFile[] = [
  { path: 'a.c', before: 'int a;\n', after: 'int b;\n' },
  { path: 'd/b.sh', before: 'b\r\n', after: '' },
  { path: 'd/gone.c', before: 'gone', after: undefined },
  { path: 'e/f/gone.c', before: '', after: undefined },
  { path: 'x y/\xe9.c', before: '\xff', after: 'latin1 \xe9' },
];
const MODES: Readonly<Record<string, number>> = {
  'a.c': 0o6755,
  'd/b.sh': 0o750,
  'd/gone.c': 0o440,
  'x y/\xe9.c': 0o444,
};

const INJECT = fileURLToPath(new URL('inject-faults.js', import.meta.url));
const DRIVER = fileURLToPath(new URL('write-driver.js', import.meta.url));

export const WRITTEN = FILES;

/** Calls, as traceWrite describes them, that change what is on the disk. */
export const CHANGES_DISK =
  /^(?:mkdir|writeFile|chmod|chown|link|rename|unlink|rmdir|open (?:the new content|the lock|journal\.new|\.gitignore))/;

export type Outcome = 'old' | 'new' | 'new, an empty folder stays';

/** What the next run does first. */
export async function recover(tree: string): Promise<void> {
  const lock = await lockTree(tree);
  try {
    await recoverTree(lock);
  } finally {
    await lock.release();
  }
}

function runDriver(
  args: readonly string[],
  fault?: string,
  wrapper: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
) {
  const env = { ...process.env, ...more, ...(fault === undefined ? {} : { EXCISE_FAULT: fault }) };
  const [program, ...rest] = [...wrapper, process.execPath, '--import', INJECT, DRIVER, ...args];
  return spawnSync(program!, rest, { encoding: 'utf8', env });
}

/** Where trials take place: each has a tree of its own. */
export class Workshop {
  readonly folder = mkdtempSync(join(QUICK_PLACE, 'excise-faults-'));
  readonly #plan = join(this.folder, 'files.json');
  readonly #broken = new Map<number, string>();
  #copies = 0;
  readonly before: string;
  readonly after: string;

  constructor() {
    writeFileSync(this.#plan, JSON.stringify(FILES.map((file) => ({ ...file, after: file.after ?? null }))));
    [this.before, this.after] = (['before', 'after'] as const).map((which) => {
      const tree = this.makeTree(which);
      const text = snapshot(tree);
      rmSync(tree, { recursive: true });
      return text;
    }) as [string, string];
  }

  /** A fresh tree; one of its files has another name outside. */
  makeTree(which: 'before' | 'after' = 'before'): string {
    const tree = mkdtempSync(join(this.folder, 'tree-'));
    for (const file of [...FILES, { path: 'd/stay.c', before: 'stay', after: 'stay' }]) {
      const text = file[which];
      if (text === undefined) continue;
      const place = placeOf(tree, file.path);
      mkdirSync(dirname(place.toString('latin1')), { recursive: true });
      writeFileSync(place, Buffer.from(text, 'latin1'));
      // Only root may give files away, so only then a write has to.
      if (file.path === 'a.c' && process.getuid?.() === 0) chownSync(place, 12345, 54321);
      chmodSync(place, MODES[file.path] ?? 0o644);
      utimesSync(place, 1e9, 1e9);
    }
    linkSync(join(tree, 'a.c'), `${tree}.other-name`);
    return tree;
  }

  /**
   * Runs a write in a process of its own.
   * @param fault as inject-faults.ts has it in the environment. @param wrapper what runs Node.
   */
  runWrite(
    tree: string,
    fault?: string,
    wrapper: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ) {
    return runDriver([tree, this.#plan], fault, wrapper, more);
  }

  /** Runs the recovery of a tree in a process of its own. */
  runRecovery(tree: string, fault: string) {
    return runDriver([tree], fault);
  }

  /** A tree whose write was killed before that call of it. */
  breakTree(at: number): string {
    let first = this.#broken.get(at);
    if (first === undefined) {
      first = this.makeTree();
      const { signal, stderr } = this.runWrite(first, `${at} kill -9 before`);
      if (signal !== 'SIGKILL') throw new Error(`the write was not killed: ${stderr}`);
      this.#broken.set(at, first);
    }
    // With the names that the old contents have beside their own.
    const tree = join(this.folder, `broken-${this.#copies++}`);
    const { status, stderr } = spawnSync('cp', ['-a', first, tree], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return tree;
  }

  /** The calls of a write without faults, in order. */
  traceWrite(): string[] {
    return this.#trace(this.makeTree(), (tree, fault) => this.runWrite(tree, fault));
  }

  /** The calls of the recovery of a tree whose write was killed before that call of it. */
  traceRecovery(at: number): string[] {
    return this.#trace(this.breakTree(at), (tree, fault) => this.runRecovery(tree, fault));
  }

  #trace(tree: string, run: (tree: string, fault: string) => ReturnType<typeof runDriver>): string[] {
    const trace = join(this.folder, 'trace');
    rmSync(trace, { force: true });
    const { status, stderr } = run(tree, `trace ${trace}`);
    if (status !== 0) throw new Error(stderr);
    const calls = readFileSync(trace, 'utf8').trimEnd().split('\n');
    rmSync(tree, { recursive: true });
    return calls.map((call) => describeCall(call.replaceAll(tree, 'TREE')));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * What a tree is after the next run's recovery.
   * @throws Error where it is neither the old nor the new one, or the next run finds no peace.
   */
  async outcomeOf(tree: string): Promise<Outcome> {
    await recover(tree);
    return this.stateOf(tree);
  }

  /** @throws Error for a tree that is neither. */
  stateOf(tree: string): Outcome {
    const now = snapshot(tree);
    if (now === this.before) return 'old';
    if (now === this.after) return 'new';
    // A folder whose parent can't be changed stays; git doesn't know empty ones.
    if (now.replace(/^e\/\n(e\/f\/\n)?/m, '') === this.after) return 'new, an empty folder stays';
    throw new Error(`neither the old nor the new tree:\n${now}\nold:\n${this.before}\nnew:\n${this.after}`);
  }
}

function placeOf(tree: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${tree}/`), Buffer.from(path, 'latin1')]);
}

/** Everything that is in a tree: names, kinds, modes, contents, and the times of what no write touches. */
export function snapshot(tree: string): string {
  const lines: string[] = [];
  const list = (folder: string) => {
    for (const name of readdirSync(placeOf(tree, folder), { encoding: 'latin1' }).sort()) {
      const path = folder + name;
      const place = placeOf(tree, path);
      const info = lstatSync(place);
      if (info.isDirectory()) {
        lines.push(`${path}/`);
        list(`${path}/`);
        continue;
      }
      const isWritten = FILES.some((file) => file.path === path && file.after !== undefined);
      const mode = (info.mode & 0o7777).toString(8);
      const text = JSON.stringify(readFileSync(place, 'latin1'));
      lines.push(`${path} ${info.uid}:${info.gid} ${mode} ${isWritten ? '' : info.mtimeMs} ${text}`);
    }
  };
  list('');
  return lines.join('\n');
}

/** A call with what it touches named by its part in the write. */
function describeCall(call: string): string {
  const [name = '', ...things] = call.split(/ (?=\/|TREE)/);
  return [name, ...things.map(roleOf)].join(' ');
}

function roleOf(path: string): string {
  const own = /\.excise-journal(?:\/(.*))?$/.exec(path);
  if (own) {
    if (own[1] === undefined) return "the journal's folder";
    return own[1].startsWith('lock.') ? 'the lock' : own[1] === '.gitignore' ? '.gitignore' : own[1];
  }
  const beside = /\.excise-[0-9a-f]{24}\.\d+\.(new|old)$/.exec(path);
  if (beside) return `the ${beside[1] === 'new' ? 'new' : 'old'} content`;
  if (path === 'TREE' || path === 'TREE/.') return 'the root';
  return /\.(c|sh)$/.test(path) ? 'the file' : 'its folder';
}

/** @throws Error unless a process that got a signal ended by it, and said so where it undid its work. */
export function endOfSignal(
  { status, signal, stderr }: { status: number | null; signal: string | null; stderr: string },
  sent: string,
  outcome: Outcome,
): Outcome {
  const said = outcome === 'old' ? /^(?:interrupted \(SIG[A-Z]+\); nothing was changed\n)?$/ : /^$/;
  // One that comes with the last call is too late to be noticed.
  const isEnded = signal === sent || (status === 0 && outcome === 'new');
  if (isEnded && said.test(stderr)) return outcome;
  throw new Error(`${sent}: ended with ${status ?? signal}, ${outcome}: ${stderr}`);
}
