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
  '-DEINVAL=22',
  // 1 where the symbol is set; else it isn't defined (include/linux/kconfig.h).
  '-DIS_ENABLED(x)=IS_SET_(x)',
  '-DIS_SET_(x)=IS_SET__(SET_##x)',
  '-DIS_SET__(x)=SECOND_(x 1, 0, 0)',
  '-DSECOND_(a, b, ...)=b',
  '-DSET_1=0,',
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

/**
 * Whether the compiler makes the same code: with the headers after the change or, for what was left to a person, those
 * before; with the other functions, or, where these can't be compiled, knowing nothing of them.
 */
function hasSameCode(task: ProofTask, mutant: string, root: string): boolean {
  const texts = [task.after, mutant] as const;
  const bare = texts.map((text, i) => withoutOthers(text, texts[1 - i]!)) as [string, string];
  return [root, join(root, '../input')].some((headers) =>
    [texts, bare].some(([right, wrong]) => compilesAlike({ ...task, after: right }, wrong, headers)),
  );
}

/** A text without the bodies of the functions that another text has as well. */
function withoutOthers(text: string, other: string): string {
  return text.replace(/^(\w[^;{}#=]*\))\n\{\n[^]*?^\}/gm, (whole, head: string) =>
    other.includes(whole) ? `${head};` : whole,
  );
}

function compilesAlike({ path, after }: ProofTask, mutant: string, root: string): boolean {
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
    return a === b || (a !== null && b !== undefined && b !== null && numberLabels(a!) === numberLabels(b));
  });
  return isSame && compiled > 0;
}

const LABEL = /\.L[A-Z]*\d+\b/g;

/** Assembly whose labels count from 0 in their order: one that nothing jumps to is left out. */
function numberLabels(assembly: string): string {
  const numbers = new Map<string, number>();
  const uses = new Map<string, number>();
  for (const [label] of assembly.matchAll(LABEL)) uses.set(label, (uses.get(label) ?? 0) + 1);
  const used = assembly.replace(/^(\.L[A-Z]*\d+):\n/gm, (line, label: string) =>
    uses.get(label) === 1 ? '' : line,
  );
  return used.replace(LABEL, (label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return `.L${number}`;
  });
}

/** Whether something holds for all assignments of the macros that a text's conditions ask for. */
function forAll(text: string, holds: (defines: readonly string[]) => boolean): boolean {
  const conditions = text.match(/^[ \t]*#[ \t]*(?:el)?if.*|\bIS_ENABLED\(\w+\)/gm) ?? [];
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
    open >= 0 &&
    close >= 0 &&
    !right.slice(open + 3, close).includes('\n}') &&
    // All values of what conditionals ask for are tried.
    !/^(?:\}|#(?![ \t]*(?:if|ifdef|ifndef|else|endif)\b))/m.test(edit.text)
  );
}
