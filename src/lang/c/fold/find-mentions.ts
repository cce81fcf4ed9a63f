import type { Span } from '../../../text/span.js';
import { factId, type Fact } from '../../facts.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { factOfFlag, type CodeKnowledge } from './knowledge.js';

/** A word in code that some fact is about. */
export interface Mention extends Span {
  readonly cause: string;
  readonly inDirective: boolean;
}

/** Macros that take a symbol without CONFIG_ (U-Boot). */
const BARE_SYMBOL = new Set(['CONFIG_IS_ENABLED', 'CONFIG_VAL', 'IF_ENABLED_INT']);

/** Words of the code, and of #define bodies, that the facts name; comments and strings don't count. */
export function findMentions(tokens: Tokens, knowledge: CodeKnowledge): Mention[] {
  const mentions: Mention[] = [];
  collect(tokens, knowledge, false, mentions);
  return mentions;
}

function collect(tokens: Tokens, knowledge: CodeKnowledge, inDirective: boolean, mentions: Mention[]): void {
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Directive) {
      const start = tokens.start[i]!;
      const head = tokens.text.slice(start, start + 80);
      if (/^#\s*define\b/.test(head))
        collect(lex(tokens.text, start + 1, tokens.end[i]), knowledge, true, mentions);
      continue;
    }
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const cause = causeOfWord(tokens, i, knowledge);
    if (cause !== null) mentions.push({ start: tokens.start[i]!, end: tokens.end[i]!, cause, inDirective });
  }
}

/** The fact about a word, behind `.` or `->` and elsewhere: members are names of another space (C11 6.2.3). */
function namedFact(
  word: string,
  knowledge: CodeKnowledge,
): { asMember: Fact | undefined; asName: Fact | undefined } | undefined {
  const { values, members, parameters, memberParameters, returns, replacements, patterns } = knowledge;
  const replaced = replacements.get(word) ?? [];
  const asMember =
    members.get(word)?.[0] ??
    memberParameters.get(word)?.[0] ??
    replaced.find(({ what }) => what === 'member');
  const asName =
    values.get(word) ??
    returns.get(word) ??
    parameters.get(word)?.[0] ??
    patterns.get(word)?.[0] ??
    replaced.find(({ what }) => what !== 'member');
  return asMember || asName ? { asMember, asName } : undefined;
}

function causeOfWord(tokens: Tokens, i: number, knowledge: CodeKnowledge): string | null {
  const word = tokenText(tokens, i);
  const named = namedFact(word, knowledge);
  if (named) {
    const before = i > 0 ? tokenText(tokens, i - 1) : '';
    const fact = before === '->' || before === '.' ? named.asMember : named.asName;
    return fact ? factId(fact) : null;
  }
  if (word.startsWith('CONFIG_')) {
    const name = word.slice('CONFIG_'.length);
    const fact =
      knowledge.configs.get(name) ??
      (name.endsWith('_MODULE') ? knowledge.configs.get(name.slice(0, -7)) : undefined);
    return fact ? factId(fact) : null;
  }
  const flag = factOfFlag(knowledge, word);
  if (flag) return factId(flag);
  const fact = knowledge.configs.get(word);
  return fact && i > 1 && BARE_SYMBOL.has(tokenText(tokens, i - 2)) ? factId(fact) : null;
}
