import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose, nextToken } from '../syntax/outline.js';
import { isAttributeWord, takesArguments } from '../syntax/words.js';

/** The braces of a struct's or union's definition, as token indexes. */
export interface RecordBody {
  /** `struct tag`, `union tag`, or the typedef's name of one without a tag; '' for others without. */
  readonly key: string;
  readonly open: number;
  readonly close: number;
}

/** Every definition of a struct or union in a text, wherever it stands, nested ones included. */
export function findBodies(tokens: Tokens): RecordBody[] {
  const bodies: RecordBody[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const keyword = tokenText(tokens, i);
    if (keyword !== 'struct' && keyword !== 'union') continue;
    const { tag, at } = readTag(tokens, i);
    if (at >= tokens.count || tokenText(tokens, at) !== '{') continue;
    const close = matchingClose(tokens, at);
    if (close >= tokens.count) continue;
    const key = tag !== '' ? `${keyword} ${tag}` : typedefName(tokens, i, close);
    bodies.push({ key, open: at, close });
  }
  return bodies;
}

/** The tag behind `struct` or `union`, and the token behind it and its attributes. */
function readTag(tokens: Tokens, keyword: number): { tag: string; at: number } {
  let tag = '';
  let at = nextToken(tokens, keyword + 1);
  for (; at < tokens.count && tokens.kind[at] === TokenKind.Identifier; at = nextToken(tokens, at + 1)) {
    const word = tokenText(tokens, at);
    if (isAttributeWord(word) || word === '__attribute__') {
      const group = nextToken(tokens, at + 1);
      const takes = takesArguments(word) && group < tokens.count && tokenText(tokens, group) === '(';
      if (takes) at = matchingClose(tokens, group);
    } else if (tag === '') tag = word;
    else break;
  }
  return { tag, at };
}

function typedefName(tokens: Tokens, keyword: number, close: number): string {
  if (keyword === 0 || tokenText(tokens, keyword - 1) !== 'typedef') return '';
  let at = nextToken(tokens, close + 1);
  while (at < tokens.count && isAttributeWord(tokenText(tokens, at))) at = nextToken(tokens, at + 1);
  return at < tokens.count && tokens.kind[at] === TokenKind.Identifier ? tokenText(tokens, at) : '';
}
