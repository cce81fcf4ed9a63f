import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, unlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * What the file system says of everything below a tree's root: kind, size, times of change of content and state, inode,
 * mode and name. Node's own lstat costs four times as much, with an object for each answer; so GNU's find is asked, where
 * there is one.
 */
export interface MarksListing {
  /** The answers as they came. The same again: nothing has changed. */
  readonly lanes: readonly Buffer[];
  /** A hash of each. */
  readonly digest: string;
}

/** One thing below the root. */
export interface ListedEntry {
  /** As find's %y has it: f, d, l … */
  readonly kind: string;
  readonly size: number;
  /** In milliseconds, as Node's lstat has them. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  /** Latin1. */
  readonly path: string;
}

const FORMAT = '%y %s %T@ %C@ %i %m %p\\0';
const ENTRY = /^(\w) (\d+) (-?\d+)\.(\d{9})\d* (-?\d+)\.(\d{9})\d* (\d+) \d+ \.\/([^]+)$/;
/** At the root: what comes and goes with a commit, and with a write of ours (write/own-names.ts). */
const SKIPPED = new Set(['.git', '.excise-journal']);
const MOST_LANES = 4;
/** Of names in the command line of a find. */
const MOST_TOPS = 2000;

/**
 * Lists a tree, without what lies in a folder `.git`.
 * @param scratch a folder for files without a name, which take the answers: find writes to a pipe in pieces of 4 KiB, and
 * taking them in one by one costs as much as the listing.
 * @returns undefined where there is no such find, or anything can't be read.
 */
export async function listMarks(root: string, scratch: string): Promise<MarksListing | undefined> {
  try {
    const lanes = await Promise.all(partTops(root).map((tops) => runFind(root, tops, scratch)));
    const whole = lanes.filter((lane) => lane !== undefined);
    if (whole.length < lanes.length || !whole.every(({ bytes }) => isAnswer(bytes))) return undefined;
    return { lanes: whole.map(({ bytes }) => bytes), digest: whole.map(({ digest }) => digest).join(' ') };
  } catch {
    return undefined;
  }
}

/** What lies directly below the root, for each find: folders by how much stands in them, so that all take as long. */
function partTops(root: string): string[][] {
  const tops: { name: string; weight: number }[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const { name } = entry;
    if (SKIPPED.has(name)) continue;
    // It isn't UTF-8, so that it can't be named in an argument.
    if (name.includes('\ufffd')) throw new Error('a name that is no text');
    tops.push({ name, weight: entry.isDirectory() ? readdirSync(join(root, name)).length : 1 });
  }
  if (tops.length > MOST_TOPS) throw new Error('too many names');
  tops.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  const lanes = Array.from({ length: Math.min(MOST_LANES, availableParallelism()) }, () => ({
    names: [] as string[],
    weight: 0,
  }));
  for (const { name, weight } of tops) {
    const lightest = lanes.reduce((least, lane) => (lane.weight < least.weight ? lane : least));
    lightest.names.push(`./${name}`);
    lightest.weight += weight;
  }
  // Without a name, find would list the whole folder.
  return lanes.map(({ names }) => names).filter((names) => names.length > 0);
}

interface Lane {
  readonly bytes: Buffer;
  readonly digest: string;
}

function runFind(root: string, tops: readonly string[], scratch: string): Promise<Lane | undefined> {
  const file = join(scratch, `${randomBytes(6).toString('hex')}.new`);
  const descriptor = openSync(file, 'wx+', 0o600);
  unlinkSync(file);
  return new Promise<Lane | undefined>((resolve) => {
    const { PATH = '' } = process.env;
    const child = spawn('find', [...tops, '-name', '.git', '-prune', '-o', '-printf', FORMAT], {
      cwd: root,
      env: { PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', descriptor, 'ignore'],
    });
    child.on('error', () => resolve(undefined));
    child.on('exit', (status) => resolve(status === 0 ? readLane(descriptor) : undefined));
  }).finally(() => closeSync(descriptor));
}

function readLane(descriptor: number): Lane | undefined {
  const bytes = Buffer.allocUnsafeSlow(fstatSync(descriptor).size);
  for (let at = 0; at < bytes.length;) {
    const count = readSync(descriptor, bytes, at, bytes.length - at, at);
    if (count === 0) return undefined;
    at += count;
  }
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** Whether the first entry is one: other programs are called find, too. */
function isAnswer(lane: Buffer): boolean {
  return lane.length === 0 || readEntry(lane.toString('latin1', 0, lane.indexOf(0))) !== undefined;
}

function readEntry(text: string): ListedEntry | undefined {
  const found = ENTRY.exec(text);
  if (!found) return undefined;
  const [, kind, size, mSeconds, mNanos, cSeconds, cNanos, ino, path] = found;
  // The sum is Node's own, so that equal times are equal numbers.
  const time = (seconds: string | undefined, nanos: string | undefined) =>
    Number(seconds) * 1000 + Number(nanos) / 1e6;
  return {
    kind: kind!,
    size: Number(size),
    mtimeMs: time(mSeconds, mNanos),
    ctimeMs: time(cSeconds, cNanos),
    ino: Number(ino),
    path: path!,
  };
}

/** The entries of a listing; undefined in place of one that can't be read. */
export function* readEntries({ lanes }: MarksListing): Generator<ListedEntry | undefined> {
  for (const lane of lanes) {
    for (let at = 0; at < lane.length;) {
      const end = lane.indexOf(0, at);
      if (end < 0) {
        yield undefined;
        break;
      }
      yield readEntry(lane.toString('latin1', at, end));
      at = end + 1;
    }
  }
}

/** Whether all of it changed last before a time, so that whatever changes later shows (see settledNow). */
export function isSettled(listing: MarksListing, before: number): boolean {
  for (const entry of readEntries(listing))
    if (!entry || Math.max(entry.mtimeMs, entry.ctimeMs) > before) return false;
  return true;
}
