import { spanAt, type Span } from '../../../text/span.js';
import { blankSpans } from '../../../edit/blank-spans.js';
import type { Edit, Removal } from '../../../edit/edit.js';
import type { CNameKind } from '../../facts.js';
import { hasEntry, statementsOf } from '../fold/control-flow.js';
import { endWithComment, statementWithComment } from '../fold/trivia.js';
import type { Tokens } from '../syntax/lex.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import {
  fieldOf,
  namedChildren,
  someNode,
  tokenOf,
  walkNodes,
  type SyntaxNode,
} from '../syntax/syntax-node.js';
import { causeOfEmptiness } from './cause-of-emptiness.js';
import { widenStores } from './widen-stores.js';
import { isLive, wordsIn, type Word } from './word-index.js';

/** A function's names, read once from the syntax tree of its original text. */
export interface FunctionNames {
  readonly node: SyntaxNode;
  readonly locals: readonly Local[];
  readonly labels: readonly SyntaxNode[];
}

interface Local {
  readonly what: 'local' | 'parameter';
  readonly name: string;
  readonly identifier: Span;
  readonly declarator: SyntaxNode;
  readonly declaration: SyntaxNode;
  readonly scope: SyntaxNode;
}

export interface PrunedName {
  readonly what: CNameKind;
  readonly name: string;
  readonly offset: number;
  readonly because: readonly string[];
  readonly spans: readonly Span[];
}

export interface FunctionView {
  readonly text: string;
  readonly tokens: Tokens;
  readonly words: readonly Word[];
  readonly dead: readonly Removal[];
  /** Names that dead code mentions. */
  readonly dropped: ReadonlyMap<string, string>;
  readonly written: ReadonlySet<string>;
  /** Texts that take the place of others. */
  readonly replacements: readonly Edit[];
  /** Undecided conditional directives. */
  readonly conditionals: readonly Span[];
  /** Calls that must be vouched for before the expression can go; null if it has an effect of its own. */
  readonly unknownCallees: (node: SyntaxNode) => readonly string[] | null;
  /** Names that a macro body of this file mentions: a macro may use a local behind our back. */
  readonly inMacros: ReadonlySet<string>;
}

export function readFunctionNames(text: string, node: SyntaxNode): FunctionNames {
  const locals: Local[] = [];
  const labels: SyntaxNode[] = [];
  walkNodes(node, (part) => {
    if (part.type === 'labeled_statement') labels.push(part);
    if (part.type === 'declaration' && part.parent && part.parent.type !== 'for_statement') {
      const scope = enclosingBlock(part);
      for (const declarator of part.children) {
        if (declarator.field !== 'declarator' || !scope) continue;
        const identifier = declaredIdentifier(declarator);
        if (!identifier) continue;
        const name = text.slice(identifier.start, identifier.end);
        locals.push({ what: 'local', name, identifier, declarator, declaration: part, scope });
      }
    }
    return undefined;
  });
  return { node, locals: [...locals, ...readParameters(text, node)], labels };
}

/** The parameters, which stay when nothing reads them any more; what is only stored into them need not. */
function readParameters(text: string, node: SyntaxNode): Local[] {
  let inner = fieldOf(node, 'declarator');
  while (inner && inner.type !== 'function_declarator') inner = fieldOf(inner, 'declarator');
  const list = inner && fieldOf(inner, 'parameters');
  return (list ? namedChildren(list) : []).flatMap((declaration): Local[] => {
    const declarator = fieldOf(declaration, 'declarator');
    const identifier = declarator && declaredIdentifier(declarator);
    if (!identifier) return [];
    const name = text.slice(identifier.start, identifier.end);
    return [{ what: 'parameter', name, identifier, declarator, declaration, scope: node }];
  });
}

function enclosingBlock(node: SyntaxNode): SyntaxNode | null {
  let up = node.parent;
  while (up && up.type !== 'compound_statement') up = up.parent;
  return up;
}

