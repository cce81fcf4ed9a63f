import { appendFileSync, readlinkSync } from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Makes one file-system call of a process fail, or ends the process there. Every function of fs/promises and every
 * method of a file handle that touches the disk is wrapped, whoever calls it, so no step of a write is left out.
 */
export type Fault =
  | { readonly kind: 'error'; readonly code: string; readonly errno: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals; readonly when: 'before' | 'after' };

export const FAULTS: Readonly<Record<string, Fault>> = {
  'kill -9 before': { kind: 'signal', signal: 'SIGKILL', when: 'before' },
  'kill -9 after': { kind: 'signal', signal: 'SIGKILL', when: 'after' },
  ENOSPC: { kind: 'error', code: 'ENOSPC', errno: -28 },
  EACCES: { kind: 'error', code: 'EACCES', errno: -13 },
  EIO: { kind: 'error', code: 'EIO', errno: -5 },
  SIGINT: { kind: 'signal', signal: 'SIGINT', when: 'before' },
  SIGTERM: { kind: 'signal', signal: 'SIGTERM', when: 'before' },
};

/** What of a process's calls is to go wrong, and who is told of each. */
export interface Plan {
  /** Which call, from 0; undefined: none. */
  at?: number | undefined;
  fault?: Fault | undefined;
  /** Gets each call as `function path…`. */
  onCall?: ((call: string) => void) | undefined;
}

/** Wraps the functions for as long as the process lives. @returns what makes the next call the first one again. */
export async function wrapFileSystem(plan: Plan): Promise<{ restart: () => void }> {
  let count = 0;
  let isCounting = false;
  const wrap = (owner: Record<string, unknown>, name: string, isHandle: boolean) => {
    const original = owner[name] as (...args: unknown[]) => Promise<unknown>;
    owner[name] = async function (this: unknown, ...args: unknown[]) {
      if (name === START) isCounting = true;
      if (!isCounting) return await original.apply(this, args);
      const n = count++;
      if (plan.onCall) {
        const things = isHandle ? [descriptorOf(this as FileHandle)] : args.filter(isPath);
        plan.onCall([name, ...things.map(nameThing)].join(' '));
      }
      const fault = n === plan.at ? plan.fault : undefined;
      if (fault?.kind === 'error') {
        // A descriptor is gone even where closing it reports an error.
        if (name === 'close') await original.apply(this, args);
        throw Object.assign(new Error(`${fault.code}: injected`), { code: fault.code, errno: fault.errno });
      }
      if (fault?.when === 'before') process.kill(process.pid, fault.signal);
      const result = await original.apply(this, args).finally(() => {
        if (fault?.when === 'after') process.kill(process.pid, fault.signal);
      });
      // A handle has a close of its own.
      if (name === 'open') wrap(result as Record<string, unknown>, 'close', true);
      return result;
    };
  };
  const functions = promises as unknown as Record<string, unknown>;
  const names = Object.keys(functions).filter((name) => typeof functions[name] === 'function');
  const handle = await promises.open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as Record<string, unknown>;
  await handle.close();
  for (const name of names) wrap(functions, name, false);
  for (const name of METHODS) wrap(prototype, name, true);
  syncBuiltinESMExports();
  return { restart: () => void (count = 0) };
}

/** The first call of a write. What Node itself reads before, to load modules, doesn't count. */
const START = 'realpath';

const METHODS = ['chmod', 'chown', 'datasync', 'read', 'readFile', 'stat', 'sync', 'truncate'].concat([
  'utimes',
  'write',
  'writeFile',
  'writev',
  'readv',
  'appendFile',
]);

function isPath(value: unknown): value is string | Buffer {
  return typeof value === 'string' || Buffer.isBuffer(value);
}

function descriptorOf(handle: FileHandle): string {
  return `/proc/self/fd/${handle.fd}`;
}

/** A path, with the descriptor that it begins with read out. */
function nameThing(thing: string | Buffer): string {
  const path = thing.toString('latin1');
  const found = /^(\/proc\/self\/fd\/\d+)(.*)$/.exec(path);
  if (!found) return path;
  try {
    return readlinkSync(found[1]!, 'latin1') + found[2]!;
  } catch {
    return path;
  }
}

/** As `--import` of a process: EXCISE_FAULT is `N NAME`, or `trace FILE`. */
if (process.env.EXCISE_FAULT !== undefined) {
  const [what = '', ...rest] = process.env.EXCISE_FAULT.split(' ');
  const name = rest.join(' ');
  await wrapFileSystem(
    what === 'trace'
      ? { onCall: (call) => appendFileSync(name, `${call}\n`) }
      : { at: Number(what), fault: FAULTS[name] },
  );
}
