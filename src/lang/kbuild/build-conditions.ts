import { parseMakefile } from './parse-makefile.js';

/** The list that a symbol selects: `obj-$(CONFIG_X)`, `foo-$(CONFIG_X)`. */
const SELECTED_LIST = /^[\w.-]+-\$[({]CONFIG_(\w+)[)}]$/;

/**
 * For each line of a makefile that names an object in a value or a rule, the symbol that selects the list which the
 * line adds it to; null for a line of any other kind.
 */
export function listBuildConditions(text: string, object: string): (string | null)[] {
  const conditions: (string | null)[] = [];
  const hasObject = (start: number, end: number) => text.slice(start, end).includes(object);
  const isWord = (start: number, end: number) =>
    text
      .slice(start, end)
      .split(/\s+|\\\r?\n/)
      .includes(object);
  for (const statement of parseMakefile(text).statements) {
    if (statement.kind === 'comment' || statement.kind === 'blank') continue;
    if (!hasObject(statement.start, statement.end)) continue;
    if (statement.kind !== 'assignment' || statement.targets !== null) {
      conditions.push(null);
      continue;
    }
    const { name, value } = statement;
    if (isWord(value.start, value.end)) {
      conditions.push(SELECTED_LIST.exec(text.slice(name.start, name.end))?.[1] ?? null);
    } else if (
      hasObject(value.start, value.end) &&
      !isOtherWord(text.slice(value.start, value.end), object)
    ) {
      conditions.push(null);
    }
  }
  return conditions;
}

/** Whether the object's name is only part of other names there (`other-foo.o` for `foo.o`). */
function isOtherWord(value: string, object: string): boolean {
  const words = value.split(/\s+|\\\r?\n/).filter((word) => word.includes(object));
  return words.every((word) => /^[\w.-]+$/.test(word) && word !== object);
}
