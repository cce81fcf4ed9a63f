import { applyEdits } from '../../src/edit/apply-edits.js';
import { blankSpans } from '../../src/edit/blank-spans.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import type { Removal } from '../../src/edit/edit.js';
import type { ConfigFact, Fact, ValueFact } from '../../src/lang/facts.js';
import { foldCode, type FoldResult } from '../../src/lang/c/fold/fold-code.js';
import { makeKnowledge, type KnowledgeOptions } from '../../src/lang/c/fold/knowledge.js';
import { pruneFile, type PruneResult } from '../../src/lang/c/prune/prune.js';
import { makeSourceText } from '../../src/text/source-text.js';

const PATH = 'sub/file.c';

export function config(name: string, value: 'y' | 'm' | 'n'): ConfigFact {
  return { kind: 'config', name, value: { kind: 'tristate', value } };
}

export function literal(name: string, value: string): ConfigFact {
  return { kind: 'config', name, value: { kind: 'literal', value } };
}

export function callIs(
  name: string,
  value: string | null,
  what: 'function' | 'macro' = 'function',
): ValueFact {
  return { kind: 'value', what, name, value, evaluatesArguments: what === 'function' };
}

export interface Folded {
  readonly text: string;
  readonly codes: readonly string[];
  readonly result: FoldResult;
}

/** Folds a whole file. */
export function foldFile(text: string, facts: readonly Fact[], options: KnowledgeOptions = {}): Folded {
  const result = foldCode(PATH, text, makeKnowledge(PATH, facts, options));
  const edits = composeEdits(makeSourceText(PATH, text), result.removals, result.replacements, {
    braces: true,
  });
  return { text: applyEdits(text, edits), codes: result.leftovers.map((l) => l.code), result };
}

/** Folds statements within `void f(void)`; lines come indented by one tab, and the result is handed back so. */
export function foldBody(
  body: string,
  facts: readonly Fact[],
  options: KnowledgeOptions = {},
  head = 'void f(void)',
): Folded {
  const before = `${head}\n{\n`;
  const folded = foldFile(`${before}${body}}\n`, facts, options);
  return { ...folded, text: folded.text.slice(before.length, -2) };
}

/** Folds and prunes a file in which `dead` parts are gone already. */
export function pruneText(
  text: string,
  facts: readonly Fact[],
  options: {
    readonly dead?: readonly string[];
    readonly ownsItsNames?: boolean;
    readonly pureNames?: readonly string[];
  } = {},
): { readonly text: string; readonly result: PruneResult } {
  const dead: Removal[] = (options.dead ?? []).map((part) => {
    const start = text.indexOf(part);
    if (start < 0) throw new Error(`no ${part}`);
    return { start, end: start + part.length, cause: 'given' };
  });
  const live = blankSpans(text, dead);
  const folded = foldCode(PATH, live, makeKnowledge(PATH, facts));
  const result = pruneFile({
    path: PATH,
    text,
    live,
    dead: [...dead, ...folded.dead],
    replacements: folded.replacements,
    ownsItsNames: options.ownsItsNames ?? true,
    isPure: (name) => options.pureNames?.includes(name) ?? false,
  });
  const removals = [...dead, ...folded.removals, ...result.removals];
  const edits = composeEdits(makeSourceText(PATH, text), removals, folded.replacements, { braces: true });
  return { text: applyEdits(text, edits), result };
}
