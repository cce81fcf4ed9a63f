import { applyEdits } from '../../src/edit/apply-edits.js';
import { RuleError } from '../../src/rules/rule-errors.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import type { SymbolInfo } from '../../src/lang/kconfig/model.js';
import type { DocumentResult } from '../../src/result.js';
import { runDocument } from '../../src/run-document.js';
import { layOver, readText, type TreeView } from '../../src/scan/tree-view.js';
import type { Pool } from '../../src/workers/pool.js';
import { drawItems } from './draw.js';
import { drawFunctions } from './draw-functions.js';

/** One kind of rule after the other. */
const KINDS = ['remove-n', 'merge', 'rename', 'function', 'remove-y', 'rename-function', 'add'] as const;

/** More tries than this for one document: the tree has none of that kind. */
const TRIES = 60;

/**
 * A series of documents, drawn from what the tree defines: removals, merges and renamings of Kconfig symbols, removals
 * and renamings of functions, added selects. What a rule error refuses, and what changes nothing, is drawn again.
 * @returns the result of each document on top of those before.
 */
export async function drawSeries(
  tree: TreeView,
  count: number,
  random: () => number,
  pool: Pool,
): Promise<DocumentResult[]> {
  const results: DocumentResult[] = [];
  let view = tree;
  const symbols = drawItems(boolSymbols(tree), 2000, random);
  const functions = drawFunctions(tree, Math.min(100, count * 10), random);
  for (let i = 0; results.length < count; i++) {
    const kind = KINDS[i % KINDS.length]!;
    for (let tries = 0; tries < TRIES; tries++) {
      const symbol = symbols.shift()!;
      const rule =
        kind === 'function' || kind === 'rename-function'
          ? functionRule(kind, functions.shift())
          : symbolRule(kind, symbol, partnerOf(symbol, random), i);
      const result = rule === undefined ? undefined : await tryRule(view, rule, pool);
      if (!result) continue;
      results.push(result);
      view = layOver(view, textsOf(result));
      break;
    }
  }
  return results;
}

function boolSymbols(tree: TreeView): SymbolInfo[] {
  const paths = tree.paths.filter((path) => classifyFile(path) === 'kconfig');
  const { symbols } = openModel(paths.map((path) => ({ path, text: readText(tree, path) })));
  return [...symbols.values()]
    .filter(({ definitions, type }) => definitions.length > 0 && type === 'bool')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Another symbol of the same Kconfig file. */
function partnerOf({ name, definitions }: SymbolInfo, random: () => number): string | undefined {
  const names = [...definitions[0]!.file.text.matchAll(/^(?:menu)?config (\w+)\n\tbool/gm)]
    .map((match) => match[1]!)
    .filter((other) => other !== name);
  return names[Math.floor(random() * names.length)];
}

function symbolRule(kind: string, { name }: SymbolInfo, partner: string | undefined, i: number) {
  switch (kind) {
    case 'remove-n':
      return `remove:\n  - {config: "${name}", value: n}`;
    case 'remove-y':
      return `remove:\n  - {config: "${name}", value: y, drop-selects: true}`;
    case 'rename':
      return `rename:\n  - {config: "${name}", to: "${name}_FRESH_${i}"}`;
    case 'merge':
      return partner && `replace:\n  - {config: "${name}", with: "${partner}"}`;
    default:
      return partner && `add:\n  - {select: "${name}", to: "${partner}"}`;
  }
}

function functionRule(
  kind: string,
  drawn: { readonly name: string; readonly returns?: string } | undefined,
): string | undefined {
  if (!drawn) return undefined;
  const { name, returns } = drawn;
  if (kind === 'rename-function') return `rename:\n  - {function: ${name}, to: ${name}_anew}`;
  return `remove:\n  - {function: ${name}${returns === undefined ? '' : `, returns: "${returns}"`}}`;
}

async function tryRule(view: TreeView, rule: string, pool: Pool): Promise<DocumentResult | undefined> {
  const [document] = parseRules(`${rule}\n`, rule);
  try {
    const result = await runDocument(view, document!, { pool, cascade: true });
    return result.changes.length > 0 ? result : undefined;
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

function textsOf({ changes }: DocumentResult): Map<string, string | null> {
  return new Map(
    changes.map(({ path, status, before, edits }) => [
      path,
      status === 'deleted' ? null : applyEdits(before, edits),
    ]),
  );
}
