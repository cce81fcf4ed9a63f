import { Unreadable } from './expression.js';
import { functionParts } from './item-shape.js';
import { openReader } from './read-statements.js';
import type { OpenConditional, ResolvedNode } from './resolve-nodes.js';
import type { Body } from './statement.js';
import type { Token } from './token.js';
import { mapExpressions } from './walk.js';

/**
 * Conditionals of a function that both texts have, and that the facts say nothing of, as one statement each of which
 * nothing is known: it may read and change all that it names, hold labels and jump anywhere. Forms that are the same with
 * them are the same whatever their conditions are; forms that differ say nothing.
 */
export function shutConditionals(
  before: readonly ResolvedNode[],
  after: readonly ResolvedNode[],
  subjects: ReadonlySet<string>,
): readonly [before: ResolvedNode[], after: ResolvedNode[]] | undefined {
  const old = new Map<OpenConditional, Token>();
  const now = new Map<OpenConditional, Token>();
  collect(before, subjects, old);
  collect(after, subjects, now);
  const texts = new Set([...now.values()].map(({ text }) => text));
  const shared = new Set([...old.values()].map(({ text }) => text).filter((text) => texts.has(text)));
  return shared.size === 0 ? undefined : [replace(before, old, shared), replace(after, now, shared)];
}

/**
 * Whether each shut conditional of an item stands where a statement of a function's body does.
 * @param tokens the item's, in a world that decides the other conditionals.
 */
export function standsAsStatements(tokens: readonly Token[], subjects: ReadonlySet<string>): boolean {
  if (!tokens.some(isShut)) return true;
  const { head, body } = functionParts(tokens);
  // Facts about the function itself count for all of its body.
  if (head.length === 0 || head.some((token) => isShut(token) || subjects.has(token.text))) return false;
  return readsWell(tokens, body.from, body.to) !== undefined;
}

function isShut({ kind }: Token): boolean {
  return kind === 'shut';
}

/** Makes a statement of each conditional that can be one, inner ones first. */
function collect(
  nodes: readonly ResolvedNode[],
  subjects: ReadonlySet<string>,
  made: Map<OpenConditional, Token>,
): void {
  for (const node of nodes) {
    if (node.kind !== 'open') continue;
    for (const branch of node.branches) collect(branch.nodes, subjects, made);
    const shut = shutOne(node, subjects, made);
    if (shut) made.set(node, shut);
  }
}

function shutOne(
  node: OpenConditional,
  subjects: ReadonlySet<string>,
  made: ReadonlyMap<OpenConditional, Token>,
): Token | undefined {
  const words = new Map<string, Token>();
  let text = '';
  for (const { condition, nodes } of node.branches) {
    const spelled = JSON.stringify(condition);
    for (const [word] of spelled.matchAll(/\w+/g)) if (subjects.has(word)) return undefined;
    const tokens: Token[] = [];
    for (const inner of nodes) {
      const token = inner.kind === 'open' ? made.get(inner) : inner;
      if (!token || token.kind === 'directive' || subjects.has(token.text)) return undefined;
      tokens.push(token);
      for (const word of token.parts ?? [token]) if (word.kind === 'name') words.set(word.text, word);
    }
    if (!holdsStatements(tokens)) return undefined;
    text += `#@if ${spelled} { ${tokens.map((token) => token.text).join(' ')} } `;
  }
  return { kind: 'shut', text, at: node.at, opensLine: true, isGlued: false, parts: [...words.values()] };
}

/** Whether a branch is made of whole statements that declare nothing. */
function holdsStatements(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (!first) return true;
  if (!isShut(tokens.at(-1)!) && !/^[;}:]$/.test(tokens.at(-1)!.text)) return false;
  const body = readsWell(tokens, 0, tokens.length);
  if (!body) return false;
  let isPlain = true;
  see(body, (s) => {
    const isOdd = s.kind === 'raw' && !s.tokens[0]!.startsWith(MARK);
    if (s.kind === 'declaration' || isOdd || (s.kind === 'expression' && s.isOpen)) isPlain = false;
  });
  return isPlain;
}

/** What the text of a shut conditional begins with; no directive is called so. */
const MARK = '#@if ';

/** The statements of a range of tokens, if the brackets close and each shut conditional is one of them. */
function readsWell(tokens: readonly Token[], from: number, to: number): Body | undefined {
  let shut = 0;
  let depth = 0;
  for (let i = from; i < to; i++) {
    const { kind, text } = tokens[i]!;
    if (kind === 'shut') {
      shut++;
      if (!standsAlone(tokens, i, from, to)) return undefined;
    } else if (kind === 'mark' && /^[([{]$/.test(text)) depth++;
    else if (kind === 'mark' && /^[)\]}]$/.test(text) && --depth < 0) return undefined;
  }
  if (depth !== 0) return undefined;
  try {
    const body = openReader(tokens).readBody(from, to, 0);
    see(body, (s) => {
      if (s.kind === 'raw' && s.tokens[0]?.startsWith(MARK)) shut--;
    });
    return shut === 0 ? body : undefined;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a statement ends before the token, and none goes on behind it. */
function standsAlone(tokens: readonly Token[], at: number, from: number, to: number): boolean {
  const next = at + 1 < to ? tokens[at + 1]! : undefined;
  if (next?.text === 'else') return false;
  if (at === from) return true;
  const before = tokens[at - 1]!;
  if (isShut(before) || /^[;{}]$/.test(before.text)) return true;
  if (before.text !== ':') return false;
  // A label or case, unless an if or a loop takes it.
  let start = at - 1;
  while (start > from && !isShut(tokens[start - 1]!) && !/^[;{}]$/.test(tokens[start - 1]!.text)) start--;
  return start === at - 2 || /^(?:case|default)$/.test(tokens[start]!.text);
}

function see(body: Body, look: (s: Body[number]) => void): void {
  mapExpressions(body, (e) => e, look);
}

function replace(
  nodes: readonly ResolvedNode[],
  made: ReadonlyMap<OpenConditional, Token>,
  shared: ReadonlySet<string>,
): ResolvedNode[] {
  return nodes.map((node) => {
    if (node.kind !== 'open') return node;
    const shut = made.get(node);
    if (shut && shared.has(shut.text)) return shut;
    return {
      ...node,
      branches: node.branches.map((branch) => ({ ...branch, nodes: replace(branch.nodes, made, shared) })),
    };
  });
}
