import { closing } from './apply-to-tokens.js';
import { isTypeWord, readExpression, splitAtCommas } from './expression.js';
import { openFacts } from './facts-in-code.js';
import { foldExpression } from './fold-expression.js';
import { foldSizes } from './fold-sizes.js';
import { isGone, type Known } from './known.js';
import { tagBefore } from './item-shape.js';
import { spellHead } from './normalize-item.js';
import { printExpression } from './print.js';
import { openReader } from './read-statements.js';
import type { Token } from './token.js';

/**
 * The lines of a struct, union or enum: its members one by one, without those that go.
 * @param brace index of the opening brace.
 */
export function normalizeMembers(
  tokens: readonly Token[],
  brace: number,
  word: string,
  tag: string,
  known: Known,
): string[] {
  const end = closing(tokens, brace);
  const inner = tokens.slice(brace + 1, end);
  const members = word === 'enum' ? enumerators(inner, known) : fields(inner, tag, known);
  const behind = tokens.slice(end + 1).map(({ text }) => text);
  return [
    `${tokens
      .slice(0, brace)
      .map(({ text }) => text)
      .join(' ')} {`,
    ...members,
    `} ${behind.join(' ')}`,
  ];
}

function enumerators(tokens: readonly Token[], known: Known): string[] {
  const reader = openReader(tokens);
  const facts = openFacts(known);
  return splitAtCommas(reader, 0, tokens.length).flatMap(([from, to]) => {
    const parts = tokens.slice(from, to);
    const name = parts.find(({ kind }) => kind === 'name')?.text;
    if (name === undefined || isGone(known, name)) return [];
    const equals = parts.findIndex(({ text }) => text === '=');
    if (equals < 0) return [parts.map(({ text }) => text).join(' ')];
    const head = parts.slice(0, equals).map(({ text }) => text);
    const value = foldExpression(readExpression(reader, from + equals + 1, to), facts);
    return [`${head.join(' ')} = ${printExpression(value)}`];
  });
}

function fields(tokens: readonly Token[], tag: string, known: Known): string[] {
  const lines: string[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at++) {
    const { text, kind } = tokens[at]!;
    if (kind === 'directive') {
      lines.push(text);
      from = at + 1;
    } else if (/^[([{]$/.test(text) && kind === 'mark') at = closing(tokens, at);
    else if (text === ';') {
      lines.push(...field(tokens.slice(from, at), tag, known));
      from = at + 1;
    }
  }
  if (from < tokens.length)
    lines.push(
      tokens
        .slice(from)
        .map(({ text }) => text)
        .join(' '),
    );
  return lines;
}

function field(tokens: readonly Token[], tag: string, known: Known): string[] {
  const brace = tokens.findIndex(({ text }) => text === '{');
  if (brace >= 0) {
    const [word, own] = tagBefore(tokens, brace);
    if (word !== '') {
      const kept =
        own === '' && word !== 'enum' ? dropDeclarators(tokens, closing(tokens, brace), tag, known) : tokens;
      if (kept.length === 0) return [];
      const lines = normalizeMembers(kept, brace, word, own || tag, known);
      const isNamed = kept
        .slice(closing(kept, brace) + 1)
        .some(({ kind, text }) => kind === 'name' && !text.startsWith('__'));
      // A struct without a name of its own that has lost all its members goes, too.
      return !isNamed && lines.length === 2 && closing(kept, brace) > brace + 1 ? [] : lines;
    }
  }
  const reader = openReader(tokens);
  const parts = splitAtCommas(reader, 0, tokens.length);
  const type: string[] = [];
  return parts.flatMap(([from, to], i) => {
    const own = tokens.slice(from, to);
    const at = nameIndex(own);
    if (i === 0)
      for (const { text } of own.slice(0, Math.max(0, at))) if (text !== '*' && text !== '(') type.push(text);
    const name = at < 0 ? '' : own[at]!.text;
    const goes = (one: string) => known.members.get(one)?.some((fact) => isOf(fact.of, tag)) === true;
    if (goes(name) || argumentsOf(own).some(goes)) return [];
    const replaced = known.replaced.get(name);
    if (
      replaced?.some(
        ({ what, isRenaming, of }) => what === 'member' && isRenaming !== true && isOf(of ?? '', tag),
      ) === true
    ) {
      return [];
    }
    const spelled = foldSizes(spellHead(own, known, tag).split(' '), openFacts(known)).join(' ');
    return [`${i === 0 ? '' : `${type.join(' ')} `}${spelled};`];
  });
}

/** The names among the arguments of a macro that declares a member: `DECLARE_BITMAP(name, 8)`. */
function argumentsOf(own: readonly Token[]): string[] {
  if (own[1]?.text !== '(' || !/^_*[A-Z]/.test(own[0]!.text) || closing(own, 1) !== own.length - 1) return [];
  const isAlone = (i: number) => /^[(,]$/.test(own[i - 1]!.text) && /^[),]$/.test(own[i + 1]!.text);
  return own.flatMap(({ kind, text }, i) => (i > 1 && kind === 'name' && isAlone(i) ? [text] : []));
}

/** `struct { … } a, b` without the members of `a, b` that go; nothing when all do. @param end index of the closing brace. */
function dropDeclarators(tokens: readonly Token[], end: number, tag: string, known: Known): readonly Token[] {
  const parts = splitAtCommas(openReader(tokens), end + 1, tokens.length).map(([from, to]) =>
    tokens.slice(from, to),
  );
  const kept = parts.filter((part) => {
    const at = nameIndex(part);
    return at < 0 || known.members.get(part[at]!.text)?.some((fact) => isOf(fact.of, tag)) !== true;
  });
  if (kept.length === parts.length) return tokens;
  const comma = tokens.find(({ text }) => text === ',');
  return kept.length === 0
    ? []
    : [...tokens.slice(0, end + 1), ...kept.flatMap((part, i) => (i === 0 ? part : [comma!, ...part]))];
}

function isOf(of: string, tag: string): boolean {
  return tag === '' || !of.includes(' ') || of.endsWith(` ${tag}`);
}

/** Whether the word is part of a type, so that the declared name must follow. */
function isType(tokens: readonly Token[], at: number): boolean {
  return isTypeWord(tokens[at]!.text) || /^(?:struct|union|enum)$/.test(tokens[at - 1]?.text ?? '');
}

/** Index of the name that a member's declarator declares; -1 where there is none. */
export function nameIndex(tokens: readonly Token[]): number {
  let found = -1;
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!;
    const isAttribute = text.startsWith('__') && found >= 0 && !isType(tokens, found);
    if (kind === 'name' && !isAttribute) found = i;
    else if (text === '(' && tokens[i + 1]?.text === '*') {
      let at = i + 1;
      while (at < tokens.length && tokens[at]!.kind !== 'name') at++;
      return at < tokens.length ? at : -1;
    } else if (text === ':' || text === '[') return found;
    else if (text === '(') i = closing(tokens, i);
  }
  return found;
}
