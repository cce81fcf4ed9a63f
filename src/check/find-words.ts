import { flagWords } from '../lang/config-flags.js';
import { findWords } from '../plan/find-words.js';
import { treeWritesFlags } from '../plan/flagged-symbols.js';
import type { Pool } from '../workers/pool.js';
import type { TreeView } from '../scan/tree-view.js';
import { definitionsIn, type KconfigScope } from './kconfig-scope.js';
import { MOST_RELATED, type Finding, type RelatedPlace } from './finding.js';
import type { ConfigWord } from './config-words.js';
import { classifyFile } from '../lang/file-kind.js';

/** The CONFIG_ words of a tree's files, by name. */
export interface TreeWords {
  readonly tests: ReadonlyMap<string, readonly RelatedPlace[]>;
  readonly defined: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  /** Beginnings of words that are put together. */
  readonly stems: readonly string[];
}

/** A .config says nothing about what is used, and prose names what was. */
const UNREAD = new Set(['defconfig', 'documentation', 'other']);

/** Programs beside the tree have a configuration of their own. */
const FOREIGN = /^(?:tools|scripts|usr|samples)\//;

/** Collects the CONFIG_ words of all files that may use a symbol. */
export async function readWords(tree: TreeView, pool: Pool): Promise<TreeWords> {
  const paths = tree.paths.filter((path) => !UNREAD.has(classifyFile(path)));
  const size = Math.max(1, Math.ceil(paths.length / (pool.threads * 4)));
  const chunks: string[][] = [];
  for (let at = 0; at < paths.length; at += size) chunks.push(paths.slice(at, at + size));
  const results = await Promise.all(
    chunks.map((chunk) =>
      pool.run('configWords', {
        root: tree.root,
        paths: chunk.join('\0'),
        texts: chunk.map((path) => tree.overlay.get(path) ?? null),
      }),
    ),
  );
  const tests = new Map<string, RelatedPlace[]>();
  const defined = new Set<string>();
  const all = new Set<string>();
  const stems = new Set<string>();
  const add = (path: string, { name, role, start }: ConfigWord) => {
    all.add(name);
    if (role === 'stem') stems.add(name);
    if (role === 'define') defined.add(name);
    if (role !== 'test' || FOREIGN.test(path)) return;
    const place = { path, start, end: start + 'CONFIG_'.length + name.length, message: 'also tested here' };
    const list = tests.get(name);
    if (list) list.push(place);
    else tests.set(name, [place]);
  };
  results.forEach((hits, i) => {
    for (const { file, words } of hits) for (const word of words) add(chunks[i]![file]!, word);
  });
  return { tests, defined, all, stems: [...stems] };
}

/**
 * CONFIG_ words that C, assembly and Makefiles test and no Kconfig defines. Words that any file defines for itself
 * are none of Kconfig's.
 */
export function findUndefinedWords(scope: KconfigScope, words: TreeWords): Finding[] {
  const isKnown = (name: string) =>
    scope.isDefined(name) || (name.endsWith('_MODULE') && scope.isDefined(name.slice(0, -7)));
  return [...words.tests]
    .filter(([name]) => !isKnown(name) && !words.defined.has(name))
    .map(([symbol, [first, ...others]]) => ({
      code: 'undefined-config-word',
      symbol,
      path: first!.path,
      start: first!.start,
      end: first!.end,
      message: `no Kconfig entry defines ${symbol}: CONFIG_${symbol} is never set`,
      related: others.slice(0, MOST_RELATED),
    }));
}

/** Shorter names are words of prose as well: only CONFIG_X counts. */
const SHORTEST = 3;

/**
 * Symbols that have no effect: no Kconfig file, code, Makefile or script names them, with or without CONFIG_ (some
 * words are put together, as by arch/arm/tools/mach-types), and they select nothing. Members of choices are left out:
 * one of them may stand for "none of the others".
 */
export async function findUnused(
  scope: KconfigScope,
  words: TreeWords,
  tree: TreeView,
  pool: Pool,
): Promise<Finding[]> {
  const unused = unusedCandidates(scope, words);
  const hasFlags = treeWritesFlags(tree);
  const wordsOf = (symbol: string) => [
    ...[symbol, symbol.replace(PHASE, '')].filter((word) => word.length >= SHORTEST),
    ...(hasFlags ? flagWords(symbol) : []),
  ];
  const elsewhere = await findWords(
    tree,
    [...new Set(unused.flatMap(({ symbol }) => wordsOf(symbol)))],
    pool,
  );
  const isUse = (path: string) => ![...UNREAD, 'kconfig'].includes(classifyFile(path));
  return unused.filter(({ symbol }) => !wordsOf(symbol).some((word) => elsewhere.get(word)?.some(isUse)));
}

/** U-Boot: `CONFIG_IS_ENABLED(X)` and `CONFIG_$(PHASE_)X` ask for SPL_X where that phase is built. */
const PHASE = /^(?:SPL|TPL|VPL)_/;

function unusedCandidates(scope: KconfigScope, words: TreeWords): Finding[] {
  const findings: Finding[] = [];
  for (const info of scope.symbols) {
    const [first] = definitionsIn(scope, info);
    if (!first || info.references.length > 0) continue;
    if (words.all.has(info.name) || words.all.has(`${info.name}_MODULE`)) continue;
    const bare = info.name.replace(PHASE, '');
    if (bare !== info.name && words.all.has(bare)) continue;
    if (words.stems.some((stem) => info.name.startsWith(stem))) continue;
    const acts = info.definitions.some(
      ({ entry }) =>
        entry.parent?.kind === 'choice' ||
        entry.properties.some(({ kind }) => kind === 'select' || kind === 'imply' || kind === 'option'),
    );
    if (acts) continue;
    findings.push({
      code: 'unused-symbol',
      symbol: info.name,
      path: first.file.path,
      start: first.entry.name.start,
      end: first.entry.name.end,
      message: `nothing uses ${info.name}`,
      related: [...info.selectedBy, ...info.impliedBy].slice(0, MOST_RELATED).map(({ file, property }) => ({
        path: file.path,
        start: property.target.start,
        end: property.target.end,
        message: 'this has no effect, then',
      })),
    });
  }
  return findings;
}
