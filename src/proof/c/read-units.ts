import type { ResolvedNode } from './resolve-nodes.js';
import type { Token } from './token.js';
import type { Expression } from './expression.js';

/** A piece of a file that stands for itself: an item of C, a directive, or a conditional whose branches hold such. */
export type Unit =
  | { readonly kind: 'item'; readonly at: number; readonly nodes: readonly ResolvedNode[] }
  | {
      readonly kind: 'open';
      readonly at: number;
      readonly branches: readonly { readonly condition: Expression; readonly units: readonly Unit[] }[];
      /** The same as a node. */
      readonly node: ResolvedNode;
    };

/** How a language's text falls into items. */
export type ItemStyle = 'c' | 'lines';

const NONE: ReadonlySet<string> = new Set();

/**
 * Parts nodes into units. An item that conditionals cut is one unit with them in it.
 * @param definers macros that make whole definitions; see findDefiners.
 */
export function readUnits(
  nodes: readonly ResolvedNode[],
  style: ItemStyle,
  definers: ReadonlySet<string> = NONE,
): Unit[] {
  const { units, rest } = split(nodes, style, definers);
  if (rest.length > 0) units.push({ kind: 'item', at: rest[0]!.at, nodes: rest });
  return units;
}

/** The macros with arguments that a file defines with a block in their bodies: they need no semicolon behind them. */
export function findDefiners(tokens: readonly Token[]): ReadonlySet<string> {
  const names = tokens.flatMap(({ parts }) => {
    const [word, name, open] = parts ?? [];
    const takesArguments = word?.text === 'define' && open?.text === '(' && open.isGlued;
    return takesArguments && parts!.some(({ text }) => text === '{') ? [name!.text] : [];
  });
  return new Set(names);
}

function split(
  nodes: readonly ResolvedNode[],
  style: ItemStyle,
  definers: ReadonlySet<string>,
): { units: Unit[]; rest: ResolvedNode[] } {
  const units: Unit[] = [];
  let item: ResolvedNode[] = [];
  let state = openItem();
  const end = () => {
    if (item.length > 0) units.push({ kind: 'item', at: item[0]!.at, nodes: item });
    item = [];
    state = openItem();
  };
  for (const node of nodes) {
    if (node.kind === 'open') {
      if (item.length === 0 || style === 'lines') {
        end();
        const branches = node.branches.map((branch) => ({
          ...branch,
          ...split(branch.nodes, style, definers),
        }));
        if (style === 'lines' || branches.every(({ rest }) => rest.length === 0)) {
          const parts = branches.map(({ condition, units: own, rest }) => ({
            condition,
            units:
              rest.length === 0 ? own : [...own, { kind: 'item' as const, at: rest[0]!.at, nodes: rest }],
          }));
          units.push({ kind: 'open', at: node.at, branches: parts, node });
          continue;
        }
      }
      item.push(node);
      // Its first branch speaks for all in what it opens.
      for (const token of firstTokens(node)) feed(state, token);
      if (state.ended) end();
      continue;
    }
    if (node.kind === 'directive' && state.depth === 0) {
      const [word] = node.parts!;
      // A #define within a declaration doesn't end it, but a macro that stands for whole items does before it.
      if (
        item.length === 0 ||
        style === 'lines' ||
        word!.text === 'include' ||
        (item.length === 1 && /^[A-Z][A-Z0-9_]{2,}$/.test(state.firstName)) ||
        startsAnew(state, node, definers)
      ) {
        end();
        item.push(node);
        end();
        continue;
      }
    }
    if (style === 'lines') {
      if (node.opensLine) end();
      item.push(node);
      continue;
    }
    if (item.length > 0 && startsAnew(state, node, definers)) end();
    item.push(node);
    if (node.kind !== 'directive') feed(state, node);
    if (state.ended) end();
  }
  if (style === 'lines') end();
  return { units, rest: item };
}

interface ItemState {
  depth: number;
  ended: boolean;
  /** Words and marks at depth 0, shortened: what tells a function from an initializer. */
  last: string;
  count: number;
  hasEquals: boolean;
  /** The brace at depth 0 belongs to a struct, union, enum or initializer, so the item goes on behind it. */
  goesOn: boolean;
  beforeLast: string;
  isCall: boolean;
  firstName: string;
}

function openItem(): ItemState {
  return {
    depth: 0,
    ended: false,
    last: '',
    beforeLast: '',
    count: 0,
    hasEquals: false,
    goesOn: false,
    isCall: false,
    firstName: '',
  };
}

function feed(state: ItemState, token: Token): void {
  const { text, kind } = token;
  state.ended = false;
  state.count++;
  if (kind === 'mark') {
    if (text === '(' || text === '[' || text === '{') {
      if (state.depth === 0 && text === '{') {
        // Behind parentheses it is a function that returns one, whatever names were passed over.
        const isTagged =
          /^(?:struct|union|enum)$/.test(state.last) ||
          (/^(?:struct|union|enum)$/.test(state.beforeLast) && state.last !== ')');
        state.goesOn = state.hasEquals || isTagged;
      }
      if (state.count === 2 && text === '(') state.isCall = true;
      else if (state.depth === 0) state.isCall = false;
      state.depth++;
    } else if (text === ')' || text === ']' || text === '}') {
      state.depth = Math.max(0, state.depth - 1);
      if (text === '}' && state.depth === 0 && !state.goesOn) state.ended = true;
    } else if (state.depth === 0) {
      if (text === ';') state.ended = true;
      if (text === '=') state.hasEquals = true;
      state.isCall = false;
    }
  } else if (state.depth === 0) {
    if (state.count === 1) state.firstName = text;
    else state.isCall = false;
  }
  if (state.depth === 0 || (state.depth === 1 && text === '{')) {
    // An attribute between the tag's word and its brace doesn't matter here.
    if (!/^__\w+$/.test(text)) {
      state.beforeLast = state.last;
      state.last = text;
    }
  }
}

/** Whether a macro's invocation without a semicolon ends before this token, which starts a line. */
function startsAnew(state: ItemState, token: Token, definers: ReadonlySet<string>): boolean {
  return (
    state.isCall &&
    state.depth === 0 &&
    token.opensLine &&
    (token.kind === 'name' || token.kind === 'directive') &&
    (/^[A-Z]/.test(state.firstName) || definers.has(state.firstName))
  );
}

function* firstTokens(node: ResolvedNode): Generator<Token> {
  if (node.kind !== 'open') {
    if (node.kind !== 'directive') yield node;
    return;
  }
  for (const inner of node.branches[0]?.nodes ?? []) yield* firstTokens(inner);
}
