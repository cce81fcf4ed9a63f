import { posix } from 'node:path';
import { classifyFile } from '../lang/file-kind.js';
import type { DerivedFact } from '../lang/facts.js';
import { listNamesInMakefiles, MAKEFILES, mayBuild, SOURCE_SUFFIXES } from './judge-objects.js';
import type { Verdicts } from './judge-names.js';
import type { PlannedTree } from './planned-tree.js';

export interface DroppedInclude {
  /** As written between the quotes or angle brackets. */
  readonly target: string;
  /** The file that held the #include. */
  readonly from: string;
  readonly cause: string;
}

/** Headers that programs outside of the tree include, or that stand in for others: never dead for lack of an include. */
const EXPORTED = /(?:^|\/)(?:uapi|asm-generic)\//;
/** A target that is named more often than this is taken as included. */
const MANY_FILES = 200;

/**
 * Decides which headers go because the last `#include` of them went. A header stays when any file left may include it
 * (the same trailing path), when a build file names it, or when it is exported to user space; a source file that was
 * included, also when something is built of it.
 */
export async function judgeHeaders(
  includes: readonly DroppedInclude[],
  tree: PlannedTree,
): Promise<Verdicts> {
  const cases = new Map<string, DroppedInclude>();
  for (const include of includes) {
    const path = resolveInclude(include, tree);
    if (path !== undefined && !EXPORTED.test(path) && !cases.has(path)) cases.set(path, include);
  }
  const names = [...cases.keys()].flatMap((path) =>
    isSource(path) ? listNamesInMakefiles(path) : [posix.basename(path)],
  );
  const found = await tree.findWords([...new Set(names)].sort(), MANY_FILES + 1);
  const facts: DerivedFact[] = [];
  for (const [path, include] of cases) {
    const mentions = (found.get(posix.basename(path)) ?? []).filter((other) => other !== path);
    if (mentions.length > MANY_FILES) continue;
    if (mentions.some((other) => mayInclude(other, path, tree))) continue;
    if (isSource(path) && isBuilt(path, found, tree)) continue;
    facts.push({ fact: { kind: 'file', path }, because: [include.cause], path: include.from });
  }
  return { facts, leftovers: [] };
}

const isSource = (path: string): boolean => SOURCE_SUFFIXES.includes(posix.extname(path));

/** Whether a makefile may name what is made of a source file: its object, or, beside it, a program or a `.dtb`. */
function isBuilt(path: string, found: ReadonlyMap<string, readonly string[]>, tree: PlannedTree): boolean {
  const others = listNamesInMakefiles(path).flatMap((word) => found.get(word) ?? []);
  if (others.some((other) => other !== path && mayBuild(other, path, tree))) return true;
  const { dir, name } = posix.parse(path);
  const isNamed = new RegExp(`(?<![\\w.-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`);
  return MAKEFILES.some((makefile) => isNamed.test(tree.textOf(posix.join(dir, makefile)) ?? ''));
}

/** The file that an #include meant, where only one file of the tree can be meant. */
function resolveInclude(include: DroppedInclude, tree: PlannedTree): string | undefined {
  const beside = posix.normalize(`${posix.dirname(include.from)}/${include.target}`);
  if (tree.exists(beside)) return beside;
  const tail = include.target.replace(/^(?:\.\.?\/)+/, '');
  const matches = tree.pathsEndingIn(tail);
  return matches.length === 1 ? matches[0] : undefined;
}

function mayInclude(other: string, path: string, tree: PlannedTree): boolean {
  const text = tree.textOf(other);
  if (text === null) return false;
  const kind = classifyFile(other);
  if (kind === 'kbuild' || kind === 'script') return true;
  if (kind !== 'c' && kind !== 'asm' && kind !== 'dts') return false;
  for (const [, quote, target] of text.matchAll(
    /^[ \t]*#[ \t]*(?:include|include_next|import)[ \t]*(["<])([^">\n]+)/gm,
  )) {
    if (posix.basename(target!) !== posix.basename(path)) continue;
    const beside = posix.normalize(`${posix.dirname(other)}/${target!}`);
    if (beside === path) return true;
    // A quoted name is looked up beside the includer first (C11 6.10.2p3).
    if (quote === '"' && tree.exists(beside)) continue;
    if (`/${path}`.endsWith(`/${target!.replace(/^(?:\.\.?\/)+/, '')}`)) return true;
  }
  // An #include of a macro, or a mention outside of an #include: a comment doesn't keep a header.
  return false;
}
