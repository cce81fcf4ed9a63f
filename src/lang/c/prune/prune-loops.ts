import type { Removal } from '../../../edit/edit.js';
import { spanAt, type Span } from '../../../text/span.js';
import { statementWithComment } from '../fold/trivia.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import { fieldOf, namedChildren, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { findStore, type FunctionNames, type FunctionView } from './prune-function.js';
import { causeOfEmptiness } from './cause-of-emptiness.js';
import { widenStores } from './widen-stores.js';
import { isLive, wordsIn } from './word-index.js';

export interface PrunedLoops {
  readonly removals: readonly Removal[];
  /** Callees that keep a loop from going unless somebody vouches for them. */
  readonly questions: readonly string[];
}

/** Iterators whose steps only read; the first argument is what they set, of the safe ones the second, too. */
const ITERATORS =
  /^(?:(?:h?list|llist)_for_each\w*|for_each_(?:set|clear)_bit\w*|for_each_(?:possible|online|present)_cpu)$/;
/** What others may change while a loop waits for it. */
const WATCHES =
  /^(?:(?:READ_ONCE|data_race|test_bit|cpu_online)$|atomic|refcount|rcu_|smp_|list_empty|hlist_empty|num_)/;

/**
 * Loops of which dead code was the whole body. They go when nothing but counting is left: what the head sets is a local
 * that nothing else reads, and nothing in it waits for what others do.
 */
export function pruneLoops(view: FunctionView, names: FunctionNames): PrunedLoops {
  const removals: Removal[] = [];
  const questions = new Set<string>();
  walkNodes(names.node, (node) => {
    const body = /^(?:for|while|do|iterator)_statement$/.test(node.type) ? fieldOf(node, 'body') : undefined;
    if (!body || spanAt(view.dead, node.start)) return undefined;
    const cause = causeOfEmptiness(view, body);
    const head = cause === null ? null : readHead(view, names, node);
    if (cause === null || !head || !isCounted(node, head, view)) return undefined;
    if (![...head.stored].every((name) => isOnlySet(view, names, node, name))) return undefined;
    for (const callee of head.callees) questions.add(callee);
    const units = head.callees.length === 0 && isListed(view, node) ? widen(view, node) : null;
    if (!units) return undefined;
    for (const unit of units) removals.push({ ...statementWithComment(view.tokens, unit), cause });
    return false;
  });
  return { removals, questions: [...questions] };
}

interface LoopHead {
  /** Locals that it sets. */
  readonly stored: ReadonlySet<string>;
  /** Those that it declares itself. */
  readonly declared: ReadonlySet<string>;
  readonly callees: readonly string[];
  /** Whether it reads nothing but locals and constants. */
  readonly isLocal: boolean;
}

/** What a loop's head does; null where that is more than to compute and to set locals. */
function readHead(view: FunctionView, names: FunctionNames, loop: SyntaxNode): LoopHead | null {
  const stored = new Set<string>();
  const declared = new Set<string>();
  const callees = new Set<string>();
  const seen = { isLocal: true, isHarmless: true };
  const text = (node: SyntaxNode) => view.text.slice(node.start, node.end);
  const locals = new Set(names.locals.map(({ name }) => name));
  const isOwn = (name: string) => locals.has(name) || declared.has(name);
  const store = (target: SyntaxNode | undefined) => {
    if (target?.type === 'identifier' && isOwn(text(target))) stored.add(text(target));
    else seen.isHarmless = false;
  };
  if (loop.type === 'iterator_statement') {
    const cursors = cursorsOf(view, loop);
    if (!cursors) return null;
    cursors.forEach(store);
  }
  for (const part of loop.children) {
    if (part.field === 'body') continue;
    walkNodes(part, (node) => {
      if (node.type === 'init_declarator' || (node.type === 'declaration' && node === part)) {
        const name = node.type === 'init_declarator' ? fieldOf(node, 'declarator') : undefined;
        if (name?.type === 'identifier') declared.add(text(name));
      } else if (node.type === 'assignment_expression') store(fieldOf(node, 'left'));
      else if (node.type === 'update_expression') store(fieldOf(node, 'argument'));
      else if (node.type === 'call_expression') {
        const callee = fieldOf(node, 'function');
        if (callee?.type !== 'identifier' || WATCHES.test(text(callee))) seen.isHarmless = false;
        for (const name of view.unknownCallees(node) ?? [])
          if (WATCHES.test(name)) seen.isHarmless = false;
          else callees.add(name);
        seen.isLocal = false;
      } else if (/^(?:gnu_asm_expression|compound_statement)$/.test(node.type)) seen.isHarmless = false;
      else if (/^(?:field|pointer|subscript)_expression$/.test(node.type)) seen.isLocal = false;
      else if (node.type === 'identifier' && !isOwn(text(node)) && !/^[A-Z_][A-Z\d_]*$/.test(text(node)))
        seen.isLocal = false;
      return undefined;
    });
  }
  return seen.isHarmless ? { stored, declared, callees: [...callees], isLocal: seen.isLocal } : null;
}

