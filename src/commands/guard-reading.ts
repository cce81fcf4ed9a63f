import { existsSync } from 'node:fs';
import { OWN_FOLDER } from '../write/own-names.js';

/**
 * Refuses a tree in the middle of a write; where there is no trace of one, without loading anything.
 * @throws UserError for a tree that a broken-off write has left.
 */
export async function guardReading(tree: string): Promise<void> {
  if (!existsSync(`${tree}/${OWN_FOLDER}`)) return;
  const { refuseBroken } = await import('../write/recover-tree.js');
  await refuseBroken(tree);
}
