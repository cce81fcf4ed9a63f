import type { Edit } from '../../edit/edit.js';
import type { DroppedName, FileAnalysis, NameReport } from '../front-end.js';
import { readRoles } from './name-roles.js';
import { lex, TokenKind, tokenText } from './syntax/lex.js';
import type { Outline } from './syntax/outline.js';
import { isKeyword } from './syntax/words.js';

const INCLUDE = /^[ \t]*#[ \t]*(?:include|include_next|import)[ \t]*["<]([^">\n]+)[">]/gm;

/**
 * The names that lost a use or their definition between two texts of a file and have no use left in it.
 * @param edits what makes `after` of `before`; each name's cause is that of an edit that took it.
 */
export function findDroppedNames(
  path: string,
  before: Outline,
  after: Outline,
  edits: readonly Edit[],
): DroppedName[] {
  const causes = new Map<string, string>();
  const { text } = before.tokens;
  for (const edit of edits) collectNames(text.slice(edit.start, edit.end), edit.cause, causes);
  const wanted = new Set(causes.keys());
  const old = readRoles(path, before, wanted);
  const now = readRoles(path, after, wanted);
  const dropped: DroppedName[] = [];
  for (const [name, cause] of causes) {
    const was = old.get(name);
    const is = now.get(name);
    // What the file has to itself is no other file's business, and was settled when the file was pruned.
    if (!was || was.isLocal || (is && is.uses > 0)) continue;
    const lost = whatIsLost(was, is);
    if (lost) dropped.push({ name, lost, cause });
  }
  return dropped.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function whatIsLost(was: NameReport, is: NameReport | undefined): DroppedName['lost'] | undefined {
  const uses = (report: NameReport | undefined) => (report ? report.uses + report.memberUses : 0);
  if (uses(was) > uses(is)) return 'use';
  // A declaration elsewhere means a definition with external linkage; it stands for no macro and no static inline stub.
  const external = (report: NameReport | undefined) =>
    report?.definitions.filter((d) => d.isExternal).length ?? 0;
  return external(was) > external(is) ? 'definition' : undefined;
}

/** Identifiers of a piece of C text, those within directives included. */
function collectNames(text: string, cause: string, causes: Map<string, string>): void {
  const tokens = lex(text);
  const add = (name: string) => {
    if (!isKeyword(name) && !causes.has(name)) causes.set(name, cause);
  };
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Identifier) add(tokenText(tokens, i));
    else if (tokens.kind[i] === TokenKind.Directive) {
      for (const [name] of tokenText(tokens, i).matchAll(/[A-Za-z_]\w*/g)) add(name);
    }
  }
}

/** Targets of the #include lines that `before` has and `after` has not. */
export function findDroppedIncludes(
  before: string,
  after: string,
  edits: readonly Edit[],
): FileAnalysis['droppedIncludes'] {
  const left = new Set([...after.matchAll(INCLUDE)].map((match) => match[1]!));
  return [...before.matchAll(INCLUDE)].flatMap((match) => {
    const target = match[1]!;
    if (left.has(target)) return [];
    const edit = edits.find((e) => e.start <= match.index && match.index < e.end);
    return edit ? [{ target, cause: edit.cause }] : [];
  });
}
