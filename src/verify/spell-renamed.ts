import { flagWords } from '../lang/config-flags.js';
import { treeWritesFlags } from '../plan/flagged-symbols.js';
import type { RuleDocument } from '../rules/rule-document.js';
import type { TreeView } from '../scan/tree-view.js';

/** Macros of U-Boot whose arguments are symbols without CONFIG_. */
const BARE_NAMES = /(?<!\w)CONFIG_(?:IS_ENABLED|VAL|IF_ENABLED_INT)\([\w\s,]*\)/g;

/** A text of code in which the symbols that a document renames have their new names. */
export function spellRenamed(text: string, document: RuleDocument, tree: TreeView): string {
  const names = new Map<string, string>();
  const words = new Map<string, string>();
  for (const entry of document.entries) {
    if (entry.action !== 'rename' || entry.kind !== 'config') continue;
    names.set(entry.name, entry.to);
    // BusyBox: ENABLE_X, IF_X(), IF_NOT_X().
    const fresh = flagWords(entry.to);
    flagWords(entry.name).forEach((word, i) => words.set(word, fresh[i]!));
  }
  if (names.size === 0) return text;
  const rename = (name: string) => {
    const base = name.replace(/_MODULE$/, '');
    return names.get(name) ?? (names.has(base) ? `${names.get(base)}_MODULE` : name);
  };
  const spelled = text
    .replace(/(?<![A-Za-z0-9])CONFIG_(\w+)/g, (_, name: string) => `CONFIG_${rename(name)}`)
    .replace(BARE_NAMES, (call) => call.replace(/(?<=[(,]\s*)\w+/g, (name) => names.get(name) ?? name));
  if (!treeWritesFlags(tree)) return spelled;
  return spelled.replace(/(?<!\w)(?:ENABLE|IF)_\w+/g, (word) => words.get(word) ?? word);
}
