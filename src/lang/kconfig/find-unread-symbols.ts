import { deadBecause, isInChoice } from './liveness.js';
import type { KconfigAnalysis } from './analyze-kconfig.js';
import type { KconfigModel, SymbolInfo } from './model.js';
import type { KconfigRewrite } from './rewrite-kconfig.js';
import { isTristateType } from './tristate.js';

/** A symbol that no Kconfig expression reads any more. */
export interface UnreadSymbol {
  readonly name: string;
  /** Its first definition. */
  readonly path: string;
  readonly offset: number;
}

/**
 * The promptless symbols that lost their last reader in Kconfig through the facts: readers are dependencies,
 * defaults, ranges and conditions, not selects of the symbol. They are candidates only: C code or a Makefile may
 * read them still. A symbol that selects others acts without being read, so it is none.
 */
export function findUnreadSymbols(
  model: KconfigModel,
  analysis: KconfigAnalysis,
  rewrite: KconfigRewrite,
): UnreadSymbol[] {
  const unread: UnreadSymbol[] = [];
  for (const [name, count] of rewrite.droppedReaders) {
    const info = model.symbols.get(name)!;
    if (count < info.references.length || !isCandidate(analysis, info)) continue;
    const first = info.definitions[0]!;
    unread.push({ name, path: first.file.path, offset: first.entry.name.start });
  }
  return unread;
}

function isCandidate(analysis: KconfigAnalysis, info: SymbolInfo): boolean {
  if (info.definitions.length === 0 || !isTristateType(info.type)) return false;
  return info.definitions.every(({ file, entry }) => {
    if (isInChoice(entry)) return false;
    const isDead = deadBecause(analysis.liveness, file, entry) !== undefined;
    return entry.properties.every((property) => {
      switch (property.kind) {
        case 'prompt':
        case 'option':
        case 'unreadable':
          return false;
        case 'type':
          return property.prompt === undefined;
        case 'select':
        case 'imply':
          return isDead || analysis.liveness.facts.has(property.target.name);
        default:
          return true;
      }
    });
  });
}
