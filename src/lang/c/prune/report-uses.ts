import { spanAt, type Span } from '../../../text/span.js';
import { factId, type Leftover, type UnusedFact } from '../../facts.js';
import { traceProbes } from '../../tracepoint-words.js';
import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';

/**
 * The uses of a thing that a rule removes which no fold deals with: a type that is still named, a trace event that a
 * probe is registered for.
 * @param gone what goes with it, sorted and disjoint.
 */
export function reportUses(
  path: string,
  tokens: Tokens,
  fact: UnusedFact,
  gone: readonly Span[],
): Leftover[] {
  const { what, name, spelled } = fact;
  const cause = factId(fact);
  const leftovers: Leftover[] = [];
  const add = (i: number, code: string, message: string) => {
    const offset = tokens.start[i]!;
    if (!spanAt(gone, offset)) leftovers.push({ code, path, offset, message, cause });
  };
  if (what === 'tracepoint') {
    const probes = new Set(traceProbes(name));
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i] === TokenKind.Identifier && probes.has(tokenText(tokens, i)))
        add(i, 'tracepoint-in-use', `${tokenText(tokens, i)} needs the trace event ${name}, which is gone`);
    }
  }
  if (what === 'type' && spelled !== undefined) {
    const [keyword] = spelled === name ? [undefined] : spelled.split(' ');
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i) !== name) continue;
      const before = i > 0 ? tokenText(tokens, i - 1) : '';
      if (keyword === undefined ? !/^(?:\.|->|struct|union|enum|goto)$/.test(before) : before === keyword)
        add(i, 'type-in-use', `${spelled} is gone, but this names it`);
    }
  }
  return leftovers;
}
