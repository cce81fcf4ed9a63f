import type { BrokenLaw } from '../check-file.js';

const OPENS = /^[ ]*(?:ifdef|ifndef|ifeq|ifneq)\b/;
const CLOSES = /^[ ]*endif\b/;

/** Checks the change of a Makefile: its conditionals are as balanced as they were. */
export function checkMakefile(before: string, after: string): BrokenLaw[] {
  const depth = (text: string) => {
    let open = 0;
    let lowest = 0;
    for (const line of text.split('\n')) {
      if (OPENS.test(line)) open++;
      else if (CLOSES.test(line)) lowest = Math.min(lowest, --open);
    }
    return { open, lowest };
  };
  const old = depth(before);
  const now = depth(after);
  if (now.open === old.open && now.lowest >= old.lowest) return [];
  return [{ law: 'balanced-conditionals', message: 'an ifdef or ifeq without endif, or the other way round' }];
}
