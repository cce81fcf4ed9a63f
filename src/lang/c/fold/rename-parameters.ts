import { factId, type ParameterFact } from '../../facts.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import type { MacroItem, Outline, OutlineItem } from '../syntax/outline.js';
import { parameterToken, readSignature, type Signature } from '../syntax/signature.js';
import type { FoldContext } from './fold-context.js';
import { findMemberSignatures } from './member-parameters.js';

/** Gives parameters their new names: in definitions with their bodies, in prototypes, macro forms and kernel-doc. */
export function renameParameters(file: FoldContext, outline: Outline): void {
  const { tokens, items, macros } = outline;
  for (const facts of file.knowledge.renamedParameters.values()) {
    for (const fact of facts) {
      if (fact.memberOf !== undefined) {
        for (const signature of findMemberSignatures(tokens, fact.memberOf, fact.of))
          renameDeclared(file, tokens, signature, fact);
        continue;
      }
      for (const item of items) if (item.names[0] === fact.of) renameIn(file, tokens, item, fact);
      for (const macro of macros)
        if (macro.name === fact.of && macro.kind === 'define') renameMacro(file, macro, fact);
    }
  }
}

function renameIn(file: FoldContext, tokens: Tokens, item: OutlineItem, fact: ParameterFact): void {
  const signature = readSignature(tokens, item, fact.of);
  if (!signature || !declares(signature, fact)) return;
  const end = item.kind === 'function' ? item.endToken : signature.list.close;
  const words = wordsBetween(tokens, signature.list.open, end, fact);
  if (words === null) {
    const message = `${fact.of}() has another ${fact.to}, or a second ${fact.name}, already`;
    file.leftovers.push({
      code: 'name-taken',
      path: file.path,
      offset: item.start,
      message,
      cause: factId(fact),
      refuses: true,
    });
    return;
  }
  for (const i of words) write(file, tokens, i, fact);
  renameDoc(file, tokens, item.firstToken - 1, fact);
}

function renameDeclared(file: FoldContext, tokens: Tokens, signature: Signature, fact: ParameterFact): void {
  if (declares(signature, fact))
    write(file, tokens, parameterToken(tokens, signature.list.parts[fact.index]!), fact);
}

function declares({ list, parameters }: Signature, fact: ParameterFact): boolean {
  return list.parts.length === fact.count && parameters[fact.index] === fact.name;
}

function write(file: FoldContext, tokens: Tokens, i: number, fact: ParameterFact): void {
  file.changes.push({ start: tokens.start[i]!, end: tokens.end[i]!, text: fact.to!, cause: factId(fact) });
}

/** The tokens that mean the parameter; null where one of the two names stands for something else, too. */
function wordsBetween(tokens: Tokens, from: number, to: number, fact: ParameterFact): number[] | null {
  const words: number[] = [];
  for (let i = from; i < to; i++) {
    const text = tokenText(tokens, i);
    if (tokens.kind[i] === TokenKind.Directive && new RegExp(`\\b(?:${fact.name}|${fact.to})\\b`).test(text))
      return null;
    if (tokens.kind[i] !== TokenKind.Identifier || (text !== fact.name && text !== fact.to)) continue;
    const before = tokenText(tokens, i - 1);
    if (before === '.' || before === '->' || /^(?:struct|union|enum)$/.test(before)) continue;
    if (text === fact.to) return null;
    // A second declaration of the name, or a label.
    const isDeclared =
      words.length > 0 &&
      tokens.kind[i - 1] === TokenKind.Identifier &&
      !/^(?:return|else|case|do|sizeof|in)$/.test(before);
    if (isDeclared || before === 'goto') return null;
    words.push(i);
  }
  return words;
}

function renameMacro(file: FoldContext, macro: MacroItem, fact: ParameterFact): void {
  if (macro.parameters?.length !== fact.count || macro.parameters[fact.index] !== fact.name) return;
  const tokens = lex(file.text, macro.start + 1, macro.end);
  const words = wordsBetween(tokens, 0, tokens.count, fact);
  for (const i of words ?? []) write(file, tokens, i, fact);
}

/** `@name` in the kernel-doc comment directly above. */
function renameDoc(file: FoldContext, tokens: Tokens, comment: number, fact: ParameterFact): void {
  if (comment < 0 || tokens.kind[comment] !== TokenKind.Comment) return;
  const text = tokenText(tokens, comment);
  if (!text.startsWith('/**')) return;
  const start = tokens.start[comment]!;
  for (const match of text.matchAll(new RegExp(`@${fact.name}\\b`, 'g'))) {
    const at = start + match.index + 1;
    file.changes.push({ start: at, end: at + fact.name.length, text: fact.to!, cause: factId(fact) });
  }
}
