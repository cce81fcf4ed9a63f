import { open, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UserError, clip } from '../errors.js';
import type { FileReport } from '../report/file-reports.js';
import { makePageData } from '../report/html/make-page-data.js';
import { readBefore } from '../report/html/read-before.js';
import { renderPage } from '../report/html/render-page.js';
import type { RunResult } from '../result.js';
import { explainError, isCode } from '../write/explain-error.js';
import { writeOutputs } from '../write/write-outputs.js';
import { readVersion } from './read-version.js';

const DOCTYPE = '<!doctype html>';

/**
 * Whether --html may write to a path: a new file, an older page, or a device. A file that is no page was hardly meant.
 * @throws UserError where it may not.
 */
export async function checkPagePath(path: string): Promise<void> {
  const refuse = (why: string) => new UserError(`--html ${clip(path)}: error: ${why}; nothing was changed`);
  const state = await stateOf(path);
  if (state === undefined) {
    const folder = await stateOf(dirname(path));
    if (folder?.isDirectory() !== true)
      throw refuse(`no folder ${clip(dirname(path))}, make it or name another`);
    return;
  }
  if (state.isDirectory()) throw refuse('it is a folder, name a file');
  if (state.isFile() && state.size > 0 && (await readHead(path)) !== DOCTYPE)
    throw refuse('there is a file that is no page, name another');
}

async function stateOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new UserError(`--html ${clip(path)}: error: ${explainError(error)}; nothing was changed`, {
      cause: error,
    });
  }
}

async function readHead(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(DOCTYPE.length), 0, DOCTYPE.length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * --html FILE: writes the page of a run; call it before the tree is written.
 * @param files the reports of each document's changes, in the result's order.
 * @throws UserError where it can't be written.
 */
export async function savePage(
  path: string,
  tree: string,
  result: RunResult,
  files: readonly (readonly FileReport[])[],
): Promise<void> {
  const data = makePageData(result, files, readBefore(result, tree), readVersion());
  const page = Buffer.from(renderPage(data));
  try {
    const state = await stateOf(path);
    if (state === undefined || state.isFile()) {
      const name = Buffer.from(basename(path)).toString('latin1');
      await writeOutputs(dirname(path), [{ name, text: page.toString('latin1') }]);
    } else {
      await writeFile(path, page);
    }
  } catch (error) {
    throw new UserError(`can't write the page to ${clip(path)}: ${explainError(error)}`, { cause: error });
  }
}
