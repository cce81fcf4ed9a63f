import type { Edit } from '../../edit/edit.js';
import { lineEndOf, makeSourceText } from '../../text/source-text.js';
import type { Expression } from './expression.js';
import { eachItem } from './model.js';
import { parseKconfig } from './parse-kconfig.js';
import type { Item, KconfigFile, MenuEntry, Property } from './syntax.js';

/** A line that a Kconfig entry gets. Plain data. */
export interface Addition {
  readonly kind: 'depends-on' | 'select' | 'imply' | 'default';
  /** What stands behind the keyword. */
  readonly text: string;
  /** The entry's symbol. */
  readonly to: string;
}

/** Identifies an addition, as factId does a fact: for people to read, too. */
export function additionId({ kind, text, to }: Addition): string {
  return `CONFIG_${to} has '${KEYWORDS[kind]} ${text}'`;
}

const KEYWORDS: Readonly<Record<Addition['kind'], string>> = {
  'depends-on': 'depends on',
  select: 'select',
  imply: 'imply',
  default: 'default',
};

type Kind = Property['kind'];

/** For each kind, the kinds of lines that stand before the first of it, in the order that kernel entries keep. */
const STANDS_BEHIND: Readonly<Record<Addition['kind'], ReadonlySet<Kind>>> = {
  'depends-on': new Set<Kind>(['type', 'typed-default', 'prompt']),
  default: new Set<Kind>(['type', 'typed-default', 'prompt', 'depends', 'range']),
  select: new Set<Kind>([
    'type',
    'typed-default',
    'prompt',
    'depends',
    'range',
    'default',
    'imply',
    'visible',
  ]),
  imply: new Set<Kind>([
    'type',
    'typed-default',
    'prompt',
    'depends',
    'range',
    'default',
    'select',
    'visible',
  ]),
};

const PEERS: Readonly<Record<Addition['kind'], Kind>> = {
  'depends-on': 'depends',
  select: 'select',
  imply: 'imply',
  default: 'default',
};

