import type { Span } from '../../../text/span.js';
import { isConfigTest, soleName, type MacroKnowledge } from './evaluate.js';
import { knownMacrosIn } from './conditions.js';
import { parseExpression, type Expression } from './expression.js';
import { DECIDED } from './merged-symbols.js';
import { simplifyExpression } from './simplify.js';
import type { Term } from './terms.js';

/** What the facts make of a comment beside a directive. */
export type CommentFold =
  /** It mentions no known macro. */
  | { readonly kind: 'untouched' }
  /** It repeats a condition; these are its new bytes, spaces and comment marks as they were. */
  | { readonly kind: 'changed'; readonly expression: Span; readonly text: string; readonly mention: string }
  /** It is a condition that the facts decide. */
  | {
      readonly kind: 'decided';
      readonly expression: Span;
      readonly canonical: string;
      readonly mention: string;
    }
  /** It mentions a known macro in some other way. */
  | { readonly kind: 'opaque'; readonly mention: string };

/** Words that stand before the condition: `#endif // end of CONFIG_A && CONFIG_B`, `#else /* #if CONFIG_A *\/`. */
const LEAD = /^(?:(?:#[ \t]*)?(?:if|elif|else|endif|end of|end)[ \t]+)*(?:(?:#[ \t]*)?(if(n?)def)[ \t]+)?/;

/**
 * Folds a comment that may repeat the condition of its section. Names stand for whether they are defined, as in
 * `CONFIG_A || !CONFIG_B`. `text` is the whole file's. `settle` decides tests that need no known macro.
 */
export function foldComment(
  text: string,
  comment: Span,
  knowledge: MacroKnowledge,
  settle?: (node: Expression) => Expression,
): CommentFold {
  const raw = text.slice(comment.start, comment.end);
  const mention = knownMacrosIn(raw, knowledge)[0] ?? (settle && DECIDED.true);
  if (mention === undefined) return { kind: 'untouched' };
  const opaque: CommentFold = { kind: 'opaque', mention };
  const parts = /^(\/\*+\s*|\/\/+\s*)([^]*?)\s*(?:\*+\/)?$/.exec(raw);
  if (!parts) return mention === DECIDED.true ? { kind: 'untouched' } : opaque;
  const [lead, defined, negation] = LEAD.exec(parts[2]!)!;
  const body = parts[2]!.slice(lead.length);
  const start = comment.start + parts[1]!.length + lead.length;
  const written = parseExpression(body, start);
  const parsed = settle?.(written) ?? written;
  if (mention === DECIDED.true && parsed === written) return { kind: 'untouched' };
  const expression = { start, end: start + body.length };
  const { outcome, notes } = simplifyExpression(parsed, text, knowledge, { namesAreTests: true });
  if (notes.length > 0 || parsed.kind === 'unknown') return opaque;
  switch (outcome.kind) {
    case 'same':
      return opaque;
    case 'constant': {
      const canonical = canonicalCondition(written, text);
      return {
        kind: 'decided',
        expression,
        canonical: negation === 'n' ? negate(canonical) : canonical,
        mention,
      };
    }
    case 'changed':
      if (defined !== undefined) return opaque;
      // One name alone loses the defined() around it, as in #ifdef.
      return {
        kind: 'changed',
        expression,
        text: outcome.term.test ? spellForComment(outcome.term, false) : outcome.term.text,
        mention,
      };
  }
}

/**
 * A condition in one spelling, so that `defined(A) && !B` of a directive and `A && !B` of a comment compare equal.
 */
export function canonicalCondition(node: Expression, text: string): string {
  switch (node.kind) {
    case 'defined':
      return node.name;
    case 'call': {
      const argument = soleName(node.arguments);
      if (argument !== undefined && isConfigTest(node.name)) return argument;
      return text.slice(node.start, node.end).replace(/\s/g, '');
    }
    case 'parenthesized':
      return canonicalCondition(node.inner, text);
    case 'unary':
      if (node.operator === '!') return negate(canonicalCondition(node.operand, text));
      return text.slice(node.start, node.end).replace(/\s/g, '');
    case 'logical':
      return `(${node.operands.map((operand) => canonicalCondition(operand, text)).join(node.operator)})`;
    default:
      return text.slice(node.start, node.end).replace(/\s/g, '');
  }
}

/** The canonical form of the opposite. */
export function negate(canonical: string): string {
  return canonical.startsWith('!') ? canonical.slice(1) : `!${canonical}`;
}

/** How a comment spells a condition: `CONFIG_A && !CONFIG_B`, on one line. */
export function spellForComment(term: Term, isNegated: boolean): string {
  if (term.test) return term.test.isDefined === isNegated ? `!${term.test.name}` : term.test.name;
  const text = term.text
    .replace(/\\[ \t]*\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(
      /\bdefined(?:\s*\(\s*([\w$]+)\s*\)|\s+([\w$]+))/g,
      (_, inner?: string, bare?: string) => inner ?? bare ?? '',
    );
  return isNegated ? `!(${text})` : text;
}