function declaredIdentifier(declarator: SyntaxNode): SyntaxNode | null {
  let inner: SyntaxNode | undefined = declarator;
  while (inner && inner.type !== 'identifier') {
    inner =
      fieldOf(inner, 'declarator') ??
      (inner.type === 'parenthesized_declarator' ? namedChildren(inner)[0] : undefined);
  }
  return inner ?? null;
}

/** Labels that lost their last jump, and the code behind them that nothing reaches now. */
export function pruneLabels(view: FunctionView, names: FunctionNames): PrunedName[] {
  const pruned: PrunedName[] = [];
  for (const node of names.labels) {
    const label = fieldOf(node, 'label');
    const colon = tokenOf(node, ':');
    if (!label || !colon || spanAt(view.dead, label.start)) continue;
    const name = view.text.slice(label.start, label.end);
    if (!view.dropped.has(name)) continue;
    const mentions = wordsIn(view.words, names.node).filter(
      (w) => w.name === name && w.start !== label.start && !w.isMember && !isCalled(view.text, w),
    );
    const because = causesOf(view, mentions);
    if (because.length === 0 || mentions.some((w) => isLive(w, view.dead)) || view.inMacros.has(name))
      continue;
    const statement = namedChildren(node).at(-1);
    if (/^\s*__\w+/.test(view.text.slice(colon.end, colon.end + 40)) || !statement) continue;
    const isEmpty = statement.type === 'expression_statement' && namedChildren(statement).length === 0;
    const spans: Span[] = [{ start: label.start, end: isEmpty ? statement.end : colon.end }];
    const unreachable = followsJump(view, label.start) ? unreachableFrom(view, node, statement) : null;
    if (unreachable) spans.push(unreachable, ...finalReturn(view, names, label.start, unreachable.end));
    pruned.push({ what: 'label', name, offset: label.start, because, spans });
  }
  return pruned;
}

