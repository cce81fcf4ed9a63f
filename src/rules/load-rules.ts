import { closeSync, constants, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError, clip } from '../errors.js';
import { decodeRules } from './decode-rules.js';
import { parseRules } from './parse-rules.js';
import { readAtMost } from './read-at-most.js';
import type { RuleDocument } from './rule-document.js';
import { nearestName } from './rule-errors.js';

/** A file larger than this is no rule: some 20,000 entries fit. */
const LARGEST = 1024 * 1024;

/**
 * Reads the rule files that the command line names, in order; `-` is standard input.
 * @param known the bytes of those that were read already.
 * @throws UserError for a file that can't be read, RuleError for one that isn't right.
 */
export function loadRules(paths: readonly string[], known?: ReadonlyMap<string, Buffer>): RuleDocument[] {
  if (paths.filter((path) => path === '-').length > 1)
    throw new UserError('standard input (-) can be read only once');
  return paths.flatMap((path) => {
    const bytes = known?.get(path);
    return bytes ? parseRuleBytes(bytes, path) : loadRuleFile(path);
  });
}

function loadRuleFile(path: string): RuleDocument[] {
  const { bytes, name } = readInput(path, LARGEST, 'rule file');
  return parseRuleBytes(bytes, name);
}

/** @throws UserError for what is too large to be a rule, RuleError for what isn't right. */
export function parseRuleBytes(bytes: Buffer, name: string): RuleDocument[] {
  if (bytes.length > LARGEST)
    throw new UserError(`${clip(name, 500)}: error: larger than 1 MiB; is it a rule file?`);
  return parseRules(decodeRules(bytes, name), name);
}

/**
 * Reads a file that the command line names; `-` is standard input.
 * @param most bytes that it may have: one more is read of a larger one, so that it can be told.
 * @param what it should be, for messages. @returns with its name for messages.
 * @throws UserError where it can't be read.
 */
export function readInput(
  path: string,
  most: number,
  what: string,
): { readonly bytes: Buffer; readonly name: string } {
  const name = path === '-' ? '<stdin>' : path;
  return { bytes: path === '-' ? readStandardInput(name, most) : readFile(path, most, what), name };
}

function readStandardInput(name: string, most: number): Buffer {
  try {
    return readAtMost(0, most + 1, { isPipe: false, name });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name}: can't read standard input`, { cause: error });
  }
}

function readFile(path: string, most: number, what: string): Buffer {
  try {
    const info = statSync(path);
    if (info.isDirectory())
      throw new UserError(`${clip(path, 500)}: error: a directory, not a ${what}; name the files in it`);
    const isPipe = info.isFIFO();
    const descriptor = openSync(path, constants.O_RDONLY | (isPipe ? constants.O_NONBLOCK : 0));
    try {
      return readAtMost(descriptor, most + 1, { isPipe, name: clip(path, 500) });
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${clip(path, 500)}: error: ${explainReadError(error, what)}${hintFor(path, error)}`,
      {
        cause: error,
      },
    );
  }
}

function explainReadError(error: unknown, what: string): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `no such ${what}`;
  if (code === 'EACCES') return 'permission denied';
  return `can't be read (${code ?? String(error)})`;
}

function hintFor(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'ENOENT') return '';
  if (path === 'help' || path === 'version') return `; did you mean --${path}?`;
  try {
    const folder = dirname(path);
    const files = readdirSync(folder).map((file) => (folder === '.' ? file : join(folder, file)));
    const near = nearestName(
      path,
      files.filter((file) => /\.ya?ml$/.test(file)),
    );
    return near === undefined ? '' : `; did you mean '${near}'?`;
  } catch {
    return '';
  }
}
