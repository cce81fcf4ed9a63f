import type { Edit } from '../../../edit/edit.js';
import { factId } from '../../facts.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { directiveName } from '../syntax/outline.js';
import { isConfigPredicate, literalConstant, type CodeKnowledge } from './knowledge.js';

/**
 * Writes the values of int, hex and string symbols into text that no C parser reads: assembly, linker scripts, device
 * trees. It is what the preprocessor does with the word, so that nothing but the word needs to be understood. (CONFIG_X
 * of a bool is 1 there, but what stands around it is mostly worth more than a 1: such mentions stay and are reported.)
 * @param live the original text with dead spans blanked.
 */
export function writeLiterals(live: string, knowledge: CodeKnowledge): Edit[] {
  if (![...knowledge.configs.values()].some(({ value }) => value.kind === 'literal')) return [];
  const edits: Edit[] = [];
  collect(lex(live));
  return edits;

  function collect(tokens: Tokens): void {
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i] === TokenKind.Directive) {
        if (directiveName(tokens, i) === 'define') collect(lex(live, tokens.start[i]! + 1, tokens.end[i]));
        continue;
      }
      const edit = literalEdit(tokens, i, knowledge, 'other');
      if (edit) edits.push(edit);
    }
  }
}

/**
 * The edit that writes its value in the place of token i; null where that is no literal, or where the preprocessor would
 * not expand the word: beside `#` and `##`, and in a test like IS_ENABLED(); nor where C code declares it (BPF programs
 * do: `extern int CONFIG_X __kconfig;`), which has it right behind another word.
 */
export function literalEdit(
  tokens: Tokens,
  i: number,
  knowledge: CodeKnowledge,
  language: 'c' | 'other' = 'c',
): Edit | null {
  if (tokens.kind[i] !== TokenKind.Identifier) return null;
  const word = tokenText(tokens, i);
  const fact = word.startsWith('CONFIG_') ? knowledge.configs.get(word.slice(7)) : undefined;
  if (fact?.value.kind !== 'literal') return null;
  const before = i > 0 ? tokenText(tokens, i - 1) : '';
  const after = i + 1 < tokens.count ? tokenText(tokens, i + 1) : '';
  if (before.startsWith('#') || after.startsWith('#')) return null;
  const followsWord = i > 0 && tokens.kind[i - 1] === TokenKind.Identifier;
  if (language === 'c' && followsWord && !/^(?:return|case|else|do|sizeof)$/.test(before)) return null;
  if (before === '(' && i > 1 && isConfigPredicate(tokenText(tokens, i - 2))) return null;
  const { text } = literalConstant(fact.value.value);
  const spelled = text.startsWith('-') ? `(${text})` : text;
  return { start: tokens.start[i]!, end: tokens.end[i]!, text: spelled, cause: factId(fact) };
}
