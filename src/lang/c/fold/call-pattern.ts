import type { CallFact } from '../../facts.js';
import { parseRange } from '../syntax/parser.js';
import { fieldOf, namedChildren, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';

/** An expression with `$name` and `$...name` in it, read as C. Its nodes' offsets are into `text`. */
export interface PatternText {
  /** `$...name` is written `$$name`, which C's grammar takes for a name. */
  readonly text: string;
  readonly root: SyntaxNode;
}

export interface CallPattern extends PatternText {
  readonly callee: string;
  readonly arguments: readonly SyntaxNode[];
  readonly variables: ReadonlySet<string>;
  /** Whether each argument is a variable of its own, so that every call matches that has so many. */
  readonly isGeneral: boolean;
  /** How much the pattern says: literal words first, then variables that must agree. */
  readonly weight: number;
}

/** Reads an expression of a rule; null where it is none. */
export function readPatternText(rule: string): PatternText | null {
  const text = rule.trim().replace(/\$\.\.\.(?=[A-Za-z_])/g, '$$$$');
  const range = { start: 0, end: text.length, text, iterators: new Set<number>(), hidden: [] };
  const { root } = parseRange(range, 'int x = ', ';');
  const declaration = root && namedChildren(root).length === 1 ? namedChildren(root)[0] : undefined;
  const declarator = declaration?.type === 'declaration' ? fieldOf(declaration, 'declarator') : undefined;
  const value = declarator?.type === 'init_declarator' ? fieldOf(declarator, 'value') : undefined;
  const isWhole = value?.start === 0 && value.end === text.length && value.type !== 'initializer_list';
  return isWhole ? { text, root: value } : null;
}

/** Reads a pattern of calls; null where the text is no call of a name. */
export function readCallPattern(rule: string): CallPattern | null {
  const read = readPatternText(rule);
  const callee = read?.root.type === 'call_expression' ? fieldOf(read.root, 'function') : undefined;
  const list = read && fieldOf(read.root, 'arguments');
  if (!read || callee?.type !== 'identifier' || !list) return null;
  const args = namedChildren(list);
  const seen: string[] = [];
  for (const leaf of leavesOf(list)) {
    const name = variableAt(read.text, leaf);
    if (name !== null) seen.push(name);
  }
  const variables = new Set(seen);
  const isGeneral =
    args.every((argument) => variableAt(read.text, argument) !== null) && variables.size === seen.length;
  const literals = args.reduce((sum, argument) => sum + countLiterals(read.text, argument), 0);
  return {
    ...read,
    callee: read.text.slice(callee.start, callee.end),
    arguments: args,
    variables,
    isGeneral,
    weight: literals * 100 + (seen.length - variables.size),
  };
}

function countLiterals(text: string, node: SyntaxNode): number {
  return leavesOf(node).filter((leaf) => variableAt(text, leaf) === null).length;
}

function leavesOf(node: SyntaxNode): SyntaxNode[] {
  const leaves: SyntaxNode[] = [];
  walkNodes(node, (part) => {
    if (part.children.length === 0) leaves.push(part);
    return true;
  });
  return leaves;
}

/** The variable that a node of a pattern is, with its `$`; null for anything else. */
export function variableAt(text: string, node: SyntaxNode): string | null {
  return node.type === 'identifier' && text[node.start] === '$' ? text.slice(node.start, node.end) : null;
}

/** Whether a variable stands for any number of arguments. */
export const isRest = (variable: string): boolean => variable.startsWith('$$');

/** The names that a text of a rule calls or mentions. */
export function namesOf({ text, root }: PatternText): Set<string> {
  const identifiers = leavesOf(root).filter((leaf) => leaf.type === 'identifier' && text[leaf.start] !== '$');
  return new Set(identifiers.map((leaf) => text.slice(leaf.start, leaf.end)));
}

/** A fact about calls, read. */
export interface CallRule {
  readonly fact: CallFact;
  readonly pattern: CallPattern;
  /** Null: the call goes. */
  readonly template: PatternText | null;
}

/**
 * The rules of a callee, the most specific pattern first: the one with more words that must stand there, then the one
 * with more places that must be equal, then the one that the rule names first. (Facts whose texts aren't C are left
 * out: a rule file that has them is refused.)
 */
export function orderRules(facts: readonly CallFact[]): CallRule[] {
  const rules = facts.flatMap((fact) => {
    const pattern = readCallPattern(fact.pattern);
    const template = fact.with === null ? null : readPatternText(fact.with);
    return pattern && (fact.with === null || template) ? [{ fact, pattern, template }] : [];
  });
  return rules.sort((a, b) => b.pattern.weight - a.pattern.weight);
}
