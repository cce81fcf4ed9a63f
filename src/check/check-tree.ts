import { classifyFile } from '../lang/file-kind.js';
import { openModel } from '../lang/kconfig/open-model.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { findChoices } from './find-choices.js';
import { findCycles } from './find-cycles.js';
import { findNever, findUnreachedDefaults } from './find-never.js';
import { findSelects } from './find-selects.js';
import { findMisfits, findRedefinitions } from './find-types.js';
import { findUndefined } from './find-undefined.js';
import { findUnreadable } from './find-unreadable.js';
import { findUntyped } from './find-untyped.js';
import { findUndefinedWords, findUnused, readWords } from './find-words.js';
import type { Finding } from './finding.js';
import { openScope, type KconfigScope } from './kconfig-scope.js';

/**
 * Finds what is wrong in a tree's Kconfig.
 * @returns sorted by path and place; empty for a tree without Kconfig files.
 */
export async function checkTree(tree: TreeView, pool: Pool): Promise<Finding[]> {
  const asked = readWords(tree, pool);
  const scope = openScope(openModel(readKconfig(tree)));
  const findings = checkKconfigFiles(scope);
  const words = await asked;
  if (scope.items.length > 0) {
    findings.push(...findUndefinedWords(scope, words), ...(await findUnused(scope, words, tree, pool)));
  }
  return findings.sort(
    (a, b) =>
      compare(a.path, b.path) || a.start - b.start || compare(a.code, b.code) || compare(a.symbol, b.symbol),
  );
}

/** What is wrong in the Kconfig files alone, whatever else names their symbols. */
export function checkKconfigFiles(scope: KconfigScope): Finding[] {
  return [
    ...findUnreadable(scope),
    ...findUntyped(scope),
    ...findRedefinitions(scope),
    ...findMisfits(scope),
    ...findChoices(scope),
    ...findUndefined(scope),
    ...findSelects(scope),
    ...findNever(scope),
    ...findUnreachedDefaults(scope),
    ...findCycles(scope),
  ];
}

/** The texts of a tree's Kconfig files. */
export function readKconfig(tree: TreeView): { path: string; text: string }[] {
  return tree.paths
    .filter((path) => path.includes('onfig') && classifyFile(path) === 'kconfig')
    .flatMap((path) => {
      try {
        return [{ path, text: readText(tree, path) }];
      } catch {
        return []; // unreadable on disk: as if it weren't there
      }
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
