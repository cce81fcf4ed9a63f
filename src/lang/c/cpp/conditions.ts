import { bodyText, nameOf, type Directive } from './directives.js';
import { isConfigTest, macrosReadBy, type MacroKnowledge } from './evaluate.js';
import { parseExpression, type Expression } from './expression.js';
import { isTruthy } from './integer.js';
import { DECIDED } from './merged-symbols.js';
import { simplifyExpression, type FoldNote } from './simplify.js';
import { termOf, type Term } from './terms.js';

export type Verdict = 'true' | 'false' | 'unknown';

/** A condition under what is known. */
export interface FoldedCondition {
  readonly verdict: Verdict;
  /** A known macro that it mentions; undefined where it mentions none. */
  readonly mention: string | undefined;
  /** What the condition is in the end, for an unknown verdict. */
  readonly term: Term;
  readonly isChanged: boolean;
  readonly notes: readonly FoldNote[];
}

/** The known macros that the text's identifiers name or that its config tests read, in order. */
export function knownMacrosIn(text: string, knowledge: MacroKnowledge): string[] {
  const known: string[] = [];
  let test: string | undefined;
  for (const match of text.matchAll(/[A-Za-z_$\x80-\xff][\w$\x80-\xff]*/g)) {
    const [word] = match;
    const names = test === undefined ? [word] : [word, ...macrosReadBy(test, word)];
    test = isConfigTest(word) ? word : undefined;
    const mention = names.find((name) => knowledge.valueOf(name));
    if (mention !== undefined) known.push(mention);
  }
  return known;
}

/** The condition of an `#if`, `#elif` or one of their `def` forms; undefined for other directives. */
export function conditionOf(text: string, directive: Directive): Expression | undefined {
  const { start, end } = directive.body;
  switch (directive.kind) {
    case 'if':
    case 'elif': {
      const body = bodyText(text, directive);
      // A splice inside a token would fall apart as blanks do: `CONFIG_A\` + newline + `_B` is one name.
      const raw = directive.spliced ? text.slice(start, end) : '';
      if (/[\w$]\\[ \t\f\v\0]*\r?\n[\w$]/.test(raw)) {
        return { kind: 'unknown', tokens: parseTokensOf(raw, start), start, end };
      }
      return parseExpression(body, start);
    }
    case 'ifdef':
    case 'elifdef':
    case 'ifndef':
    case 'elifndef': {
      const name = nameOf(text, directive);
      if (name === '') return { kind: 'unknown', tokens: [], start, end };
      const test: Expression = { kind: 'defined', name, start, end };
      if (directive.kind === 'ifdef' || directive.kind === 'elifdef') return test;
      return { kind: 'unary', operator: '!', operand: test, start, end };
    }
    default:
      return undefined;
  }
}

/** The names of a text with splices inside tokens, joined, so that a mention is found. */
function parseTokensOf(raw: string, start: number): Extract<Expression, { kind: 'unknown' }>['tokens'] {
  const joined = raw.replace(/\\[ \t\f\v\0]*\r?\n/g, '');
  return [...joined.matchAll(/[A-Za-z_$]\w*/g)].map(([text]) => ({
    kind: 'name',
    text,
    start,
    end: start + text.length,
  }));
}

/**
 * Folds the condition of a directive; undefined where it has none (`#else`, `#endif`, …).
 * @param settle decides tests that need no known macro, see merged-symbols.ts.
 */
export function foldCondition(
  text: string,
  directive: Directive,
  knowledge: MacroKnowledge,
  settle?: (node: Expression) => Expression,
): FoldedCondition | undefined {
  const written = conditionOf(text, directive);
  if (!written) return undefined;
  const expression = settle?.(written) ?? written;
  const untouched = { term: termOfCondition(text, directive, written), isChanged: false };
  const raw = text.slice(directive.body.start, directive.body.end);
  const mention =
    (expression === written ? undefined : DECIDED.true) ??
    knownMacrosIn(bodyText(text, directive), knowledge)[0] ??
    (directive.spliced ? knownMacrosIn(raw.replace(/\\[ \t\f\v\0]*\r?\n/g, ''), knowledge)[0] : undefined);
  if (mention === undefined) return { verdict: 'unknown', mention, ...untouched, notes: [] };
  const { outcome, notes } = simplifyExpression(expression, text, knowledge);
  switch (outcome.kind) {
    case 'constant':
      return { verdict: isTruthy(outcome.value) ? 'true' : 'false', mention, ...untouched, notes };
    case 'changed':
      return { verdict: 'unknown', mention, term: outcome.term, isChanged: true, notes };
    case 'same':
      return { verdict: 'unknown', mention, ...untouched, notes };
  }
}

/** `#ifdef X` has the text `X` but is the condition `defined(X)`. */
function termOfCondition(text: string, directive: Directive, expression: Expression): Term {
  const term = termOf(expression, text);
  if (directive.kind === 'if' || directive.kind === 'elif') return term;
  const name = nameOf(text, directive);
  const spelled = expression.kind === 'unary' ? `!defined(${name})` : `defined(${name})`;
  return { ...term, text: spelled };
}
