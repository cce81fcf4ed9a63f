import { stat } from 'node:fs/promises';
import { clip, UserError } from '../errors.js';

/** @throws UserError when `tree` is no folder. */
export async function checkFolder(tree: string): Promise<void> {
  const info = await stat(tree).catch((error: unknown) => {
    throw new UserError(`--tree ${clip(tree, 500)}: no such folder`, { cause: error });
  });
  if (!info.isDirectory()) throw new UserError(`--tree ${clip(tree, 500)}: not a folder`);
}
