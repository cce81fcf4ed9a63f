import { isAlias, isMap, isScalar, isSeq, LineCounter, Lexer, CST, parseAllDocuments } from 'yaml';
import { clip } from '../errors.js';
import type { RulePosition } from './rule-document.js';
import { RuleError, type RuleProblem } from './rule-errors.js';

/**
 * YAML as plain nodes with their places. Scalars keep the text that stands in the file (`0x10` stays `0x10`).
 * Only what a rule needs is let through: maps with text keys, lists and scalars; no anchors, aliases or tags.
 */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly text: string;
  /** Whether it stands bare, without quotes and not as a block. */
  readonly plain: boolean;
  readonly at: RulePosition;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: RulePosition;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, YamlMember>;
  readonly at: RulePosition;
}

export interface YamlMember {
  readonly keyAt: RulePosition;
  readonly value: YamlNode;
}

/** A rule nests four levels deep; the YAML parser recurses, and aborts the process on some 10,000. */
const DEEPEST = 16;
const DEEPEST_INDENT = 100;
/** An entry takes some 20; the YAML parser needs a kilobyte for one, and more for one that is out of place. */
const MOST_TOKENS = 400_000;

/**
 * Reads a file of YAML documents; empty ones are left out.
 * @param file the name for messages.
 * @throws RuleError with the first problem of each document.
 */
export function readYaml(text: string, file: string): YamlNode[] {
  const lines = new LineCounter();
  const placeAt = (offset: number): RulePosition => {
    const { line, col } = lines.linePos(offset);
    return { kind: 'file', file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  guardSize(text, file);

  const nodes: YamlNode[] = [];
  const problems: RuleProblem[] = [];
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault) {
      problems.push({ at: placeAt(fault.pos[0]), message: explainYamlFault(fault.code, fault.message) });
    } else if (document.contents !== null && !isEmptyScalar(document.contents)) {
      const found = convert(document.contents, placeAt, placeAt(0));
      problems.push(...found.problems.slice(0, 1));
      nodes.push(found.node);
    }
  }
  if (problems.length > 0) throw new RuleError(problems);
  return nodes;
}

/** The data of a node as the schema takes it: `true` and `false` as booleans, nothing as null, other scalars as text. */
export function toPlainData(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      if (!node.plain) return node.text;
      if (node.text === '' || node.text === '~' || node.text === 'null') return null;
      return node.text === 'true' ? true : node.text === 'false' ? false : node.text;
    case 'list':
      return node.items.map(toPlainData);
    case 'map':
      return Object.fromEntries([...node.members].map(([key, member]) => [key, toPlainData(member.value)]));
  }
}

/** The node that a path of keys and indices leads to; the nearest one above it where the path leads nowhere. */
export function nodeAt(node: YamlNode, path: readonly PropertyKey[]): { node: YamlNode; found: boolean } {
  let at = node;
  for (const key of path) {
    const next =
      at.kind === 'map'
        ? at.members.get(String(key))?.value
        : at.kind === 'list'
          ? at.items[Number(key)]
          : undefined;
    if (!next) return { node: at, found: false };
    at = next;
  }
  return { node: at, found: true };
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source === undefined || node.source === '');
}

function explainYamlFault(code: string, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'a tab can not indent YAML; use spaces';
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return 'a second key on the line of a value; put the text in quotes, or check the indentation';
  if (code === 'BAD_SCALAR_START' || code === 'BAD_DIRECTIVE')
    return `${clip(message, 100)}; put the text in quotes`;
  return `not valid YAML: ${clip(message.split('\n')[0] ?? '', 200)}`;
}

/** Refuses text that nests too deeply or holds too much, from its tokens alone. */
function guardSize(text: string, file: string): void {
  let flow = 0;
  let onLine = 0;
  let fresh = true;
  let offset = 0;
  let count = 0;
  const line = () => text.slice(0, offset).split('\n').length;
  const refuse = (message: string) => {
    const at: RulePosition = {
      kind: 'file',
      file,
      line: line(),
      column: offset - text.lastIndexOf('\n', offset - 1),
    };
    throw new RuleError([{ at, message }]);
  };
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-seq-start' || type === 'flow-map-start') flow++;
    else if (type === 'flow-seq-end' || type === 'flow-map-end') flow--;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') onLine++;
    else if (type === 'newline') onLine = 0;
    const indent = type === 'space' && fresh && flow === 0 ? token.length : 0;
    if (flow > DEEPEST || onLine > DEEPEST || indent > DEEPEST_INDENT) refuse('nested too deeply for a rule');
    if (++count > MOST_TOKENS) refuse('too much for one rule file; split it');
    fresh = type === 'newline';
    // The lexer's own marks (start of a document, of a scalar, of a flow error) stand for no text.
    if (type !== 'doc-mode' && type !== 'flow-error-end' && token !== '\u001f') offset += token.length;
  }
}

/** Converts a node of the yaml package; recursion is bounded by guardSize. */
function convert(
  root: unknown,
  placeAt: (offset: number) => RulePosition,
  start: RulePosition,
): { node: YamlNode; problems: RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const rangeOf = (node: unknown): RulePosition | undefined => {
    const range = (node as { range?: readonly number[] | null }).range;
    return range ? placeAt(range[0]!) : undefined;
  };

  const go = (node: unknown, above: RulePosition): YamlNode => {
    const at = (node !== null && node !== undefined ? rangeOf(node) : undefined) ?? above;
    const nothing: YamlScalar = { kind: 'scalar', text: '', plain: true, at };
    if (isAlias(node)) {
      problems.push({
        at,
        message: `a rule has no aliases; write out what *${clip(node.source)} stands for`,
      });
      return nothing;
    }
    const { anchor, tag } = (node ?? {}) as { anchor?: string; tag?: string };
    if (anchor !== undefined)
      problems.push({ at, message: `a rule has no anchors; remove &${clip(anchor)}` });
    if (tag !== undefined) problems.push({ at, message: `a rule has no tags; remove ${clip(tag)}` });
    if (isScalar(node)) {
      const plain = node.type === 'PLAIN' || node.type === undefined;
      const text = plain ? (node.source ?? '') : String(node.value);
      if (/\p{Surrogate}/u.test(text))
        problems.push({
          at,
          message: 'an escape names half a character (\\ud800 to \\udfff); write the character',
        });
      return { kind: 'scalar', text, plain, at };
    }
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => go(item, at)), at };
    if (isMap(node)) {
      const members = new Map<string, YamlMember>();
      for (const { key, value } of node.items) {
        const keyNode = go(key, at);
        if (keyNode.kind !== 'scalar') {
          problems.push({ at: keyNode.at, message: 'a key of a rule is one word' });
        } else if (members.has(keyNode.text)) {
          problems.push({ at: keyNode.at, message: `the key '${clip(keyNode.text)}' stands here twice` });
        } else {
          members.set(keyNode.text, { keyAt: keyNode.at, value: go(value, keyNode.at) });
        }
      }
      return { kind: 'map', members, at };
    }
    return nothing;
  };

  const node = go(root, start);
  return { node, problems };
}