/** Reads an addition as the property that it would be; undefined where it is no Kconfig. */
export function parseAddition({ kind, text }: Addition): { property: Property; text: string } | undefined {
  const lines = `config X\n\t${KEYWORDS[kind]} ${text}\n`;
  if (/[\r\n\\#]/.test(text)) return undefined;
  const [item, ...others] = parseKconfig('Kconfig', lines).items;
  if (item?.kind !== 'config' || item.properties.length !== 1 || others.length > 0) return undefined;
  const property = item.properties[0]!;
  if (property.kind !== PEERS[kind]) return undefined;
  return { property, text: lines };
}

/** The entry of a file that defines the symbol, one that gives it a type before others. */
export function findEntry(file: KconfigFile, name: string): MenuEntry | undefined {
  const entries: MenuEntry[] = [];
  for (const item of eachItem(file.items)) {
    if ((item.kind === 'config' || item.kind === 'menuconfig') && item.name.name === name) entries.push(item);
  }
  return entries.find(hasType) ?? entries[0];
}

export function hasType(entry: MenuEntry): boolean {
  return entry.properties.some(({ kind }) => kind === 'type' || kind === 'typed-default');
}

/**
 * The edit that gives an entry a line: beside its lines of that kind, in sorted place where these are sorted, else
 * behind the type, the prompt and what else comes first; a first dependency right behind the head where the entries
 * above and below have theirs there.
 * @returns null when the entry says that already; 'unreachable' for a default that an earlier one always hides.
 */
export function addLine(
  file: KconfigFile,
  entry: MenuEntry,
  addition: Addition,
): Edit | 'unreachable' | null {
  const { text } = file;
  const { property, text: spelled } = parseAddition(addition)!;
  const content = spelled.slice(property.start, property.end);
  const peers = entry.properties.filter(({ kind }) => kind === property.kind);
  const normal = (line: string) => line.replace(/\s+/g, ' ').trim();
  if (peers.some((peer) => normal(text.slice(peer.start, peer.end)) === normal(content))) return null;

  const isFirst = addition.kind === 'depends-on' && peers.length === 0 && dependsComeFirst(file, entry);
  if (property.kind === 'depends' && !property.condition) {
    const known = peers.flatMap((peer) =>
      peer.kind === 'depends' && !peer.condition ? conjuncts(text, peer.value) : [],
    );
    if (conjuncts(spelled, property.value).every((part) => known.includes(part))) return null;
  }
  let after = isFirst ? undefined : lastBefore(entry, addition.kind, peers);
  if (property.kind === 'select' || property.kind === 'imply') {
    const names = peers.map((peer) =>
      peer.kind === 'select' || peer.kind === 'imply' ? peer.target.name : '',
    );
    const { name } = property.target;
    const same = peers.filter((_, i) => names[i] === name);
    if (same.some((peer) => !peer.condition)) return null;
    const [only] = same;
    // Without condition, it says what one with a condition says, too.
    if (same.length === 1 && !property.condition && (only?.kind === 'select' || only?.kind === 'imply'))
      return { start: only.target.end, end: only.end, text: '', cause: additionId(addition) };
    if (names.every((other, i) => i === 0 || names[i - 1]! < other)) {
      const smaller = peers.findLast((_, i) => names[i]! <= name);
      if (peers.length > 0) after = smaller ?? lineAbove(entry, peers[0]);
    }
  }
  if (property.kind === 'default') {
    // The first default whose condition holds counts, so one without condition hides those below it.
    const hiding = entry.properties.find(
      ({ kind, condition }) => (kind === 'default' || kind === 'typed-default') && !condition,
    );
    if (hiding && (hiding.kind === 'typed-default' || !property.condition)) return 'unreachable';
    if (hiding) after = lineAbove(entry, hiding);
  }

  const peer = peers.at(-1) ?? entry.properties[0];
  const indent = peer ? text.slice(peer.lines.start, peer.start) : '\t';
  const start = endOfContent(text, after ? after.lines.end : entry.head.end);
  const newline = lineEndOf(makeSourceText(file.path, text));
  return { start, end: start, text: `${newline}${indent}${content}`, cause: additionId(addition) };
}

/** The operands of && of which an expression is made, as texts. */
function conjuncts(text: string, expression: Expression): string[] {
  switch (expression.kind) {
    case 'and':
      return expression.operands.flatMap((operand) => conjuncts(text, operand));
    case 'parentheses':
      if (expression.inner.kind === 'and') return conjuncts(text, expression.inner);
      break;
    default:
      break;
  }
  return [text.slice(expression.start, expression.end).replace(/\s+/g, ' ')];
}

/** The property that the line follows when nothing sorts it: the last of its kind, or of those that come first. */
function lastBefore(
  entry: MenuEntry,
  kind: Addition['kind'],
  peers: readonly Property[],
): Property | undefined {
  return peers.at(-1) ?? entry.properties.findLast((property) => STANDS_BEHIND[kind].has(property.kind));
}

/**
 * Whether both entries beside this one put what they depend on before their type. (In Linux 6.12 an entry between two
 * such ones does so, too, in 41 cases of 52; without a prompt in all 7.)
 */
function dependsComeFirst(file: KconfigFile, entry: MenuEntry): boolean {
  const siblings: readonly Item[] = entry.parent?.items ?? file.items;
  const at = siblings.indexOf(entry);
  return [siblings[at - 1], siblings[at + 1]].every((item) => {
    if (item?.kind !== 'config' && item?.kind !== 'menuconfig') return false;
    const first = item.properties.find(({ kind }) => LEADING.has(kind));
    return first?.kind === 'depends';
  });
}

const LEADING: ReadonlySet<Kind> = new Set<Kind>(['type', 'typed-default', 'prompt', 'depends']);

function lineAbove(entry: MenuEntry, property: Property | undefined): Property | undefined {
  return property && entry.properties[entry.properties.indexOf(property) - 1];
}

/** The offset before the line end that stops at `end`. */
function endOfContent(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}
