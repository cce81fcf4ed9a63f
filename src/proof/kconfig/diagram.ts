import type { StepLimit } from '../../text/step-limit.js';

/**
 * Decision diagrams over variables of three values (n, m, y): two functions are equal exactly where their nodes are.
 * A node is a number; 0, 1 and 2 are the constants n, m and y, and further leaves stand for other values, as of a
 * default that is a number.
 */
export type Node = number;

export interface Diagrams {
  /** The leaf of a value that is no tristate. */
  readonly leaf: (name: string) => Node;
  /** @param isBool it can't be m. */
  readonly variable: (name: string, isBool: boolean) => Node;
  readonly not: (of: Node) => Node;
  readonly and: (a: Node, b: Node) => Node;
  readonly or: (a: Node, b: Node) => Node;
  /** `then` where the condition isn't n, else `otherwise`. */
  readonly choose: (condition: Node, then: Node, otherwise: Node) => Node;
  /** y where the value is one of those that hold, else n. */
  readonly test: (of: Node, holds: readonly [boolean, boolean, boolean]) => Node;
}

/** Thrown when a diagram would grow past the bound; the caller falls back to samples. */
export class DiagramTooLarge extends Error {}

interface Table {
  /** Index of the variable that a node asks; LEAF for a leaf. */
  readonly level: number[];
  readonly children: (readonly [Node, Node, Node])[];
  readonly unique: Map<string, Node>;
  readonly most: number;
}

const LEAF = Number.MAX_SAFE_INTEGER;
const NO_CHILDREN = [0, 0, 0] as const;

/**
 * @param most how many nodes there may be; @param steps counts the nodes that are joined.
 * @throws DiagramTooLarge from any operation past `most`, and TooManySteps.
 */
export function makeDiagrams(most: number, steps: StepLimit): Diagrams {
  const table: Table = { level: [], children: [], unique: new Map(), most };
  for (let value = 0; value < 3; value++) addNode(table, LEAF, NO_CHILDREN);
  const leaves = new Map<string, Node>();
  const levels = new Map<string, number>();
  const memo = new Map<string, Node>();
  const remember = (key: string, make: () => Node): Node => {
    let node = memo.get(key);
    if (node !== undefined) return node;
    steps.spend(1);
    memo.set(key, (node = make()));
    return node;
  };
  const pair = (sign: string, a: Node, b: Node, onLeaves: (a: Node, b: Node) => Node): Node => {
    if (table.level[a] === LEAF && table.level[b] === LEAF) return onLeaves(a, b);
    return remember(`${sign}${a},${b}`, () =>
      branch(table, [a, b], ([x, y]) => pair(sign, x!, y!, onLeaves)),
    );
  };
  const map = (key: string, of: Node, onLeaf: (leaf: Node) => Node): Node => {
    if (table.level[of] === LEAF) return onLeaf(of);
    return remember(`${key}${of}`, () => branch(table, [of], ([x]) => map(key, x!, onLeaf)));
  };
  const choose = (condition: Node, then: Node, otherwise: Node): Node => {
    if (table.level[condition] === LEAF) return condition === 0 ? otherwise : then;
    if (then === otherwise) return then;
    return remember(`?${condition},${then},${otherwise}`, () =>
      branch(table, [condition, then, otherwise], ([c, t, o]) => choose(c!, t!, o!)),
    );
  };
  return {
    leaf(name) {
      let node = leaves.get(name);
      if (node === undefined) leaves.set(name, (node = addNode(table, LEAF, NO_CHILDREN)));
      return node;
    },
    variable(name, isBool) {
      let level = levels.get(name);
      if (level === undefined) levels.set(name, (level = levels.size));
      return findNode(table, level, [0, isBool ? 0 : 1, 2]);
    },
    not: (of) => map('!', of, (leaf) => (leaf <= 2 ? 2 - leaf : leaf)),
    and(a, b) {
      if (a === 2 || a === b) return b;
      if (b === 2) return a;
      if (a === 0 || b === 0) return 0;
      return pair('&', a < b ? a : b, a < b ? b : a, Math.min);
    },
    or(a, b) {
      if (a === 0 || a === b) return b;
      if (b === 0) return a;
      if (a === 2 || b === 2) return 2;
      return pair('|', a < b ? a : b, a < b ? b : a, Math.max);
    },
    choose,
    test: (of, holds) => map(`=${holds.map(Number).join('')}`, of, (leaf) => (holds[leaf] ? 2 : 0)),
  };
}

function addNode(table: Table, level: number, children: readonly [Node, Node, Node]): Node {
  if (table.level.length >= table.most) throw new DiagramTooLarge();
  table.children.push(children);
  return table.level.push(level) - 1;
}

function findNode(table: Table, level: number, children: readonly [Node, Node, Node]): Node {
  const [n, m, y] = children;
  if (n === m && m === y) return n;
  const key = `${level},${n},${m},${y}`;
  let node = table.unique.get(key);
  if (node === undefined) table.unique.set(key, (node = addNode(table, level, children)));
  return node;
}

/** Splits nodes by the first variable that one of them asks, and joins what becomes of the parts. */
function branch(table: Table, nodes: readonly Node[], join: (parts: readonly Node[]) => Node): Node {
  let level = LEAF;
  for (const node of nodes) level = Math.min(level, table.level[node]!);
  const part = (value: 0 | 1 | 2) =>
    join(nodes.map((node) => (table.level[node] === level ? table.children[node]![value] : node)));
  return findNode(table, level, [part(0), part(1), part(2)]);
}
