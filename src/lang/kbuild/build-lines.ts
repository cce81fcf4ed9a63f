import { parseMakefile } from './parse-makefile.js';
import type { Group, Makefile, Statement } from './statements.js';

/** A line of a makefile that adds something to a list. */
export interface BuildLine {
  /** The list without what selects it: `obj`, or the composite object's name. */
  readonly list: string;
  /** Symbols of which each must be set for the line to count: the one that selects the list, those of `ifdef`s around. */
  readonly needs: readonly string[];
  /** The word as it stands there: `foo.o`, `../foo.o`, `foo/`. */
  readonly word: string;
}

/** `obj-y`, `foo-objs`, `obj-$(CONFIG_X)`. */
const LIST = /^([\w.-]+?)-(?:y|m|objs|\$[({]CONFIG_(\w+)[)}])$/;

/** Conditions that hold only where a symbol is set. */
const IF_SET =
  /^(?:ifdef\s+CONFIG_(\w+)|ifeq\s*\(\s*\$[({]CONFIG_(\w+)[)}]\s*,\s*[ym]\s*\)|ifneq\s*\(\s*\$[({]CONFIG_(\w+)[)}]\s*,\s*\))\s*$/;

/**
 * The lines of a makefile that name an object or a folder; null for one that does so other than in a list (a rule, a
 * recipe, a computed name).
 * @param name `foo.o`, or `foo/`: also at the end of a path.
 */
export function listBuildLines(text: string, name: string): (BuildLine | null)[] {
  const makefile = parseMakefile(text);
  const lines: (BuildLine | null)[] = [];
  const around = conditionsAround(makefile);
  for (const [index, statement] of makefile.statements.entries()) {
    if (statement.kind === 'comment' || statement.kind === 'blank') continue;
    if (!text.slice(statement.start, statement.end).includes(name)) continue;
    const found = readLine(text, statement, name, around.get(index) ?? []);
    if (found !== undefined) lines.push(...found);
  }
  return lines;
}

/** Undefined where the name is only a part of other words. */
function readLine(
  text: string,
  statement: Statement,
  name: string,
  around: readonly string[],
): (BuildLine | null)[] | undefined {
  if (statement.kind !== 'assignment' || statement.targets !== null) return [null];
  const value = text.slice(statement.value.start, statement.value.end);
  // `-I$(src)/foo/` names no thing to build.
  const words = value.split(/\s+|\\\r?\n/).filter((word) => word.includes(name) && !word.startsWith('-'));
  if (words.length === 0) return undefined;
  const own = words.filter((word) => word === name || word.endsWith(`/${name}`));
  if (own.length === 0) return words.every((word) => /^[\w./-]+$/.test(word)) ? undefined : [null];
  const list = LIST.exec(text.slice(statement.name.start, statement.name.end));
  if (!list) return [null];
  const needs = [...around, ...(list[2] === undefined ? [] : [list[2]])];
  return own.map((word) => ({ list: list[1]!, needs, word }));
}

/** The symbols that must be set for a statement to be read at all, by its index. */
function conditionsAround({ text, statements, root, balanced }: Makefile): Map<number, string[]> {
  const found = new Map<number, string[]>();
  if (!balanced) return found;
  const open: { readonly group: Group; readonly needs: readonly string[] }[] = [{ group: root, needs: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { group, needs } = next;
    for (const item of group.items) {
      if (item.kind === 'statement') {
        if (needs.length > 0) found.set(item.index, [...needs]);
        continue;
      }
      for (const [i, rung] of item.rungs.entries()) {
        const { start, end, comment } = statements[rung.line]!;
        const head = IF_SET.exec(text.slice(start, comment?.start ?? end).trim());
        // What stands behind an `else` says nothing of the symbols before it.
        const own = i === 0 && head ? [(head[1] ?? head[2] ?? head[3])!] : [];
        open.push({ group: rung.group, needs: [...needs, ...own] });
      }
    }
  }
  return found;
}
