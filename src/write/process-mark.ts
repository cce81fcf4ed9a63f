import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Who holds a lock, as it stands in the name of the lock's file: process ids are used again, mean something else in
 * another container, and nothing after a reboot.
 */
export interface ProcessMark {
  readonly pid: number;
  /** When the process started, in ticks since the machine did; '0' where the system doesn't tell. */
  readonly start: string;
  /** The machine's run since it was started; '0' where the system doesn't tell. */
  readonly boot: string;
  /** The name space of process ids; '0' where the system has none. */
  readonly space: string;
  readonly host: string;
}

const NAME = /^lock\.([1-9][0-9]{0,9})\.([0-9]+)\.([0-9a-f]+)\.([0-9]+)\.([0-9a-f]+)\.[0-9a-f]{8}$/;

/** The name of a lock's file of this process; each call gives another one. */
export function lockName(): string {
  const { pid, start, boot, space, host } = ownMark();
  return ['lock', pid, start, boot, space, host, randomBytes(4).toString('hex')].join('.');
}

/** @returns undefined for what is no lock's name. */
export function readLockName(name: string): ProcessMark | undefined {
  const found = NAME.exec(name);
  if (!found) return undefined;
  return { pid: Number(found[1]), start: found[2]!, boot: found[3]!, space: found[4]!, host: found[5]! };
}

export type Life = 'alive' | 'dead' | 'unknown';

/** Whether the process of a mark still runs; unknown where it belongs to another machine or container. */
export function lifeOf(mark: ProcessMark): Life {
  const own = ownMark();
  const sameHost = mark.host === own.host;
  if (mark.boot !== own.boot) return sameHost ? 'dead' : 'unknown';
  if (mark.space !== own.space || (mark.boot === '0' && !sameHost)) return 'unknown';
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  const state = readState(mark.pid);
  // Without /proc, or where it shows only the user's own processes, that it runs is all there is to know.
  return state === undefined || (state.start === mark.start && !state.isGone) ? 'alive' : 'dead';
}

function ownMark(): ProcessMark {
  return {
    pid: process.pid,
    start: readState(process.pid)?.start ?? '0',
    boot: shorten(tryRead(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))),
    space: tryRead(() => readlinkSync('/proc/self/ns/pid'))?.replace(/\D/g, '') ?? '0',
    host: shorten(hostname()),
  };
}

/** proc(5): in /proc/PID/stat the state is field 3 and the start time field 22; field 2, in brackets, may hold anything. */
function readState(pid: number): { readonly start: string; readonly isGone: boolean } | undefined {
  const text = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const start = fields?.[19];
  return start === undefined ? undefined : { start, isGone: /^[ZXx]/.test(fields![0]!) };
}

function shorten(text: string | undefined): string {
  return text === undefined ? '0' : createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function tryRead(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
