import type { Edit, Removal } from '../../edit/edit.js';
import { mergeSpans, spanAt } from '../../text/span.js';
import type { Leftover } from '../facts.js';
import { findConfigMentions, namedSymbol } from '../plain-text/mentions.js';
import type { Makefile, Statement } from './statements.js';

/** Why a makefile's mention of a symbol was left, by the kind of statement it stands in. */
const REASONS = {
  comment: ['mentioned-in-comment', 'a comment mentions the symbol'],
  recipe: ['mentioned-in-recipe', 'a recipe mentions the symbol'],
  define: ['mentioned-in-define', 'a define mentions the symbol; where it is expanded is not known'],
  assigned: ['assigned-in-makefile', 'this makefile gives the symbol a value of its own'],
  foreign: ['outside-kconfig', 'this build system has CONFIG_ names of its own'],
  unbalanced: ['unbalanced-conditional', 'the conditionals of this makefile do not pair up'],
  computed: ['computed-name', 'the name is put together from parts'],
  flag: ['defined-for-compiler', 'the compiler is given a macro of the name'],
  other: ['unhandled-in-makefile', 'the symbol stands where its value has no certain meaning'],
} as const satisfies Record<string, readonly [string, string]>;

export type LeftoverReason = keyof typeof REASONS;

export interface MentionQuery {
  readonly path: string;
  readonly makefile: Makefile;
  /** Fact ids by symbol name (without CONFIG_). */
  readonly causes: ReadonlyMap<string, string>;
  readonly removals: readonly Removal[];
  readonly edits: readonly Edit[];
  /** The symbols that this file as a whole is no place for, with the reason. */
  readonly blocked: ReadonlyMap<string, LeftoverReason>;
}

/** A leftover for each mention of a symbol that no edit covers. */
export function listLeftovers(query: MentionQuery): Leftover[] {
  const { makefile, path } = query;
  const handled = mergeSpans([...query.removals, ...query.edits]);
  const leftovers: Leftover[] = [];
  let index = 0;
  const push = (offset: number, cause: string, reason: LeftoverReason) => {
    const [code, message] = REASONS[reason];
    leftovers.push({ code, path, offset, message, cause });
  };
  for (const { offset, word } of findConfigMentions(makefile.text)) {
    const cause = namedSymbol(query.causes, word);
    if (cause === undefined || spanAt(handled, offset)) continue;
    while (index + 1 < makefile.statements.length && makefile.statements[index]!.end <= offset) index++;
    const name = query.causes.has(word) ? word : word.slice(0, -'_MODULE'.length);
    const reason = query.blocked.get(name) ?? reasonAt(makefile.text, makefile.statements[index], offset);
    push(offset, cause, reason);
  }
  // CONFIG_$(SPL_)X: U-Boot picks the symbol of the build phase
  for (const match of makefile.text.matchAll(/CONFIG_\$[({][A-Za-z0-9_]*[)}]([A-Za-z0-9_]+)/g)) {
    const cause = query.causes.get(match[1]!);
    if (cause !== undefined && !spanAt(handled, match.index)) push(match.index, cause, 'computed');
  }
  return leftovers;
}

function reasonAt(text: string, statement: Statement | undefined, offset: number): LeftoverReason {
  if (!statement) return 'other';
  if (statement.kind === 'comment' || (statement.comment && offset >= statement.comment.start))
    return 'comment';
  if (statement.kind === 'recipe' || statement.kind === 'define') return statement.kind;
  if (text.slice(Math.max(0, offset - 2), offset) === '-D') return 'flag';
  return 'other';
}
