import type { RenamedFile } from '../rename/rename-file.js';
import type { SubstituteTask } from './substitute-file.js';

export function spellExpressions(_task: SubstituteTask): RenamedFile {
  return { edits: [], leftovers: [] };
}
