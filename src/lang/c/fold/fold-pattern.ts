import { applyEdits } from '../../../edit/apply-edits.js';
import type { Edit } from '../../../edit/edit.js';
import { factId } from '../../facts.js';
import { walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { isRest, orderRules, variableAt, type CallRule, type PatternText } from './call-pattern.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { foldExpression, type Want } from './fold-expression.js';
import { folded, untouched, writeFolded, type Folded } from './folded.js';
import { constantOfText, FALSE } from './constants.js';
import { matchCall, type Bindings } from './match-call.js';
import { Binding, bindingOf, operandPlace, operatorOf, standsIn, unwrapFor } from './precedence.js';
import { isPure } from './purity.js';
import { rewriteAround, type Piece } from './rewrite-around.js';

/**
 * Folds a call that a rule's pattern describes; undefined where none does, or where the call must stay as it is.
 * Arguments keep their text; what is put around them is the template's.
 */
export function foldPattern(
  context: FoldContext,
  node: SyntaxNode,
  name: string,
  want: Want,
  place: number,
): Folded | undefined {
  const facts = context.locals.has(name) ? undefined : context.knowledge.patterns.get(name);
  if (!facts) return undefined;
  const rules = orderRules(facts);
  for (const rule of rules) {
    const bindings = matchCall(context, rule.pattern, node);
    if (bindings) return foldMatch(context, node, rule, bindings, want, place);
  }
  const general = rules.find(({ pattern }) => pattern.isGeneral);
  if (general)
    report(context, node, 'no-pattern', 'no pattern of the rule fits this call', factId(general.fact));
  return undefined;
}

function foldMatch(
  context: FoldContext,
  node: SyntaxNode,
  { fact, pattern, template }: CallRule,
  bindings: Bindings,
  want: Want,
  place: number,
): Folded | undefined {
  const cause = factId(fact);
  const bound = [...pattern.variables].map((name) => bindings.get(name) ?? []);
  const uses = template ? variablesOf(template) : [];
  const times = (name: string) => uses.filter((use) => use.name === name).length;
  const impure = [...pattern.variables].filter((name) =>
    bindings.get(name)?.some((part) => !isPure(context, part)),
  );
  const constant = template && uses.length === 0 ? constantOfText(template.text) : null;
  if (template === null && want !== 'nothing') {
    report(context, node, 'value-needed', 'the call goes, but its value is used', cause);
    return undefined;
  }
  if (template === null || constant !== null) {
    const effects = bound.flat().filter((part) => !isPure(context, part));
    const value = want === 'nothing' ? FALSE : constant;
    const isTruth = /^(?:true|false)$/.test(template?.text ?? '');
    const text = isTruth || want === 'nothing' ? null : (template?.text ?? null);
    return folded(node, [cause], { value, text, effects });
  }
  const misused = impure.find(
    (name) => times(name) !== 1 || uses.some((use) => use.name === name && use.mayNotRun),
  );
  if (misused !== undefined) {
    const message = `${misused.replace('$$', '$...')} has side effects, and would not be evaluated just once`;
    report(context, node, 'side-effects', message, cause);
    return undefined;
  }
  const edits = writeTemplate(context, node, template, bindings, place, cause);
  return edits.length > 0 ? folded(node, [cause], { edits }) : untouched(node);
}

interface VariableUse {
  readonly node: SyntaxNode;
  readonly name: string;
  /** What the template asks of the expression put there. */
  readonly place: number;
  /** It stands where it may not be evaluated: behind && or ?, within sizeof. */
  readonly mayNotRun: boolean;
}

/** The variables of a template, in order. */
function variablesOf(template: PatternText): VariableUse[] {
  const uses: VariableUse[] = [];
  walkNodes(template.root, (node) => {
    const name = variableAt(template.text, node);
    if (name === null) return true;
    let mayNotRun = false;
    for (let part: SyntaxNode = node; part !== template.root && part.parent; part = part.parent) {
      const { parent } = part;
      const isSecond = part.field === 'right' && /^(?:&&|\|\|)$/.test(operatorOf(parent));
      const isBranch = parent.type === 'conditional_expression' && part.field !== 'condition';
      if (isSecond || isBranch || /^(?:sizeof|alignof)_expression$/.test(parent.type)) mayNotRun = true;
    }
    const place = node === template.root ? 0 : placeOf(node);
    uses.push({ node, name, place, mayNotRun });
    return true;
  });
  return uses.sort((a, b) => a.node.start - b.node.start);
}

/** What the place of a template's node asks of what is put there (see precedence.ts). */
function placeOf(node: SyntaxNode): number {
  const parent = node.parent!;
  switch (parent.type) {
    case 'argument_list':
    case 'initializer_list':
      return Binding.Assignment;
    case 'parenthesized_expression':
      return 0;
    case 'subscript_expression':
      return node.field === 'index' ? 0 : Binding.Primary;
    case 'field_expression':
    case 'call_expression':
      return Binding.Primary;
    case 'binary_expression':
      return operandPlace(operatorOf(parent));
    case 'assignment_expression':
      return node.field === 'right' ? Binding.Assignment : Binding.Unary;
    case 'conditional_expression':
      return Binding.Or;
    case 'comma_expression':
      return Binding.Assignment;
    default:
      return Binding.Unary;
  }
}

function writeTemplate(
  context: FoldContext,
  node: SyntaxNode,
  template: PatternText,
  bindings: Bindings,
  place: number,
  cause: string,
): Edit[] {
  const pieces: Piece[] = [];
  const edits: Edit[] = [];
  let at = 0;
  const isBare = bindingOf(template.root) === Binding.Primary || standsIn(bindingOf(template.root), place);
  // The template's root may itself be a variable: its own place is that of the call then.
  const isVariable = variableAt(template.text, template.root) !== null;
  if (!isBare) pieces.push({ text: '(' });
  for (const use of variablesOf(template)) {
    pieces.push({ text: template.text.slice(at, use.node.start) });
    at = use.node.end;
    const parts = bindings.get(use.name) ?? [];
    const asked = isVariable ? place : use.place;
    parts.forEach((bound, i) => {
      const part = isArgument(bound) ? bound : unwrapFor(bound, asked);
      if (i > 0) pieces.push({ text: ', ' });
      const isOpen = asked > Binding.Assignment && isParameterOfMacro(context, part);
      const needsParens = (isOpen || !standsIn(bindingOf(part), asked)) && !isRest(use.name);
      if (needsParens) pieces.push({ text: '(' });
      const inner = foldExpression(context, part, 'value', needsParens ? 0 : asked);
      const own = writeFolded(context, inner, needsParens ? 0 : asked, 'bool');
      edits.push(...own);
      pieces.push({ span: part, text: textAfter(context, part, own) });
      if (needsParens) pieces.push({ text: ')' });
    });
    // `f(a, $...rest)` with nothing for the rest: its comma goes.
    if (parts.length === 0) at = dropComma(template.text, pieces, at);
  }
  pieces.push({ text: template.text.slice(at) + (isBare ? '' : ')') });
  const around = rewriteAround(context.text, node, pieces, cause);
  return around.keepsParts
    ? [...around.edits, ...edits].sort((a, b) => a.start - b.start)
    : [...around.edits];
}

/** A whole argument keeps the parentheses that its author gave it; elsewhere they may be there for the place alone. */
const isArgument = (node: SyntaxNode): boolean => node.parent?.type === 'argument_list';

/** What a macro is given may be any expression. */
function isParameterOfMacro(context: FoldContext, node: SyntaxNode): boolean {
  return (
    context.isMacro === true && node.type === 'identifier' && context.locals.has(nodeText(context, node))
  );
}

function textAfter(context: FoldContext, part: SyntaxNode, edits: readonly Edit[]): string {
  const shifted = edits.map((edit) => ({
    ...edit,
    start: edit.start - part.start,
    end: edit.end - part.start,
  }));
  return applyEdits(nodeText(context, part), shifted).replace(/\s*\\?\r?\n\s*/g, ' ');
}

/** Takes the comma before or behind an empty rest out. @returns where the template goes on. */
function dropComma(template: string, pieces: Piece[], at: number): number {
  const last = pieces.at(-1);
  const before = last && /,\s*$/.exec(last.text);
  if (last && !last.span && before) {
    pieces[pieces.length - 1] = { text: last.text.slice(0, before.index) };
    return at;
  }
  return at + (/^\s*,\s*/.exec(template.slice(at))?.[0].length ?? 0);
}
