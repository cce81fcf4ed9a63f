import type { Edit } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import { factId } from '../../facts.js';
import { lex, tokenIndexAt } from '../syntax/lex.js';
import { maskFragment } from '../syntax/mask.js';
import type { MacroItem, Outline } from '../syntax/outline.js';
import { parseRange } from '../syntax/parser.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { isGoneCall } from '../members/fold-member.js';
import type { FoldContext } from './fold-context.js';
import { foldExpression } from './fold-expression.js';
import { foldFunction } from './fold-function.js';
import { foldList } from './fold-list.js';
import type { Mention } from './find-mentions.js';
import { isCausedConstant, isChanged, writeFolded } from './folded.js';
import { Binding } from './precedence.js';
import { leaveOwnCalls } from './own-patterns.js';
import { literalEdit } from './literal-words.js';
import { resolveChanges } from './resolve-changes.js';
import { keepContinuation, widen } from './vanish-macros.js';

/**
 * Folds the bodies of #defines that mention a fact. A body is read as an expression or as statements; one that is
 * neither is a leftover. Its parameters may stand for anything, so only what C sees as a whole is touched.
 */
export function foldMacroBodies(file: FoldContext, outline: Outline, mentions: readonly Mention[]): void {
  const own = mentions.filter((m) => m.inDirective);
  let at = 0;
  for (const macro of outline.macros) {
    const inside: Mention[] = [];
    while (at < own.length && own[at]!.start < macro.end) {
      const mention = own[at++]!;
      if (mention.start >= macro.body.start && mention.end <= macro.body.end) inside.push(mention);
    }
    if (inside.length > 0 && macro.kind === 'define') foldMacro(file, macro, inside);
  }
}

function foldMacro(file: FoldContext, macro: MacroItem, mentions: readonly Mention[]): void {
  const changes: Edit[] = [];
  const tokens = lex(file.text, macro.body.start, macro.body.end);
  const context: FoldContext = {
    ...leaveOwnCalls(file, [macro.name], mentions),
    tokens,
    changes,
    shifts: [],
    heads: [],
    usesBool: false,
    isMacro: true,
    locals: new Set(macro.parameters ?? []),
    local: null,
  };
  if (!foldBody(context, macro)) {
    for (const m of mentions) {
      const edit = literalEdit(tokens, tokenIndexAt(tokens, m.start), file.knowledge);
      if (edit) {
        file.changes.push(edit);
        continue;
      }
      const message = 'stands in a macro body that is neither an expression nor statements';
      file.leftovers.push({ code: 'macro-body', path: file.path, offset: m.start, message, cause: m.cause });
    }
    return;
  }
  const own = resolveChanges(changes).map((edit) => within(macro.body, edit));
  file.changes.push(...own.map((edit) => keepContinuation(file.text, macro, edit)));
}

/** The part of an edit that lies in the body: what ends its last statement for the parser isn't there. */
function within({ end }: Span, edit: Edit): Edit {
  if (edit.end <= end) return edit;
  return { ...edit, start: Math.min(edit.start, end), end };
}

function foldBody(context: FoldContext, macro: MacroItem): boolean {
  const masked = maskFragment(context.tokens, macro.body, context.shells);
  const asExpression = parseRange(masked, 'int x = ', '\n;').root;
  const declarator = asExpression && single(asExpression, 'declaration');
  const value = declarator && fieldOf(declarator, 'declarator');
  const expression = value?.type === 'init_declarator' ? fieldOf(value, 'value') : undefined;
  if (expression?.start === macro.body.start) {
    foldExpressionBody(context, expression);
    return true;
  }
  const asStatements = parseRange(masked, 'void f(){ ', '\n;}').root;
  const body = asStatements && single(asStatements, 'function_definition');
  const block = body && fieldOf(body, 'body');
  if (block) {
    foldList(context, block);
    return true;
  }
  // A macro that defines functions.
  const unit = parseRange(masked).root;
  const functions = unit ? namedChildren(unit).filter((node) => node.type === 'function_definition') : [];
  if (!unit || functions.length === 0) return false;
  for (const node of functions) foldFunction(context, node);
  return true;
}

/**
 * A body that is a call of nothing becomes an empty statement, since the macro may be used as one; where nothing stood
 * there all along, it may be an attribute as well, and becomes nothing.
 */
function foldExpressionBody(context: FoldContext, expression: SyntaxNode): void {
  const isBare = expression.type !== 'parenthesized_expression';
  const nothing = foldExpression(context, expression, 'nothing', 0);
  const isNothing = isDoneNothing(context, nothing.causes) || isGoneCall(context, expression);
  if (isCausedConstant(nothing) && nothing.effects.length === 0 && isNothing) {
    const { start, end } = expression;
    const cause = nothing.causes[0]!;
    if (isEmpty(context, nothing.causes))
      context.changes.push({ ...widen(context.text, start, end), text: '', cause });
    else context.changes.push({ start, end, text: 'do { } while (0)', cause });
    return;
  }
  // Uses of the macro count on a call, which binds tighter than anything around it.
  const isCall = expression.type === 'call_expression';
  const f = foldExpression(
    context,
    expression,
    'value',
    isCall ? Binding.Primary : isBare ? Binding.Assignment : 0,
  );
  if (isChanged(f))
    context.changes.push(...writeFolded(context, f, isBare ? Binding.Assignment : Binding.Primary, 'int'));
}

/** Whether the facts all say that a call does nothing and has no value. */
function isDoneNothing(context: FoldContext, causes: readonly string[]): boolean {
  const facts = [...context.knowledge.values.values()].filter(({ value }) => value === null).map(factId);
  return causes.every((cause) => facts.includes(cause));
}

/** Whether the facts are all about macros without a body. */
function isEmpty(context: FoldContext, causes: readonly string[]): boolean {
  const empty = [...context.knowledge.values.values()].filter((fact) => fact.isEmpty).map(factId);
  return causes.every((cause) => empty.includes(cause));
}

function single(root: SyntaxNode, type: string): SyntaxNode | null {
  const parts = namedChildren(root);
  return parts.length === 1 && parts[0]!.type === type ? parts[0]! : null;
}
