import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeKnown } from '../../src/proof/c/known.js';
import type { ProofTask } from '../../src/proof/proof-task.js';
import { editsOf } from './mutants.js';

/** What kernels' headers would say. */
const PRELUDE = [
  '-Dbool=_Bool',
  '-Dtrue=1',
  '-Dfalse=0',
  '-DNULL=((void*)0)',
  '-DIS_ENABLED(x)=x',
  '-DEINVAL=22',
];

/** Macros that conditions ask for, up to which all assignments are tried. */
const MOST_MACROS = 6;

/**
 * Whether a mutant means the same as the right change by an argument that holds: the preprocessor leaves the same tokens,
 * or the compiler makes the same code of the functions, for every assignment of the macros that conditions ask for; and
 * no name that facts take away stands in it more often. False where there is no compiler, or it can't read the text.
 * @param root the tree after the change, for its headers.
 */
export function meansTheSame(task: ProofTask, mutant: string, root: string): boolean {
  if (mentions(task, mutant) > mentions(task, task.after)) return hasSameTokens(task.after, mutant);
  return (
    hasSameTokens(task.after, mutant) ||
    (isWithinFunction(task.after, mutant) && hasSameCode(task, mutant, root))
  );
}

function mentions(task: ProofTask, text: string): number {
  const { subjects } = makeKnown(task.path, task.facts);
  return (text.replace(/\/\*[^]*?\*\//g, '').match(/\w+/g) ?? []).filter((word) => subjects.has(word)).length;
}

function hasSameTokens(right: string, mutant: string): boolean {
  const plain = (text: string) => text.replace(/^[ \t]*#[ \t]*include\b/gm, '@include');
  return forAll(right + mutant, (defines) => {
    const [a, b] = [right, mutant].map((text) =>
      run(['-E', '-P', '-undef', '-nostdinc', '-DIS_ENABLED(x)=x', ...defines, '-x', 'c', '-'], plain(text)),
    );
    return a !== null && a!.replace(/\s+/g, ' ') === b?.replace(/\s+/g, ' ');
  });
}

function hasSameCode({ path, after }: ProofTask, mutant: string, root: string): boolean {
  const folders = [dirname(path), '.', 'include', 'inc'].flatMap((folder) => ['-I', join(root, folder)]);
  const headers = [...after.matchAll(/^#include [<"](.*?)[>"]/gm)].flatMap(([, name]) =>
    [dirname(path), '.', 'include', 'inc'].map((folder) => join(root, folder, name!)).filter(existsSync),
  );
  const conditions = [after, mutant, ...headers.map((header) => readFileSync(header, 'latin1'))].join('\n');
  let compiled = 0;
  const isSame = forAll(conditions, (defines) => {
    const options = ['-S', '-O2', '-w', '-fno-ident', '-std=gnu89', ...PRELUDE, ...folders, ...defines];
    const [a, b] = [after, mutant].map((text) => run([...options, '-x', 'c', '-', '-o', '-'], text));
    // What can't be compiled as it should be is never built with these macros.
    if (a !== null) compiled++;
    return a === b;
  });
  return isSame && compiled > 0;
}

/** Whether something holds for all assignments of the macros that a text's conditions ask for. */
function forAll(text: string, holds: (defines: readonly string[]) => boolean): boolean {
  const conditions = text.match(/^[ \t]*#[ \t]*(?:el)?if.*/gm) ?? [];
  const macros = [...new Set(conditions.flatMap((line) => line.match(/\b[A-Z]\w+\b(?!\()/g) ?? []))];
  if (macros.length > MOST_MACROS) return false;
  for (let bits = 0; bits < 1 << macros.length; bits++) {
    const defines = macros.filter((_, i) => (bits & (1 << i)) !== 0).map((name) => `-D${name}=1`);
    if (!holds(defines)) return false;
  }
  return true;
}

function run(options: readonly string[], input: string): string | null {
  const { status, stdout } = spawnSync('gcc', options, { input, encoding: 'latin1' });
  return status === 0 ? stdout : null;
}

/** Whether what differs stands within one function's body. */
function isWithinFunction(right: string, mutant: string): boolean {
  const [edit] = editsOf(right, mutant);
  if (!edit) return true;
  const open = right.lastIndexOf('\n{\n', edit.start);
  const close = right.indexOf('\n}', edit.end - 1);
  return (
    open >= 0 && close >= 0 && !right.slice(open + 3, close).includes('\n}') && !/^[#}]/m.test(edit.text)
  );
}
