import type { Removal } from '../../../edit/edit.js';
import { spanAt } from '../../../text/span.js';
import type { LostMember } from '../../front-end.js';
import { TokenKind, tokenText } from '../syntax/lex.js';
import { maskItem } from '../syntax/mask.js';
import type { Outline, OutlineItem } from '../syntax/outline.js';
import { parseRange } from '../syntax/parser.js';
import { fieldOf, walkNodes } from '../syntax/syntax-node.js';
import { readDeclarations } from '../types/declarations.js';
import { recordOf, reduceTerm } from '../types/reduce-term.js';
import { termOfExpression, type TermScope } from '../types/term-of-expression.js';
import type { Term } from '../types/term.js';
import { designatorAt, openInitializers, termOfDesignated } from './locate-initializer.js';

/**
 * The members that dead code mentions, with their structs, as far as the file alone can tell: no question is asked.
 * @param outline of the original text.
 * @param dead what goes, sorted and disjoint.
 */
export function findLostMembers(outline: Outline, dead: readonly Removal[]): LostMember[] {
  const { tokens } = outline;
  const { text } = tokens;
  const lost = new Map<string, LostMember>();
  const own = readDeclarations(outline);
  const lookUp = (question: string) => own.find(question) ?? null;
  const reduce = (term: Term) => reduceTerm(term, lookUp);
  const add = (name: string, object: Term, cause: string) => {
    const key = recordOf(reduce(object), reduce)?.key ?? '';
    const of = /^(?:struct|union) /.test(key) ? key : null;
    if (of !== null || key === '') lost.set(`${key}.${name}`, { name, of, cause });
  };
  const touched = outline.items.filter((item) => item.body !== null && holdsDead(item, dead));
  for (const item of touched.filter(({ kind }) => kind === 'function')) {
    const { root } = parseRange(maskItem(tokens, item));
    if (!root) continue;
    const scope: TermScope = {
      text,
      start: 0,
      lookUp: () => undefined,
      typeOf: () => undefined,
      locals: new Map(),
    };
    walkNodes(root, (node) => {
      const field = node.type === 'field_expression' ? fieldOf(node, 'field') : undefined;
      const base = fieldOf(node, 'argument');
      const span = field ? spanAt(dead, field.start) : undefined;
      if (field && base && span)
        add(text.slice(field.start, field.end), termOfExpression(scope, base), span.cause);
      return undefined;
    });
  }
  let lists;
  for (const item of touched) {
    for (let i = item.firstToken; i < item.endToken; i++) {
      if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i - 1) !== '.') continue;
      const span = spanAt(dead, tokens.start[i]!);
      if (!span) continue;
      lists ??= openInitializers(tokens, outline.items);
      const designator = designatorAt(lists, i);
      if (designator) add(tokenText(tokens, i), termOfDesignated(lookUp, lists, designator), span.cause);
    }
  }
  return [...lost.values()];
}

function holdsDead(item: OutlineItem, dead: readonly Removal[]): boolean {
  return dead.some((span) => span.start < item.end && item.start < span.end);
}
