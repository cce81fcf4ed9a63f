import type { BrokenLaw } from '../check-file.js';

/** What a line does to the conditionals; tabs before it don't matter, except that make takes it for a recipe's there. */
const CONDITIONAL =
  /^[ \t]*(?:(else)(?=[\s#]|$)[ \t]*)?(?:(ifdef|ifndef|ifeq|ifneq)(?=[\s("'])|(endif)(?=[\s#]|$))?/;
const DEFINE = /^[ ]*(?:(?:override|export)[ ]+)*(?:(define)[ \t]+\S|(endef)(?=[\s#]|$))/;
/** A line that starts something of its own, so that the `\` before it should not be there. */
const STARTS_ANEW =
  /^(?:[ ]*(?:ifdef|ifndef|ifeq|ifneq|endif|else)\b|[\w.$(){}/-]+[ \t]*(?::=|\+=|\?=|=)|[ \t]*$)/;

/**
 * Checks the change of a Makefile: conditionals and defines are as balanced as they were, and no line has become the
 * continuation of another.
 */
export function checkMakefile(before: string, after: string): BrokenLaw[] {
  const old = countDefects(before);
  const now = countDefects(after);
  const broken: BrokenLaw[] = [];
  if (now.conditionals > old.conditionals) {
    const message = 'an ifdef or ifeq without endif, or the other way round';
    broken.push({ law: 'balanced-conditionals', message });
  }
  if (now.defines > old.defines) {
    broken.push({ law: 'balanced-defines', message: 'a define without endef, or the other way round' });
  }
  if (now.swallowed > old.swallowed) {
    broken.push({ law: 'whole-lines', message: 'a backslash would join a line to one that starts anew' });
  }
  return broken;
}

interface MakeDefects {
  conditionals: number;
  defines: number;
  swallowed: number;
}

function countDefects(text: string): MakeDefects {
  const defects: MakeDefects = { conditionals: 0, defines: 0, swallowed: 0 };
  /** For each open conditional, whether its plain `else` has been. */
  const open: boolean[] = [];
  let defines = 0;
  let isContinued = false;
  for (const line of text.split('\n')) {
    const continues = isContinued;
    isContinued = /(?:^|[^\\])(?:\\\\)*\\\r?$/.test(line);
    if (continues) {
      if (STARTS_ANEW.test(line)) defects.swallowed++;
      continue;
    }
    if (/^[ \t]*#/.test(line)) continue;
    const define = DEFINE.exec(line);
    if (define?.[1] !== undefined) defines++;
    else if (define?.[2] !== undefined && --defines < 0) {
      defines = 0;
      defects.defines++;
    }
    const [, otherwise, opens, closes] = CONDITIONAL.exec(line) ?? [];
    if (otherwise !== undefined) {
      if (open.length === 0 || open.at(-1)) defects.conditionals++;
      else if (opens === undefined) open[open.length - 1] = true;
    } else if (opens !== undefined) open.push(false);
    else if (closes !== undefined && open.pop() === undefined) defects.conditionals++;
  }
  defects.conditionals += open.length;
  defects.defines += defines;
  return defects;
}
