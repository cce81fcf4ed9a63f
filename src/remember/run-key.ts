import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Options } from '../options.js';

/** What a run is asked to do, as far as it can be told without reading the tree. */
export interface RunKey {
  /** Two runs of the same key on the same tree come to the same. */
  readonly id: string;
  /** The bytes of each rule file, by its name: what is remembered is what these say. */
  readonly rules: ReadonlyMap<string, Buffer>;
}

/** A rule file that is larger is refused (rules/load-rules.ts). */
const LARGEST_RULE = 1024 * 1024;

/** Options that say where a result goes and how it looks, or how it is reached. All others are a part of the key. */
const OF_OUTPUT: ReadonlySet<keyof Options> = new Set([
  'cache',
  'cc',
  'color',
  'commit',
  'explain',
  'failOnLeftovers',
  'force',
  'format',
  'html',
  'jobs',
  'quiet',
  'series',
  'signoff',
  'splitBy',
  'verbose',
  'write',
] as const);

/** @returns undefined for what can't be remembered: somebody is asked, or a rule is no plain file. */
export function readRunKey(options: Options, build: string): RunKey | undefined {
  if (options.interactive || options.answers !== undefined) return undefined;
  try {
    const rules = new Map(options.rules.map((path) => [path, readRule(path)]));
    const asked = Object.entries(options).filter(([name]) => !OF_OUTPUT.has(name as keyof Options));
    const own = [
      ...[build, process.version, process.arch, process.env.NODE_OPTIONS ?? '', process.execArgv],
      ...[process.geteuid?.(), process.getegid?.(), process.getgroups?.()],
      ...[realpathSync(options.tree), Object.fromEntries(asked.sort())],
      [...rules].map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
    ];
    return { id: createHash('sha256').update(JSON.stringify(own)).digest('hex'), rules };
  } catch {
    // The run itself will say what is wrong with it.
    return undefined;
  }
}

/** What the bundle leaves out, and results depend on. */
const PARSERS = ['tree-sitter', 'tree-sitter-c'];

/**
 * What the build has written beside the bundle, and which parsers there are; undefined for what isn't bundled, which may
 * change under its version.
 */
export function readBuildId(): string | undefined {
  try {
    const build = readFileSync(new URL('./build-id', import.meta.url), 'latin1');
    const { resolve } = createRequire(import.meta.url);
    const parsers = PARSERS.map((name) => readFileSync(resolve(`${name}/package.json`), 'latin1'));
    return [build, ...parsers].join('\0');
  } catch {
    return undefined;
  }
}

function readRule(path: string): Buffer {
  if (path === '-') throw new Error('standard input can be read only once');
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const info = fstatSync(descriptor);
    if (!info.isFile() || info.size > LARGEST_RULE) throw new Error('no rule file');
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
