import type { Span } from '../../../text/span.js';

export interface Token extends Span {
  readonly kind: 'name' | 'number' | 'char' | 'operator' | 'junk';
  readonly text: string;
}

const PATTERN =
  /[ \t\f\v\r\n\0]+|([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)|(\.?\d(?:[eEpP][+-]|[\w.$\x80-\xff])*)|((?:u8|[LuU])?'(?:[^'\\\n]|\\.)+')|("(?:[^"\\\n]|\\.)*")|(<<=|>>=|&&|\|\||==|!=|<=|>=|<<|>>|[-+*/%&|^~!<>?:(),#.])|([^])/gy;

/**
 * The preprocessing tokens of a directive's body whose comments and splices are blanks already; spans are offsets
 * into the file, `base` being that of the first byte. Strings and stray bytes are `junk`.
 */
export function tokenizeExpression(body: string, base: number): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(body); match; match = PATTERN.exec(body)) {
    const [text, name, number, char, string, operator, stray] = match;
    const start = base + match.index;
    const end = start + text.length;
    if (char !== undefined) tokens.push({ kind: 'char', text, start, end });
    else if (name !== undefined) tokens.push({ kind: 'name', text, start, end });
    else if (number !== undefined) tokens.push({ kind: 'number', text, start, end });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text, start, end });
    else if (string !== undefined || stray !== undefined) tokens.push({ kind: 'junk', text, start, end });
    if (PATTERN.lastIndex >= body.length) break;
  }
  return tokens;
}
