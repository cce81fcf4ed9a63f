import { blankSpans } from '../../edit/blank-spans.js';
import { mergeSpans, spanAt, type Span } from '../../text/span.js';
import { factId, type Fact, type Leftover } from '../facts.js';
import { findWord } from '../plain-text/mentions.js';
import { findNameMentions, goneNames } from '../name-mentions.js';
import type { ConditionalFile } from './cpp/conditional-file.js';
import { stringsOfAssembly } from './prune/prune-file-scope.js';
import { makeOutline } from './syntax/outline.js';

const CONDITION = /^#\s*(?:if|ifdef|ifndef|elif|elifdef|elifndef)\b/;

/**
 * What still speaks of C names that go: comments, conditions of the preprocessor, and in assembly everything else.
 * Uses in code have leftovers of their own.
 * @param edited spans that edits replace, sorted.
 */
export function reportGoneNames(
  task: { readonly path: string; readonly text: string; readonly isAssembly: boolean },
  file: ConditionalFile,
  facts: readonly Fact[],
  edited: readonly Span[],
): Leftover[] {
  const { path, text, isAssembly } = task;
  const names = goneNames(path, facts);
  if (names.size === 0) return [];
  const leftovers: Leftover[] = [];
  const add = (span: Span, code: string, what: string, source = text) => {
    for (const { offset, name, cause } of findNameMentions(source, span.start, span.end, names)) {
      if (spanAt(edited, offset)) continue;
      leftovers.push({ code, path, offset, message: `${what} mentions ${name}, which is gone`, cause });
    }
  };
  for (const comment of file.comments) add(comment, 'mentioned-in-comment', 'a comment');
  const spoken = [...file.comments];
  for (const { hash, end } of file.directives) {
    if (!CONDITION.test(text.slice(hash, end))) continue;
    add({ start: hash, end }, 'mentioned-in-condition', 'a condition');
    spoken.push({ start: hash, end });
  }
  if (isAssembly) {
    const code = blankSpans(text, mergeSpans(spoken));
    add({ start: 0, end: text.length }, 'mentioned-in-assembly', 'assembly', code);
  }
  return leftovers;
}

/**
 * Assembly that names a function which loses parameters: what it passes in registers can't be told.
 * @param facts those about the file.
 */
export function reportAssemblyCallers(
  task: { readonly path: string; readonly text: string; readonly isAssembly: boolean },
  file: ConditionalFile,
  facts: readonly Fact[],
): Leftover[] {
  const { path, text, isAssembly } = task;
  const names = new Map<string, string>();
  for (const fact of facts) {
    if (fact.kind === 'parameter' && fact.memberOf === undefined && fact.to === undefined)
      names.set(fact.of, factId(fact));
  }
  if (names.size === 0) return [];
  const code = isAssembly ? blankSpans(text, mergeSpans(file.comments)) : assemblyOf(text);
  return [...names].flatMap(([name, cause]) =>
    findWord(code, name).map((offset) => ({
      code: 'called-from-assembly',
      path,
      offset,
      message: `assembly names ${name}, which has other parameters now`,
      cause,
    })),
  );
}

/** The text with all but the string literals of assembly blanked. */
function assemblyOf(text: string): string {
  const { tokens } = makeOutline(text);
  const strings = stringsOfAssembly(tokens);
  const others: Span[] = [];
  let from = 0;
  for (const { start, end } of strings) {
    others.push({ start: from, end: start });
    from = end;
  }
  return blankSpans(text, [...others, { start: from, end: text.length }]);
}