/** What an iterator macro sets; null for one that isn't known. */
function cursorsOf(view: FunctionView, loop: SyntaxNode): SyntaxNode[] | null {
  const macro = /^\w+/.exec(view.text.slice(loop.start, loop.start + 80))?.[0] ?? '';
  return ITERATORS.test(macro) ? iteratorArguments(loop).slice(0, macro.includes('_safe') ? 2 : 1) : null;
}

function iteratorArguments(loop: SyntaxNode): SyntaxNode[] {
  let inner = fieldOf(loop, 'condition');
  while (inner?.type === 'parenthesized_expression') inner = namedChildren(inner)[0];
  const found: SyntaxNode[] = [];
  while (inner?.type === 'comma_expression') {
    const left = fieldOf(inner, 'left');
    if (left) found.push(left);
    inner = fieldOf(inner, 'right');
  }
  return found;
}

/** Whether the loop surely ends, or reads nothing that anybody else could change. */
function isCounted(loop: SyntaxNode, head: LoopHead, view: FunctionView): boolean {
  if (loop.type === 'iterator_statement') return true;
  const condition = fieldOf(loop, 'condition');
  if (!condition) return false; // for (;;)
  if (loop.type !== 'for_statement') return head.isLocal;
  const text = view.text.slice(condition.start, condition.end);
  return fieldOf(loop, 'update') !== undefined && [...head.stored].some((name) => holdsWord(text, name));
}

function holdsWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}

/** Whether all else that the function does with a local is to set it, or to count with it anew. */
function isOnlySet(view: FunctionView, names: FunctionNames, loop: SyntaxNode, name: string): boolean {
  if (view.inMacros.has(name) || view.written.has(name)) return false;
  const declarations = names.locals.filter((local) => local.name === name);
  const isOdd = declarations.some(({ declaration }) =>
    /\b(?:static|volatile|extern)\b/.test(view.text.slice(declaration.start, declaration.end)),
  );
  if (isOdd) return false;
  return wordsIn(view.words, names.node).every((word) => {
    if (word.name !== name || word.isMember || word.isTag || !isLive(word, view.dead)) return true;
    if (loop.start <= word.start && word.start < loop.end) return !isAddress(view, word.start);
    if (word.directive !== null) return false;
    if (declarations.some(({ identifier }) => identifier.start === word.start)) return true;
    return findStore(view, names.node, word.start) !== null || isCountedAnew(view, names, word.start, name);
  });
}

function isAddress(view: FunctionView, offset: number): boolean {
  const i = tokenIndexAt(view.tokens, offset);
  return i > 0 && tokenText(view.tokens, i - 1) === '&';
}

/** Whether the place lies in a loop that begins by setting the name. */
function isCountedAnew(view: FunctionView, names: FunctionNames, offset: number, name: string): boolean {
  if (isAddress(view, offset)) return false;
  let node: SyntaxNode | undefined = names.node;
  while (node) {
    if (node.type === 'for_statement') {
      const initializer = fieldOf(node, 'initializer');
      const text = initializer ? view.text.slice(initializer.start, initializer.end) : '';
      if (new RegExp(`^${name}\\s*=(?!=)`).test(text)) return true;
    } else if (node.type === 'iterator_statement') {
      const cursors = cursorsOf(view, node) ?? [];
      if (cursors.some((cursor) => view.text.slice(cursor.start, cursor.end) === name)) return true;
    }
    node = node.children.find((child: Span) => child.start <= offset && offset < child.end);
  }
  return false;
}

/** Whether the statement can be taken out of the list, or the branch, that it stands in. */
function isListed(view: FunctionView, node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'case_statement')
    return namedChildren(parent).some(
      (other) => other !== node && other.field !== 'value' && !spanAt(view.dead, other.start),
    );
  return /^(?:compound_statement|if_statement|else_clause)$/.test(parent?.type ?? '');
}

function widen(view: FunctionView, node: SyntaxNode): SyntaxNode[] | null {
  return widenStores([node], {
    isDead: (other) => causeOfEmptiness(view, other) !== null,
    isPure: (other) => view.unknownCallees(other)?.length === 0,
    holdsMore: (span) => {
      const { tokens } = view;
      for (let i = tokenIndexAt(tokens, span.start); i < tokens.count && tokens.start[i]! < span.end; i++)
        if (tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive) return true;
      return false;
    },
  });
}
