import { forgetOutlines, makeOutline } from '../syntax/outline.js';
import { TokenKind, tokenText } from '../syntax/lex.js';
import { nextToken } from '../syntax/outline.js';
import { readShape } from '../types/read-shape.js';
import type { Term } from '../types/term.js';
import { findBodies } from './find-bodies.js';
import { suggestsGivenLayout } from './given-layout.js';

/** A struct's or union's definition that declares a member. */
export interface MemberDescription {
  readonly offset: number;
  /** Its type, for all that this text knows. */
  readonly term: Term;
  /**
   * Something suggests that hardware, a protocol, firmware or a file gives the layout: fixed widths (by names in
   * capitals, too, as specifications have them), bit-fields, packing, members that only keep a place.
   */
  readonly isLayoutGiven: boolean;
}

/** A member, and its struct or union. */
export interface MemberName {
  readonly of: string;
  readonly name: string;
}

/** How a text declares a member of the struct or union `key`: once for each definition. */
export function describeMember(text: string, key: string, name: string): MemberDescription[] {
  const { tokens } = makeOutline(text);
  const found: MemberDescription[] = [];
  for (const body of findBodies(tokens)) {
    const term = body.key === key ? readShape(tokens, body.open, body.close).members.get(name) : undefined;
    if (!term) continue;
    let isLayoutGiven = false;
    let offset = tokens.start[body.open]!;
    // Attributes may stand before the brace, within, and up to the semicolon.
    const end = nextToken(tokens, body.close + 1);
    for (let i = Math.max(0, body.open - 6); i <= Math.min(end + 2, tokens.count - 1); i++) {
      const word = tokenText(tokens, i);
      if (i > body.open && i < body.close && suggestsGivenLayout(word)) isLayoutGiven = true;
      if ((i <= body.open || i >= body.close) && /packed|aligned|randomize_layout|^attribute/.test(word))
        isLayoutGiven = true;
      if (tokens.kind[i] === TokenKind.Identifier && word === name && i > body.open && i < body.close)
        offset = tokens.start[i]!;
    }
    found.push({ offset, term, isLayoutGiven });
  }
  forgetOutlines();
  return found;
}
