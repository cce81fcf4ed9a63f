import Parser from 'tree-sitter';
import C from 'tree-sitter-c';
import type { MaskedRange } from './mask.js';
import { runNative } from './native-guard.js';
import type { SyntaxNode } from './syntax-node.js';

/** A tree takes 700 bytes for one of its text: longer functions than this (kernels have none of a tenth) aren't parsed. */
const LONGEST = 1 << 20;

/** Microseconds that the parser may take for one range: sixty times what the longest takes of plain code. */
const MOST_MICROSECONDS = 30_000_000;

/** Deeper trees are left alone, so that no walk over them can exhaust the stack. */
const DEEPEST = 600;

export interface ParsedRange {
  /** The translation unit; null where it is too deep, the text too long, or the parser gave up. */
  readonly root: SyntaxNode | null;
  /** No ERROR and no MISSING node in it. */
  readonly isClean: boolean;
}

let shared: Parser | undefined;

function getParser(): Parser {
  if (!shared) {
    shared = new Parser();
    // The packages' type declarations disagree about Language; at run time they fit.
    shared.setLanguage(C as unknown as Parser.Language);
    shared.setTimeoutMicros(MOST_MICROSECONDS);
  }
  return shared;
}

/** A range that was parsed, as it was asked for. */
interface KnownRange {
  readonly range: MaskedRange;
  readonly prefix: string;
  readonly suffix: string;
  readonly parsed: ParsedRange;
}

/** The layers of an analysis ask for the same functions; by where they start. */
const known = new Map<number, KnownRange[]>();
let knownBytes = 0;
/** Bytes of text whose trees are kept within a task: a tree takes some sixty for one. */
const MOST_KNOWN = 1 << 18;
/** What an entry counts beside its text. */
const LEAST_KNOWN = 64;

/** At the end of a task: lets go of all trees. */
export function forgetTrees(): void {
  known.clear();
  knownBytes = 0;
}

/**
 * Parses a masked range, with text around it that makes it a whole translation unit (nothing for a function).
 * Nodes are copied out: no native tree outlives the call. Their offsets are the original file's. Until forgetTrees(),
 * the same range gets the same tree.
 */
export function parseRange(range: MaskedRange, prefix = '', suffix = ''): ParsedRange {
  const before = known
    .get(range.start)
    ?.find((one) => one.prefix === prefix && one.suffix === suffix && isSame(one.range, range));
  if (before) return before.parsed;
  const parsed = parse(prefix + range.text + suffix, (tree) =>
    copyTree(tree, range.start - prefix.length, range),
  );
  knownBytes += range.text.length + LEAST_KNOWN;
  if (knownBytes > MOST_KNOWN) forgetTrees();
  const entry = { range, prefix, suffix, parsed };
  const others = known.get(range.start);
  if (others) others.push(entry);
  else known.set(range.start, [entry]);
  return parsed;
}

/** Whether the parser finds nothing wrong with a masked range. */
export function parsesCleanly({ text }: MaskedRange): boolean {
  return parse(text, () => null).isClean;
}

function isSame(one: MaskedRange, other: MaskedRange): boolean {
  return (
    one.text === other.text &&
    one.iterators.size === other.iterators.size &&
    [...one.iterators].every((start) => other.iterators.has(start))
  );
}

/** @param copy takes what is needed of a tree without errors. */
function parse(text: string, copy: (tree: Parser.Tree) => SyntaxNode | null): ParsedRange {
  if (text.length > LONGEST) return { root: null, isClean: false };
  return runNative(() => {
    const parser = getParser();
    // The package's types don't know that it may give up.
    const tree = parser.parse(text, undefined, { bufferSize: text.length + 1 }) as Parser.Tree | null;
    if (!tree) {
      parser.reset();
      return { root: null, isClean: false };
    }
    const isClean = !tree.rootNode.hasError;
    return { root: isClean ? copy(tree) : null, isClean };
  });
}

type Building = { -readonly [K in keyof SyntaxNode]: SyntaxNode[K] } & { children: SyntaxNode[] };

function copyTree(tree: Parser.Tree, shift: number, range: MaskedRange): SyntaxNode | null {
  const cursor = tree.walk();
  const make = (parent: Building | null): Building => {
    const start = cursor.startIndex + shift;
    const isIterator = cursor.nodeType === 'while_statement' && range.iterators.has(start);
    return {
      type: isIterator ? 'iterator_statement' : cursor.nodeType,
      start,
      end: cursor.endIndex + shift,
      field: cursor.currentFieldName,
      isNamed: cursor.nodeIsNamed,
      children: [],
      parent,
    };
  };
  const root = make(null);
  let node = root;
  let depth = 0;
  for (;;) {
    if (cursor.gotoFirstChild()) {
      if (++depth > DEEPEST) return null;
      const child = make(node);
      node.children.push(child);
      node = child;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent() || --depth < 0) return root;
      node = node.parent as Building;
      if (depth === 0) return root;
    }
    const parent = node.parent as Building;
    const sibling = make(parent);
    parent.children.push(sibling);
    node = sibling;
  }
}
