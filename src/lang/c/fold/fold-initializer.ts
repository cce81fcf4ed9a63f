import type { Edit } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import { factId } from '../../facts.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import { isBalanced } from './control-flow.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { forwardedBy } from './lost-parameters.js';
import { endWithComment, startWithComment } from './trivia.js';

/**
 * The removal of `[E] = x,` where a rule removes the enumeration constant E, and of `.m = f,` where a rule says that f goes: the object has nothing there from now on. Null for any other
 * element, and where an undecided `#if` cuts the element.
 */
export function removeNamedElement(context: FoldContext, element: SyntaxNode): Edit | null {
  if (element.type !== 'initializer_pair') return null;
  const value = fieldOf(element, 'value');
  const designator = fieldOf(element, 'designator');
  const index = designator?.type === 'subscript_designator' ? namedChildren(designator)[0] : undefined;
  const lost =
    index?.type === 'identifier' ? context.knowledge.values.get(nodeText(context, index)) : undefined;
  if (lost?.what === 'enumerator' && lost.goes && lost.value === null)
    return removeElement(context, element, factId(lost));
  if (!value || designator?.type !== 'field_designator') return null;
  const name = nameIn(context, value);
  const fact = name === null || context.locals.has(name) ? undefined : context.knowledge.values.get(name);
  if (fact?.what !== 'function' || !fact.goes) return null;
  return removeElement(context, element, factId(fact));
}

/** The removal of `.m = p,` where p is a parameter that goes and of which no value is known; null for any other. */
export function removeForwarding(context: FoldContext, element: SyntaxNode): Edit | null {
  const parameter = forwardedBy(context, element);
  return parameter && removeElement(context, element, factId(parameter.fact));
}

/** f of `f`, `&f`, `(type)f` and of these in parentheses. */
function nameIn(context: FoldContext, node: SyntaxNode): string | null {
  let inner: SyntaxNode | undefined = node;
  for (;;) {
    if (!inner) return null;
    if (inner.type === 'identifier') return nodeText(context, inner);
    if (inner.type === 'parenthesized_expression') inner = namedChildren(inner)[0];
    else if (inner.type === 'cast_expression') inner = fieldOf(inner, 'value');
    else if (inner.type === 'pointer_expression' && context.text[inner.start] === '&')
      inner = fieldOf(inner, 'argument');
    else return null;
  }
}

/** Takes an element out of an initializer list with its comma, the comment above it and the one behind it. */
export function removeElement(context: FoldContext, element: Span, cause: string): Edit | null {
  if (!isBalanced(context, element)) return null;
  const { tokens, text } = context;
  let comma = tokenIndexAt(tokens, element.end);
  while (comma < tokens.count && tokens.kind[comma] === TokenKind.Comment) comma++;
  if (comma < tokens.count && tokenText(tokens, comma) === ',') {
    const start = startWithComment(tokens, element.start);
    const end = endWithComment(tokens, tokens.end[comma]!);
    const blanks = /^[ \t]*/.exec(text.slice(end, end + 200))![0].length;
    const isInLine = !/[\r\n]/.test(text[end + blanks] ?? '\n');
    return { start, end: isInLine ? end + blanks : end, text: '', cause };
  }
  // The last one, without a comma: the one before it loses its comma, unless there is none.
  let before = tokenIndexAt(tokens, element.start) - 1;
  while (before >= 0 && tokens.kind[before] === TokenKind.Comment) before--;
  const separated = before >= 0 && tokenText(tokens, before) === ',';
  const sameLine = separated && !text.slice(tokens.end[before], element.start).includes('\n');
  if (sameLine) return { start: tokens.start[before]!, end: element.end, text: '', cause };
  return {
    start: startWithComment(tokens, element.start),
    end: endWithComment(tokens, element.end),
    text: '',
    cause,
  };
}
