import { classifyLine } from './classify-line.js';
import type { Conditional, Group, Makefile, Rung, Statement } from './statements.js';

/** Parses a makefile of any name. Total: what no rule of make explains becomes a statement of kind `other`. */
export function parseMakefile(text: string): Makefile {
  const statements = listStatements(text);
  return { text, statements, ...nestGroups(statements) };
}

/**
 * Where a line that starts with a tab is a recipe line: after a rule, until another statement that is neither a
 * comment nor a conditional directive (GNU make manual, "Recipe Syntax"). Behind a conditional that holds rules in
 * some of its groups only, it counts as one: recipes are never touched.
 */
function listStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  const saved: { atStart: boolean; atEnd: boolean }[] = [];
  let inRule = false;
  let at = 0;
  while (at < text.length) {
    const end = endOfLogicalLine(text, at);
    if (inRule && text[at] === '\t') {
      statements.push({ kind: 'recipe', start: at, end, comment: null });
      at = end;
      continue;
    }
    let statement = classifyLine(text, { start: at, end });
    if (statement.kind === 'define') statement = { ...statement, end: endOfDefine(text, end) };
    statements.push(statement);
    at = statement.end;
    if (statement.kind === 'directive') {
      const top = saved.at(-1);
      if (statement.isEnd) {
        saved.pop();
        if (top) inRule ||= top.atStart || top.atEnd;
      } else if (statement.otherwise) {
        if (top) {
          top.atEnd ||= inRule;
          inRule = top.atStart;
        }
      } else {
        saved.push({ atStart: inRule, atEnd: false });
      }
    } else if (statement.kind === 'rule') {
      inRule = true;
    } else if (statement.kind !== 'blank' && statement.kind !== 'comment') {
      inRule = false;
    }
  }
  return statements;
}

/** Offset past the line end of the logical line that starts at `start`: an odd number of backslashes continues it. */
function endOfLogicalLine(text: string, start: number): number {
  let at = start;
  for (;;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return text.length;
    let last = newline - 1;
    if (last >= at && text[last] === '\r') last--;
    let backslashes = 0;
    while (last >= at && text[last] === '\\') {
      backslashes++;
      last--;
    }
    if (backslashes % 2 === 0) return newline + 1;
    at = newline + 1;
  }
}

/** Offset past the `endef` that ends the define whose first line ends at `at`. */
function endOfDefine(text: string, at: number): number {
  let depth = 1;
  while (at < text.length) {
    const end = endOfLogicalLine(text, at);
    const word = /^ *(define|endef)(?![^\s#])/.exec(text.slice(at, Math.min(end, at + 200)))?.[1];
    at = end;
    if (word === 'define') depth++;
    if (word === 'endef' && --depth === 0) return at;
  }
  return at;
}

interface OpenConditional {
  readonly rungs: Rung[];
  readonly outer: Group;
}

function nestGroups(statements: readonly Statement[]): Omit<Makefile, 'text' | 'statements'> {
  const root: Group = { items: [] };
  const conditionals: Conditional[] = [];
  const open: OpenConditional[] = [];
  let group = root;
  let balanced = true;
  for (const [index, statement] of statements.entries()) {
    if (statement.kind !== 'directive') {
      group.items.push({ kind: 'statement', index });
      continue;
    }
    const top = open.at(-1);
    if (statement.isEnd) {
      open.pop();
      if (!top) {
        balanced = false;
        continue;
      }
      const conditional: Conditional = { kind: 'conditional', rungs: top.rungs, endif: index };
      conditionals.push(conditional);
      top.outer.items.push(conditional);
      group = top.outer;
      continue;
    }
    const rung: Rung = { line: index, group: { items: [] } };
    if (!statement.otherwise) {
      open.push({ rungs: [rung], outer: group });
    } else if (top && hasCondition(statements, top)) {
      top.rungs.push(rung);
    } else {
      balanced = false;
    }
    group = rung.group;
  }
  return { root, conditionals, balanced: balanced && open.length === 0 };
}

/** Whether the last rung so far has a condition: nothing may follow a plain `else`. */
function hasCondition(statements: readonly Statement[], open: OpenConditional): boolean {
  const last = statements[open.rungs.at(-1)!.line]!;
  return last.kind === 'directive' && last.keyword !== null;
}
