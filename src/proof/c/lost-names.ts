import { Unreadable } from './expression.js';
import { functionParts } from './item-shape.js';
import { parameterNames } from './normalize-item.js';
import { openReader } from './read-statements.js';
import type { Body } from './statement.js';
import type { Token } from './token.js';
import { mapExpressions } from './walk.js';

/**
 * What a function still uses though the change took its declaration: a parameter, a local of the body's own scope, a
 * label. The normal forms may lose such a use with code that does nothing.
 * @param old the function before, in the same world.
 * @param isLeft whether a place of the new text is left to a person.
 * @returns a line for each; none where one of the two isn't a function that can be read.
 */
export function findLostNames(
  old: readonly Token[],
  now: readonly Token[],
  isLeft: (token: Token) => boolean,
): string[] {
  const before = declared(old);
  if (!before || before.names.size + before.labels.size === 0) return [];
  const after = declared(now);
  if (!after) return [];
  const lost = new Set<string>();
  now.forEach((token, i) => {
    const { kind, text } = token;
    if (kind !== 'name') return;
    if (now[i - 1]?.text === 'goto') {
      if (before.labels.has(text) && !after.labels.has(text) && !isLeft(token)) lost.add(`label ${text}`);
    } else if (before.names.has(text) && !after.names.has(text) && isUse(now, i) && !isLeft(token)) {
      lost.add(text);
    }
  });
  for (const name of [...lost]) if (now.some((_, i) => mayDeclare(now, i, name))) lost.delete(name);
  return [...lost].map((name) => `a use of ${name}, which is declared no more`);
}

/** The names that a function declares for all of its body. */
function declared(
  tokens: readonly Token[],
): { readonly names: ReadonlySet<string>; readonly labels: ReadonlySet<string> } | undefined {
  const { head, body } = functionParts(tokens);
  if (head.length === 0) return undefined;
  const names = new Set(parameterNames(head));
  const labels = new Set<string>();
  let read: Body;
  try {
    read = openReader(tokens).readBody(body.from, body.to, 0);
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return undefined;
    throw error;
  }
  for (const s of read) if (s.kind === 'declaration') names.add(s.name);
  mapExpressions(
    read,
    (e) => e,
    (s) => {
      if (s.kind === 'label') labels.add(s.name);
    },
  );
  return { names, labels };
}

/** Whether a word is used as an object: no member, tag or label, nor alone as an argument, which may be any word of a macro. */
function isUse(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1]?.text ?? '';
  const next = tokens[i + 1]?.text ?? '';
  if (/^(?:\.|->|struct|union|enum|##|#)$/.test(before) || next === '##') return false;
  if (next === ':' && /^[;{}:,]$/.test(before)) return false;
  return !(/^[(,]$/.test(before) && /^[),]$/.test(next));
}

/** Whether a name may be declared here, in an inner scope or by a macro. */
function mayDeclare(tokens: readonly Token[], i: number, name: string): boolean {
  if (name.startsWith('label ')) return tokens[i]!.text === name.slice(6) && tokens[i + 1]?.text === ':';
  if (tokens[i]!.text !== name) return false;
  const before = tokens[i - 1];
  if (before?.text === '*') return tokens[i - 2]?.kind === 'name' || tokens[i - 2]?.text === '*';
  return before?.kind === 'name' && !/^(?:return|case|else|do|goto|sizeof)$/.test(before.text);
}
