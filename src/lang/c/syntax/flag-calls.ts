import type { Span } from '../../../text/span.js';
import { readFlag } from '../../config-flags.js';
import { lex, TokenKind, tokenText, type Tokens } from './lex.js';
import { directiveName, nextToken } from './outline.js';

/** `IF_X(…)` or `IF_NOT_X(…)`: tokens that the preprocessor keeps or drops, whatever they are. */
export interface FlagCall extends Span {
  readonly symbol: string;
  /** Whether the arguments stay where the symbol is set. */
  readonly keepsWhenSet: boolean;
  /** The tokens between the parentheses, without the white space around them. */
  readonly content: Span;
  /** Of the bracket that closes it. */
  readonly close: number;
  /** Whether the arguments end in a `//` comment. */
  readonly endsInLineComment: boolean;
  /** The bracket around the call: '' at the top of the file or of a macro's body. */
  readonly within: string;
  /** The #define that it stands in, wholly. */
  readonly directive: Span | null;
}

/**
 * The calls in code and in the bodies of macros, outer ones first. Those whose arguments hold a directive or whose
 * brackets don't match are left out.
 */
export function findFlagCalls(text: string, isSymbol: (name: string) => boolean): FlagCall[] {
  if (!/(?<!\w)IF_\w+[ \t]*\(/.test(text)) return [];
  const calls: FlagCall[] = [];
  const tokens = lex(text);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Directive || directiveName(tokens, i) !== 'define') continue;
    const directive = { start: tokens.start[i]!, end: tokens.end[i]! };
    const inside = lex(text, directive.start + 1, directive.end);
    const name = nextToken(inside, nextToken(inside, 0) + 1);
    collect(inside, name + 1, directive, isSymbol, calls);
  }
  collect(tokens, 0, null, isSymbol, calls);
  return calls.sort((a, b) => a.start - b.start);
}

/** One pass, whatever the nesting: a hostile text opens a bracket 200,000 times. */
function collect(
  tokens: Tokens,
  from: number,
  directive: Span | null,
  isSymbol: (name: string) => boolean,
  calls: FlagCall[],
): void {
  const open: { readonly at: number; readonly word: number; readonly text: string }[] = [];
  let word = -1; // a flag's name, right before the token under way
  let lastDirective = -1;
  for (let i = from; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === TokenKind.Comment) continue;
    if (kind === TokenKind.Directive) lastDirective = i;
    const text = kind === TokenKind.Punctuator ? tokens.text[tokens.start[i]!]! : '';
    if (text === '(' || text === '[' || text === '{')
      open.push({ at: i, word: text === '(' ? word : -1, text });
    else if (text === ')' || text === ']' || text === '}') {
      const last = open.pop();
      if (last && last.word >= 0 && last.at > lastDirective)
        calls.push(makeCall(tokens, last.word, last.at, i, open.at(-1)?.text ?? '', directive, isSymbol));
    }
    const flag = kind === TokenKind.Identifier ? readFlag(tokenText(tokens, i), isSymbol) : undefined;
    word = flag !== undefined && flag.form !== 'ENABLE_' ? i : -1;
  }
}

function makeCall(
  tokens: Tokens,
  word: number,
  open: number,
  close: number,
  within: string,
  directive: Span | null,
  isSymbol: (name: string) => boolean,
): FlagCall {
  const flag = readFlag(tokenText(tokens, word), isSymbol)!;
  const start = open + 1 < close ? tokens.start[open + 1]! : tokens.end[open]!;
  const last = tokens.kind[close - 1] === TokenKind.Comment ? tokenText(tokens, close - 1) : '';
  return {
    start: tokens.start[word]!,
    end: tokens.end[close]!,
    symbol: flag.symbol,
    keepsWhenSet: flag.form === 'IF_',
    content: { start, end: open + 1 < close ? tokens.end[close - 1]! : start },
    close: tokens.start[close]!,
    endsInLineComment: last.startsWith('//'),
    within,
    directive,
  };
}
