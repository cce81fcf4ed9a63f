import { factId } from './facts.js';
import { NOTHING_FOUND, type FileAnalysis, type FileTask } from './front-end.js';

/**
 * Characters beyond which a file is left as it is: three times the largest header of a kernel. Analyses take time in
 * proportion to the size, some 2 s for 1 MB of code.
 */
export const LARGEST_FILE = 64 << 20;

/** The analysis of a file that is left as it is. @param why a clause. */
export function leaveFile({ path, facts }: FileTask, why: string): FileAnalysis {
  const cause = facts[0] ? factId(facts[0]) : '';
  const message = `the file was left as it is: ${why}`;
  return { ...NOTHING_FOUND, path, leftovers: [{ code: 'too-costly', path, offset: 0, message, cause }] };
}
