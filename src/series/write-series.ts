import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.js';
import { explainError } from '../write/explain-error.js';
import { writeOutputs } from '../write/write-outputs.js';
import type { SeriesFile } from './make-series.js';

export interface WrittenSeries {
  /** In order, with the folder as the user named it. */
  readonly paths: readonly string[];
  /** Names of patches of an earlier series that lie in the same folder. */
  readonly stale: readonly string[];
}

/** Writes the files of a series, making the folder where it is missing. @throws UserError when that fails. */
export async function writeSeries(folder: string, files: readonly SeriesFile[]): Promise<WrittenSeries> {
  try {
    await writeOutputs(folder, files);
    const own = new Set(files.map(({ name }) => name));
    const stale = (await readdir(folder)).filter((name) => /^\d{4,}-.*\.patch$/.test(name) && !own.has(name));
    return { paths: files.map(({ name }) => join(folder, name)), stale: stale.sort() };
  } catch (error) {
    throw new UserError(`can't write the series to ${folder}: ${explainError(error)}`, { cause: error });
  }
}
