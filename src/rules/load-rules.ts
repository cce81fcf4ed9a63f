import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError, clip } from '../errors.js';
import { parseRules } from './parse-rules.js';
import type { RuleDocument } from './rule-document.js';
import { nearestName } from './rule-errors.js';

/** A file larger than this is no rule: some 20,000 entries fit. */
const LARGEST = 1024 * 1024;

/**
 * Reads the rule files that the command line names, in order; `-` is standard input.
 * @throws UserError for a file that can't be read, RuleError for one that isn't right.
 */
export function loadRules(paths: readonly string[]): RuleDocument[] {
  if (paths.filter((path) => path === '-').length > 1)
    throw new UserError('standard input (-) can be read only once');
  return paths.flatMap((path) => loadRuleFile(path));
}

function loadRuleFile(path: string): RuleDocument[] {
  const name = path === '-' ? '<stdin>' : path;
  const bytes = readBytes(path, name);
  if (bytes.length > LARGEST) throw new UserError(`${name}: error: larger than 1 MiB; is it a rule file?`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name}: error: not UTF-8 text; is it a rule file?`);
  }
  return parseRules(text, name);
}

function readBytes(path: string, name: string): Buffer {
  if (path === '-') {
    try {
      return readFileSync(0);
    } catch (error) {
      throw new UserError(`${name}: can't read standard input`, { cause: error });
    }
  }
  try {
    const info = statSync(path);
    if (info.isDirectory()) throw new UserError(`${clip(name, 500)}: error: a directory, not a rule file`);
    // The size alone says it; no need to read it. Pipes (`<(…)`) have none.
    if (info.isFile() && info.size > LARGEST) return Buffer.alloc(LARGEST + 1);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${clip(name, 500)}: error: ${explainReadError(error)}${hintFor(path, error)}`, {
      cause: error,
    });
  }
}

function explainReadError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such rule file';
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
