import type { Edit, Removal } from '../../../edit/edit.js';
import { factId, type Leftover, type ReplaceFact } from '../../facts.js';
import { nodeText, report, type FoldContext } from '../fold/fold-context.js';
import { dropMembers } from '../members/drop-members.js';
import { findBodies, type RecordBody } from '../members/find-bodies.js';
import {
  designatorAt,
  openInitializers,
  termOfDesignated,
  type Initializers,
} from '../members/locate-initializer.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import type { Outline } from '../syntax/outline.js';
import { fieldOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { resolveByName, resolveMember, resolveTerm, type Resolution } from '../types/resolve-member.js';
import { isMemberPlace } from './declared-places.js';
import { readEnclosingBrackets } from './enclosing-brackets.js';

/** The facts about members among those of a file, by the member's name. */
export function memberReplacements(context: FoldContext, name: string): readonly ReplaceFact[] {
  return (context.knowledge.replacements.get(name) ?? []).filter(({ what }) => what === 'member');
}

/** The edit that gives the member of `base.m` or `base->m` its new name; null where it is another struct's. */
export function replaceField(context: FoldContext, node: SyntaxNode): Edit | null {
  const field = fieldOf(node, 'field');
  const facts = field ? memberReplacements(context, nodeText(context, field)) : [];
  if (!field || facts.length === 0) return null;
  const fact = settle(context, facts, field, (of) => resolveMember(context, node, of));
  return fact && { start: field.start, end: field.end, text: fact.with, cause: factId(fact) };
}

/** The fact that a mention is meant by; null for none, and where that can't be told, which is reported. */
function settle(
  context: FoldContext,
  facts: readonly ReplaceFact[],
  at: { readonly start: number; readonly end: number },
  resolve: (of: string) => Resolution,
): ReplaceFact | null {
  const found = facts.map((fact) => ({ fact, is: resolve(fact.of ?? '') }));
  const own = found.find(({ is }) => is === 'this');
  if (own) return own.fact;
  if (found.some(({ is }) => is === 'unknown') && !context.knowledge.types.isWaiting()) {
    const message = `names a member ${nodeText(context, at)}, but of what could not be found out`;
    report(context, at, 'unresolved-type', message, factId(facts[0]!));
  }
  return null;
}

/**
 * Writes the new names of members outside of expressions: in designators of initializers, among the arguments of
 * container_of() and its kin, and for a renaming in the declaration and the kernel-doc comment.
 */
export function replaceMemberNames(file: FoldContext, outline: Outline): Edit[] {
  const facts = [...file.knowledge.replacements.values()].flat().filter(({ what }) => what === 'member');
  if (facts.length === 0) return [];
  const edits: Edit[] = [];
  const { tokens, items, macros } = outline;
  const search = { file, facts, edits };
  replaceIn(search, tokens, openInitializers(tokens, items), findBodies(tokens));
  for (const macro of macros) {
    const body = lex(file.text, macro.body.start, macro.body.end);
    replaceIn(search, body, openInitializers(body, []), []);
  }
  return edits;
}

interface Search {
  readonly file: FoldContext;
  readonly facts: readonly ReplaceFact[];
  readonly edits: Edit[];
}

function replaceIn(search: Search, tokens: Tokens, lists: Initializers, bodies: readonly RecordBody[]): void {
  const { file, edits } = search;
  const context: FoldContext = { ...file, tokens };
  const holderOf = readEnclosingBrackets(tokens, 0, tokens.count);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Comment) renameInDoc(search, tokens, i, bodies);
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const name = tokenText(tokens, i);
    const facts = search.facts.filter((fact) => fact.name === name);
    if (facts.length === 0) continue;
    const at = { start: tokens.start[i]!, end: tokens.end[i]! };
    const designator = designatorAt(lists, i);
    const holder = holderOf(i);
    let fact: ReplaceFact | null = null;
    if (designator) {
      const object = termOfDesignated(file.knowledge.types.lookUp, lists, designator);
      fact = settle(context, facts, at, (of) => resolveTerm(context, object, name, of));
    } else if (
      /^(?:\.|->)$/.test(tokenText(tokens, i - 1)) ||
      holder < 0 ||
      !isMemberPlace(tokens, i, holderOf)
    ) {
      continue;
    } else if (tokenText(tokens, holder) === '(' && tokenText(tokens, i - 1) === ',') {
      fact = settle(context, facts, at, (of) => resolveArgument(context, tokens, i, name, of));
    } else {
      const key = keyOfBody(bodies, i);
      fact = facts.find((one) => one.isRenaming && one.of === key) ?? null;
    }
    if (fact) edits.push({ ...at, text: fact.with, cause: factId(fact) });
  }
}

/** `offsetof(struct s, m)`: the type stands right before the member. */
function resolveArgument(
  context: FoldContext,
  tokens: Tokens,
  i: number,
  name: string,
  of: string,
): Resolution {
  const tag = tokenText(tokens, i - 2);
  const keyword = tokenText(tokens, i - 3);
  if (/^(?:struct|union)$/.test(keyword)) return `${keyword} ${tag}` === of ? 'this' : 'other';
  if (tag === of && /^[(,]$/.test(keyword)) return 'this';
  return resolveByName(context, name, of);
}

/** The struct or union whose member a declaration at token i is: members of one without a name belong outside. */
function keyOfBody(bodies: readonly RecordBody[], i: number): string {
  const around = bodies.filter(({ open, close }) => open < i && i < close);
  return around.findLast(({ key }) => key !== '')?.key ?? '';
}

/** How far above a struct its comment may stand, in bytes. */
const DOC_REACH = 200;

/** `@m:` in a struct's kernel-doc, above it or within. */
function renameInDoc(
  { facts, edits }: Search,
  tokens: Tokens,
  i: number,
  bodies: readonly RecordBody[],
): void {
  const start = tokens.start[i]!;
  const text = tokenText(tokens, i);
  if (!text.startsWith('/**')) return;
  for (const fact of facts) {
    if (!fact.isRenaming || !text.includes(`@${fact.name}`)) continue;
    const body = bodies.find(({ key, open, close }) => {
      if (key !== fact.of) return false;
      const gap = tokens.start[open]! - tokens.end[i]!;
      return (open < i && i < close) || (gap >= 0 && gap < DOC_REACH && tokenText(tokens, i + 1) !== '}');
    });
    if (!body) continue;
    for (const match of text.matchAll(new RegExp(`@${fact.name}\\b`, 'g'))) {
      const at = start + match.index + 1;
      edits.push({ start: at, end: at + fact.name.length, text: fact.with, cause: factId(fact) });
    }
  }
}

/** Takes the declarations of replaced members out of the structs of a file, with their comments. */
export function dropReplacedMembers(
  path: string,
  live: string,
  facts: readonly ReplaceFact[],
): { removals: Removal[]; leftovers: Leftover[] } {
  const removals: Removal[] = [];
  const leftovers: Leftover[] = [];
  for (const fact of facts) {
    if (fact.what !== 'member' || fact.isRenaming || fact.of === undefined) continue;
    const cause = factId(fact);
    const member = { kind: 'member', name: fact.name, of: fact.of, value: null, returns: null } as const;
    const dropped = dropMembers(path, live, [member]);
    removals.push(...dropped.removals.map((removal) => ({ ...removal, cause })));
    leftovers.push(...dropped.leftovers.map((leftover) => ({ ...leftover, cause })));
  }
  return { removals, leftovers };
}
