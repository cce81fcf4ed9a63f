import { isAbsolute, join } from 'node:path';
import { UserError } from '../../errors.js';

/** What a --build command may name: the object, its source, and a place for the object. */
const PLACEHOLDER = /\{(?:|source|out)\}/g;

/** @throws UserError for a command that would build the same whatever the file. */
export function checkBuildCommand(command: string): void {
  if (!/\{(?:source)?\}/.test(command)) {
    throw new UserError(
      '--build needs {} for the object, as in "make O=/build {}", or {source} for its source, as in "cc -c {source} -o {out}"',
    );
  }
}

/** A command for one object, and where the object is found then. */
export interface BuildCommand {
  readonly line: string;
  readonly output: string;
}

/**
 * Fills in a --build command.
 * @param folder in which it runs. @param object, source below it. @param out where `{out}` is.
 */
export function fillBuildCommand(
  command: string,
  folder: string,
  { object, source, out }: { readonly object: string; readonly source: string; readonly out: string },
): BuildCommand {
  const values: Readonly<Record<string, string>> = { '{}': object, '{source}': source, '{out}': out };
  const line = command.replace(PLACEHOLDER, (name) => quote(values[name]!));
  if (command.includes('{out}')) return { line, output: out };
  // Kbuild's folder for what it makes.
  const own = /(?:^|\s)(?:O|KBUILD_OUTPUT)=(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(command);
  const build = own?.[1] ?? own?.[2] ?? own?.[3] ?? process.env.KBUILD_OUTPUT ?? '';
  return { line, output: join(isAbsolute(build) ? build : join(folder, build), object) };
}

/** A word as the shell reads it. */
function quote(word: string): string {
  return /^[\w./+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const OBJECTS: readonly (readonly [source: RegExp, object: string])[] = [
  [/\.(?:c|S|s)$/, '.o'],
  [/\.dts$/, '.dtb'],
];

/** The object that is made of a source file; undefined: none, it is a header or no source. */
export function objectOf(path: string): string | undefined {
  const rule = OBJECTS.find(([source]) => source.test(path));
  return rule && path.replace(rule[0], rule[1]);
}
