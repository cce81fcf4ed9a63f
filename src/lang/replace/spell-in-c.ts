import { append } from '../../text/append.js';
import type { Edit } from '../../edit/edit.js';
import { mergeSpans, spanAt, type Span } from '../../text/span.js';
import { conditionOf } from '../c/cpp/conditions.js';
import { nameOf, scanDirectives, type Directive } from '../c/cpp/directives.js';
import { soleName } from '../c/cpp/evaluate.js';
import type { Expression } from '../c/cpp/expression.js';
import { findProse } from '../rename/prose.js';
import type { Replacement } from './replacement.js';
import {
  DEFINED,
  ENABLED,
  enclose,
  shapeOf,
  spell,
  spellOpposite,
  WORDS,
  type Shape,
  type Spelling,
} from './spell-expression.js';
import { needsParentheses } from './spell-in-kconfig.js';

/** Macros that are 1 where a bool is y. */
const TESTS = ['IS_ENABLED', 'IS_BUILTIN', 'IS_REACHABLE', '__is_defined', 'config_enabled'];

/** Writes the expression into conditional directives, their comments, and IS_ENABLED() of a C-like file. */
export function spellInC(_path: string, text: string, replacement: Replacement, cause: string): Edit[] {
  const macro = `CONFIG_${replacement.name}`;
  if (!text.includes(macro)) return [];
  const edits: Edit[] = [];
  const { directives } = scanDirectives(text);
  const conditionals = directives.filter(
    (one) => one.kind === 'else' || one.kind === 'endif' || conditionOf(text, one),
  );
  for (const directive of conditionals) {
    append(edits, spellDirective(text, directive, macro, replacement, cause));
    for (const comment of directive.comments)
      append(edits, spellComment(text, comment, macro, replacement, cause));
  }
  const spans = conditionals.map(({ hash, end }): Span => ({ start: hash, end }));
  const { comments, strings } = findProse('c', text);
  const skipped = mergeSpans([...spans, ...comments, ...strings]);
  return [...edits, ...spellCode(text, macro, replacement, cause, skipped)];
}

function spellDirective(
  text: string,
  directive: Directive,
  macro: string,
  { expression }: Replacement,
  cause: string,
): Edit[] {
  const { keyword, body, kind } = directive;
  if (kind === 'ifdef' || kind === 'ifndef' || kind === 'elifdef' || kind === 'elifndef') {
    if (nameOf(text, directive) !== macro) return [];
    const isNegated = kind.endsWith('ndef');
    return [
      {
        start: keyword.start,
        end: body.end,
        text: spellTest(kind, text.slice(keyword.end, body.start)),
        cause,
      },
    ];

    function spellTest(own: string, gap: string): string {
      const spelled = isNegated ? spellOpposite(expression, DEFINED) : spell(expression, DEFINED);
      const single = /^(!?)defined\((\w+)\)$/.exec(spelled);
      if (single && own.startsWith('if'))
        return `${single[1] === '!' ? 'ifndef' : 'ifdef'}${gap}${single[2]!}`;
      return `${own.startsWith('el') ? 'elif' : 'if'}${gap}${spelled}`;
    }
  }
  const condition = conditionOf(text, directive);
  const edits: Edit[] = [];
  if (condition) visit(condition, 'symbol');
  return edits;

  function write(node: Expression, spelling: Spelling, isNegated: boolean, around: Shape): void {
    const shape = isNegated ? (shapeOf(expression) === 'not' ? 'symbol' : 'not') : shapeOf(expression);
    const spelled = isNegated ? spellOpposite(expression, spelling) : spell(expression, spelling);
    edits.push({
      start: node.start,
      end: node.end,
      text: enclose(spelled, needsParentheses(shape, around)),
      cause,
    });
  }

  /** Only where the truth of a node is all that counts. */
  function visit(node: Expression, around: Shape): void {
    const spelling = testOf(node, macro);
    if (spelling) {
      write(node, spelling, false, around);
      return;
    }
    switch (node.kind) {
      case 'parenthesized':
        visit(node.inner, 'symbol');
        break;
      case 'unary': {
        if (node.operator !== '!') break;
        const inner = testOf(node.operand, macro);
        if (inner) write(node, inner, true, around);
        else visit(node.operand, 'not');
        break;
      }
      case 'logical':
        for (const operand of node.operands) visit(operand, node.operator === '&&' ? 'and' : 'or');
        break;
      default:
        break;
    }
  }
}

/** How the test of the symbol that a node is spells another symbol. */
function testOf(node: Expression, macro: string): Spelling | undefined {
  if ((node.kind === 'defined' || node.kind === 'name') && node.name === macro) return DEFINED;
  return node.kind === 'call' && TESTS.includes(node.name) && soleName(node.arguments) === macro
    ? ENABLED
    : undefined;
}

/** A comment that is the symbol's name, or its opposite, and nothing else. */
function spellComment(
  text: string,
  comment: Span,
  macro: string,
  { expression }: Replacement,
  cause: string,
): Edit[] {
  const raw = text.slice(comment.start, comment.end);
  const at = raw.search(new RegExp(`(?<=^(?:/\\*+|//+)\\s*)!?${macro}(?=\\s*(?:\\*+/)?$)`));
  if (at < 0) return [];
  const isNegated = raw[at] === '!';
  const start = comment.start + at;
  const end = start + macro.length + (isNegated ? 1 : 0);
  const spelled = isNegated ? spellOpposite(expression, WORDS) : spell(expression, WORDS);
  return [{ start, end, text: spelled, cause }];
}

/** IS_ENABLED(CONFIG_OLD) in code, with the parentheses that it may need. */
function spellCode(
  text: string,
  macro: string,
  { expression }: Replacement,
  cause: string,
  skipped: readonly Span[],
): Edit[] {
  const edits: Edit[] = [];
  const pattern = new RegExp(`(![ \\t]*)?\\b(?:${TESTS.join('|')})\\([ \\t]*${macro}[ \\t]*\\)`, 'g');
  for (const { index, 0: found, 1: not } of text.matchAll(pattern)) {
    if (spanAt(skipped, index)) continue;
    const isNegated = not !== undefined;
    const spelled = isNegated ? spellOpposite(expression, ENABLED) : spell(expression, ENABLED);
    const shape = isNegated && shapeOf(expression) !== 'not' ? 'not' : shapeOf(expression);
    const isJoint = !isNegated && (shape === 'and' || shape === 'or');
    const wants = isJoint && !standsAlone(text, index, index + found.length);
    edits.push({ start: index, end: index + found.length, text: enclose(spelled, wants), cause });
  }
  return edits;
}

/** Whether what stands in [start, end) is all there is in a pair of parentheses, an assignment or a return. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const after = text.slice(end, end + 200);
  return (
    (before.trimEnd().endsWith('(') && after.trimStart().startsWith(')')) ||
    (/(?:\breturn|[^=!<>]=)$/.test(before.trimEnd()) && after.trimStart().startsWith(';'))
  );
}
