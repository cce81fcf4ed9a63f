import { applyEdits } from '../../src/edit/apply-edits.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import { makeSourceText, positionAt } from '../../src/text/source-text.js';
import type { ConfigFact } from '../../src/lang/facts.js';
import { analyzeKconfig } from '../../src/lang/kconfig/analyze-kconfig.js';
import { deduceConfigFacts } from '../../src/lang/kconfig/deduce-facts.js';
import { findUnreadSymbols } from '../../src/lang/kconfig/find-unread-symbols.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { rewriteKconfig } from '../../src/lang/kconfig/rewrite-kconfig.js';

/** Facts from `X=y`, `X=m`, `X=n` or `X=literal`, with further keys for all of them. */
export function factsOf(spec: string, more: Partial<ConfigFact> = {}): ConfigFact[] {
  return spec.split(' ').map((part) => {
    const [name = '', value = ''] = part.split('=');
    const kind = /^[ymn]$/.test(value) ? 'tristate' : 'literal';
    return { kind: 'config', name, value: { kind, value } as ConfigFact['value'], ...more };
  });
}

export interface Outcome {
  /** Texts after the change; null for a deleted file; only files that changed. */
  readonly after: Readonly<Record<string, string | null>>;
  /** `code path:line:column`. */
  readonly leftovers: readonly string[];
  /** Their offsets. */
  readonly places: readonly number[];
  /** Names of the facts that followed. */
  readonly derived: readonly string[];
  readonly unread: readonly string[];
}

/** Runs the whole Kconfig front end over a tree given as texts. */
export function runKconfig(texts: Readonly<Record<string, string>>, facts: readonly ConfigFact[]): Outcome {
  const model = openModel(Object.entries(texts).map(([path, text]) => ({ path, text })));
  const derived = deduceConfigFacts(model, facts).map((entry) => entry.fact as ConfigFact);
  const analysis = analyzeKconfig(model, [...facts, ...derived]);
  const rewrite = rewriteKconfig(model, analysis);
  const after: Record<string, string | null> = {};
  for (const change of rewrite.changes) {
    const source = makeSourceText(change.path, texts[change.path]!);
    const edits = composeEdits(source, change.removals, change.replacements, { braces: false });
    after[change.path] = change.deleted === null ? applyEdits(source.text, edits) : null;
  }
  const leftovers = rewrite.leftovers.map(({ code, path, offset }) => {
    const { line, column } = positionAt(makeSourceText(path, texts[path]!), offset);
    return `${code} ${path}:${line}:${column}`;
  });
  return {
    after,
    leftovers,
    places: rewrite.leftovers.map(({ offset }) => offset),
    derived: derived.map(({ name }) => name),
    unread: findUnreadSymbols(model, analysis, rewrite).map(({ name }) => name),
  };
}

/** The one file `Kconfig` after the change; its text where nothing changed. */
export function rewriteOne(text: string, spec: string, more: Partial<ConfigFact> = {}): string | null {
  const { after } = runKconfig({ Kconfig: text }, factsOf(spec, more));
  return 'Kconfig' in after ? after.Kconfig! : text;
}

/** Joins lines and ends the last. */
export const lines = (...parts: string[]): string => parts.map((part) => `${part}\n`).join('');
