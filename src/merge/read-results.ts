import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { clip, UserError } from '../errors.js';
import { resultSchema, type ResultJson } from '../report/json-schema.js';

/** A result that `excise --json` has printed. */
export interface ReadResult {
  /** The file, as it was named. */
  readonly name: string;
  readonly result: ResultJson;
}

/** More than a run over a kernel yields by far; what JSON.parse takes ends there, too. */
const LARGEST = 256 * 1024 * 1024;

/** @throws UserError for a file that can't be read or isn't such a result. */
export function readResult(name: string): ReadResult {
  let data: unknown;
  try {
    data = JSON.parse(readText(name));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw wrong(name, `no JSON (${clip((error as Error).message, 100)})`);
  }
  const parsed = resultSchema.safeParse(data);
  if (parsed.success) return { name, result: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue!.path.length === 0 ? '' : ` at ${clip(issue!.path.join('.'), 100)}`;
  throw wrong(name, `no result of excise --json: ${clip(issue!.message, 200)}${place}`);
}

function readText(name: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(name, code === 'ENOENT' ? 'no such file' : `can't be read (${code})`);
  }
  try {
    const info = fstatSync(descriptor);
    if (!info.isFile()) throw wrong(name, 'not a file');
    if (info.size > LARGEST) throw wrong(name, 'larger than 256 MiB; is it a result?');
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Trouble with a result. */
export function wrong(name: string, what: string): UserError {
  return new UserError(`${clip(name, 500)}: error: ${what}`);
}