/** What is called is no label. */
const isCalled = (text: string, { start, name }: Word): boolean =>
  /^\s*\(/.test(text.slice(start + name.length, start + name.length + 80));

/** Whether the live token before the offset ends a jump that stands on its own in the same block. */
function followsJump(view: FunctionView, offset: number): boolean {
  const { tokens } = view;
  const previous = (i: number): number => {
    let j = i - 1;
    while (j >= 0 && (tokens.kind[j] === TokenKind.Comment || spanAt(view.dead, tokens.start[j]!))) j--;
    return j;
  };
  let i = previous(tokenIndexAt(tokens, offset));
  if (i < 0 || tokenText(tokens, i) !== ';') return false;
  let depth = 0;
  for (let j = previous(i); j >= 0; j = previous(j)) {
    if (tokens.kind[j] === TokenKind.Directive) return false;
    const text = tokenText(tokens, j);
    if (text === ')' || text === ']' || text === '}') depth++;
    else if (text === '(' || text === '[' || text === '{') {
      if (depth-- === 0) return false;
    } else if (depth === 0 && /^(?:return|goto|break|continue)$/.test(text)) {
      i = previous(j);
      return i >= 0 && /^(?:[;{}:]|)$/.test(tokenText(tokens, i)) && tokens.kind[i] !== TokenKind.Directive;
    } else if (depth === 0 && text === ';') return false;
  }
  return false;
}

/** A bare `return;` before the label, once nothing stands behind it in the function. */
function finalReturn(view: FunctionView, names: FunctionNames, label: number, end: number): Span[] {
  const body = fieldOf(names.node, 'body');
  if (!body || liveText(view, end, body.end - 1).trim() !== '') return [];
  const before = liveText(view, body.start, label);
  const match = /\breturn\s*;\s*$/.exec(before);
  const start = match ? body.start + match.index : 0;
  return match && !spanAt(view.dead, start) ? [{ start, end: start + match[0].trimEnd().length }] : [];
}

function liveText(view: FunctionView, start: number, end: number): string {
  const inside = view.dead.filter((span) => span.start < end && span.end > start);
  return blankSpans(
    view.text.slice(start, end),
    inside.map((span) => ({ start: Math.max(0, span.start - start), end: Math.min(end, span.end) - start })),
  );
}

/** The label's statement and what follows it, up to the next way in. Null where a directive or label is among it. */
function unreachableFrom(view: FunctionView, node: SyntaxNode, statement: SyntaxNode): Span | null {
  const list = node.parent;
  if (!list || (list.type !== 'compound_statement' && list.type !== 'case_statement') || hasEntry(statement))
    return null;
  const siblings = statementsOf(list);
  const barrier = view.conditionals.find((d) => d.start >= node.start)?.start ?? Infinity;
  let end = statement.end;
  for (const next of siblings.slice(siblings.indexOf(node) + 1)) {
    if (hasEntry(next) || next.type === 'case_statement' || next.type === 'declaration') break;
    end = next.end;
  }
  if (end > barrier) return null;
  return { start: statement.start, end: endWithComment(view.tokens, end) };
}

/** A local that only dead code read, but whose initializer may do more than compute a value. */
export interface HeldLocal {
  readonly name: string;
  readonly offset: number;
  readonly cause: string;
  /** With these known to have no side effects, it could go. */
  readonly callees: readonly string[];
}

/**
 * Locals that only dead code read: their declarators go, and plain assignments that nothing reads. Of parameters only
 * the assignments go; whether they go themselves is decided with their calls.
 */
export function pruneLocals(
  view: FunctionView,
  names: FunctionNames,
): { readonly pruned: readonly PrunedName[]; readonly held: readonly HeldLocal[] } {
  const pruned: PrunedName[] = [];
  const held: HeldLocal[] = [];
  const goneByDeclaration = new Map<SyntaxNode, Local[]>();
  for (const local of names.locals) {
    const found = readLocal(view, names, local);
    if (!found) continue;
    if (local.what === 'parameter') {
      if (found.spans.length > 0) pruned.push(found);
      continue;
    }
    const value = fieldOf(local.declarator, 'value');
    const callees = value ? calleesInTheWay(view, value) : [];
    if (callees === null || callees.length > 0) {
      const { name, offset, because } = found;
      held.push({ name, offset, cause: because[0]!, callees: callees ?? [] });
      continue;
    }
    const gone = goneByDeclaration.get(local.declaration) ?? [];
    gone.push(local);
    goneByDeclaration.set(local.declaration, gone);
    pruned.push(found);
  }
  // Declarators are cut once it is known which of a declaration's go.
  for (const [declaration, gone] of goneByDeclaration) {
    const spans = cutDeclarators(view, declaration, gone);
    const index = pruned.findIndex((p) => p.offset === gone[0]!.identifier.start);
    pruned[index] = { ...pruned[index]!, spans: [...pruned[index]!.spans, ...spans] };
  }
  return { pruned, held };
}

function readLocal(view: FunctionView, names: FunctionNames, local: Local): PrunedName | null {
  const { name, identifier, declaration, scope } = local;
  if (!view.dropped.has(name)) return null;
  // A parameter that goes leaves its stores behind.
  if (local.what === 'local' && spanAt(view.dead, identifier.start)) return null;
  if (view.written.has(name) || view.inMacros.has(name)) return null;
  const shadowed = names.locals.some(
    (o) => o !== local && o.name === name && o.scope.start >= scope.start && o.scope.end <= scope.end,
  );
  if (shadowed) return null;
  const text = view.text.slice(declaration.start, declaration.end);
  if (/__(?:maybe_unused|always_unused|used|unused|cleanup|free)\b|__attribute__/.test(text)) return null;
  const uses = wordsIn(view.words, scope).filter(
    (w) => w.name === name && !w.isMember && !w.isTag && w.start !== identifier.start,
  );
  const because = causesOf(view, uses);
  if (because.length === 0) return null;
  const stores: SyntaxNode[] = [];
  for (const use of uses) {
    if (!isLive(use, view.dead)) continue;
    const store = use.directive === null ? findStore(view, scope, use.start) : null;
    if (!store) return null;
    stores.push(store);
  }
  const units = widenStores(stores, {
    isDead: (node) => causeOfEmptiness(view, node) !== null,
    isPure: (node) => isWithoutEffect(view, node),
    holdsMore: (span) => holdsCommentOrDirective(view.tokens, span),
  });
  if (!units) return null;
  return {
    what: local.what,
    name,
    offset: identifier.start,
    because,
    spans: units.map((unit) => statementWithComment(view.tokens, unit)),
  };
}

/** The callees that must be vouched for; none where the value was replaced by a constant; null for another effect. */
function calleesInTheWay(view: FunctionView, node: SyntaxNode): readonly string[] | null {
  const gone = spanAt(view.dead, node.start);
  return gone !== undefined && gone.end >= node.end ? [] : view.unknownCallees(node);
}

function isWithoutEffect(view: FunctionView, node: SyntaxNode): boolean {
  return calleesInTheWay(view, node)?.length === 0;
}

/** The statement `name = pure;` in a list whose left side stands at the offset. */
export function findStore(view: FunctionView, scope: SyntaxNode, offset: number): SyntaxNode | null {
  let node: SyntaxNode | undefined = scope;
  while (node) {
    const inner: SyntaxNode | undefined = node.children.find(
      (child) => child.start <= offset && offset < child.end,
    );
    if (inner?.type === 'expression_statement') {
      const isBody = node.type === 'if_statement' || node.type === 'else_clause';
      const isListed = node.type === 'compound_statement' || node.type === 'case_statement' || isBody;
      const assignment = namedChildren(inner)[0];
      const left = assignment?.type === 'assignment_expression' ? fieldOf(assignment, 'left') : undefined;
      const right = assignment && fieldOf(assignment, 'right');
      const isStore =
        left?.type === 'identifier' &&
        left.start === offset &&
        right !== undefined &&
        isWithoutEffect(view, right);
      return isListed && isStore && !isLabelled(inner) ? inner : null;
    }
    node = inner;
  }
  return null;
}

function isLabelled(node: SyntaxNode): boolean {
  return node.parent?.type === 'labeled_statement';
}

function cutDeclarators(view: FunctionView, declaration: SyntaxNode, gone: readonly Local[]): Span[] {
  const all = declaration.children.filter((child) => child.field === 'declarator');
  // An earlier round may have taken others.
  const isGone = (node: SyntaxNode) =>
    gone.some((local) => local.declarator === node) ||
    spanAt(view.dead, declaredIdentifier(node)?.start ?? node.start) !== undefined;
  if (all.every(isGone)) {
    // A struct defined in the declaration may be used by others.
    if (
      someNode(
        declaration,
        (part) => part.type === 'field_declaration_list' || part.type === 'enumerator_list',
      )
    )
      return [];
    return [{ start: declaration.start, end: endWithComment(view.tokens, declaration.end) }];
  }
  const spans: Span[] = [];
  all.forEach((declarator, i) => {
    if (!isGone(declarator)) return;
    const hasKeptBefore = all.slice(0, i).some((other) => !isGone(other));
    if (hasKeptBefore) spans.push({ start: all[i - 1]!.end, end: declarator.end });
    else spans.push({ start: declarator.start, end: all[i + 1]!.start });
  });
  return spans;
}

function causesOf(view: FunctionView, words: readonly Word[]): string[] {
  const causes = new Set<string>();
  for (const word of words) {
    const span = spanAt(view.dead, word.start);
    if (span) causes.add(span.cause);
  }
  return [...causes];
}

function holdsCommentOrDirective(tokens: Tokens, span: Span): boolean {
  for (let i = tokenIndexAt(tokens, span.start); i < tokens.count && tokens.start[i]! < span.end; i++) {
    if (tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive) return true;
  }
  return false;
}
