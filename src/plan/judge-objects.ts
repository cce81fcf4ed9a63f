import { posix } from 'node:path';
import { classifyFile } from '../lang/file-kind.js';
import type { DerivedFact, Leftover } from '../lang/facts.js';
import type { DroppedObject } from '../lang/front-end.js';
import type { Verdicts } from './judge-names.js';
import type { PlannedTree } from './planned-tree.js';

/** Suffixes of the files that kbuild makes an object from (Documentation/kbuild/makefiles.rst). */
export const SOURCE_SUFFIXES = ['.c', '.S', '.s', '.rs', '.dts', '.asn1'];
/** What kbuild reads in a folder, in its order of preference. */
export const MAKEFILES = ['Kbuild', 'Makefile'];

/**
 * Decides which source files go because their Makefile builds them no more: those that no other Makefile names and no
 * other file includes. @param hostsOther whether a C file hosts lines that stay (scan/hosted-lines.ts).
 * Of a folder that no Makefile descends into any more, its own Makefile goes, and so its objects.
 */
export async function judgeObjects(
  objects: readonly (DroppedObject & { readonly makefile: string })[],
  tree: PlannedTree,
  hostsOther: (path: string) => boolean = () => false,
): Promise<Verdicts> {
  const facts: DerivedFact[] = [];
  const leftovers: Leftover[] = [];
  const cases = objects.flatMap((object) => sourcesOf(object, tree).map((path) => ({ object, path })));
  // The path, too: once the file goes, that is how documentation mentions it, and this pass finds it as well.
  const words = cases.flatMap(({ path }) => [...listNamesInMakefiles(path), path]);
  const found = await tree.findWords([...new Set(words)].sort());
  for (const { object, path } of cases) {
    const elsewhere = listNamesInMakefiles(path)
      .flatMap((word) => found.get(word) ?? [])
      .find((other) => other !== path && other !== object.makefile && mayBuild(other, path, tree));
    if (elsewhere === undefined && hostsOther(path)) {
      leftovers.push({
        code: 'hosts-other-lines',
        path,
        offset: 0,
        message: 'nothing builds the file any more, but it hosts lines of others that stay',
        cause: object.cause,
      });
    } else if (elsewhere === undefined) {
      facts.push({
        fact: { kind: 'file', path },
        because: [object.cause],
        path: object.makefile,
        offset: object.offset,
      });
    } else {
      leftovers.push({
        code: 'maybe-built-elsewhere',
        path: object.makefile,
        offset: object.offset,
        message: `${path} loses its line here, but ${elsewhere} names it, too`,
        cause: object.cause,
      });
    }
  }
  return { facts, leftovers };
}

function sourcesOf(object: DroppedObject, tree: PlannedTree): string[] {
  if (object.stem.endsWith('/')) {
    const makefile = MAKEFILES.map((name) => `${object.stem}${name}`).find((path) => tree.exists(path));
    return makefile === undefined ? [] : [makefile];
  }
  const source = SOURCE_SUFFIXES.map((suffix) => `${object.stem}${suffix}`).find((path) => tree.exists(path));
  return source === undefined ? [] : [source];
}

/** The words by which another file may name a source file: its object, itself, or its folder. */
export function listNamesInMakefiles(path: string): string[] {
  const { dir, name, base } = posix.parse(path);
  if (MAKEFILES.includes(base)) return [`${posix.basename(dir)}/`];
  return [`${name}.o`, base];
}

/** Whether `other` names the source file `path` in a way that may build or include it. */
export function mayBuild(other: string, path: string, tree: PlannedTree): boolean {
  const text = tree.textOf(other);
  if (text === null) return false;
  const kind = classifyFile(other);
  const { dir, name, base } = posix.parse(path);
  const here = posix.dirname(other);
  if (kind === 'c' || kind === 'asm' || kind === 'dts') {
    const includes = text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm);
    return [...includes].some(([, target]) => {
      const file = target!;
      if (posix.basename(file) !== base) return false;
      return (
        posix.normalize(`${here}/${file}`) === path || path.endsWith(`/${file.replace(/^(?:\.\.?\/)+/, '')}`)
      );
    });
  }
  if (kind !== 'kbuild') return false;
  const words = text.replace(/^[ \t]*#.*$/gm, '').match(/[\w./$(){}+-]+/g) ?? [];
  const isFolder = MAKEFILES.includes(base);
  const tail = isFolder ? `${posix.basename(dir)}/` : undefined;
  return words.some((word) => {
    if (tail !== undefined) {
      if (word !== tail && !word.endsWith(`/${tail}`)) return false;
      return posix.normalize(`${here}/${word}`) === `${dir}/` || `/${dir}/`.endsWith(`/${word}`);
    }
    const last = word.slice(word.lastIndexOf('/') + 1);
    if (last !== `${name}.o` && last !== base) return false;
    if (!word.includes('/')) return here === dir;
    const known = word.replace(/^.*\)\//, '').replace(/^(?:\.\.?\/)+/, '');
    return posix.normalize(`${here}/${word}`) === `${dir}/${last}` || `${dir}/${last}`.endsWith(`/${known}`);
  });
}
