import { decodeText } from '../report/decode-text.js';
import type { FileChange } from '../result.js';
import type { ReplaceEntry, RuleDocument, RuleEntry } from '../rules/rule-document.js';
import { wrapText } from './wrap-text.js';

/** Subjects that we make ourselves stay below this; git and mail readers cut longer ones. */
const SUBJECT_WIDTH = 72;
/** What checkpatch.pl allows in a commit's message. */
const BODY_WIDTH = 75;

/** Names that a subject of ours lists before it says how many more there are. */
const LISTED = 3;

/**
 * The first line of a document's commit: the rule's subject, or one made of its entries and the folder that all its
 * changes lie in. In UTF-16, white space collapsed as mail does.
 */
export function subjectOf(document: RuleDocument, changes: readonly FileChange[]): string {
  if (document.subject !== undefined) return document.subject.replace(/\s+/g, ' ');
  return withPrefix(
    commonFolder(changes),
    describeEntries(document.entries, SUBJECT_WIDTH - 2 - commonFolder(changes).length),
  );
}

/** The commit's message below the subject: the rule's, or a sentence for each entry. Never empty. */
export function bodyOf(document: RuleDocument): string {
  if (document.message !== undefined) return document.message.trim();
  const sentences = [...new Set(document.entries.map(explainEntry))];
  return wrapText(sentences.join('\n'), BODY_WIDTH);
}

/** `drivers/net: remove CONFIG_X`, or `Remove CONFIG_X` where there is no prefix. */
export function withPrefix(prefix: string, text: string): string {
  return prefix === '' ? text : `${prefix}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** The folder that holds all the changed files, decoded; '' where only the tree itself does. */
export function commonFolder(changes: readonly FileChange[]): string {
  const folders = changes.map(({ path }) => path.split('/').slice(0, -1));
  const first = folders[0] ?? [];
  let depth = first.length;
  for (const folder of folders) {
    let same = 0;
    while (same < depth && folder[same] === first[same]) same++;
    depth = same;
  }
  return decodeText(first.slice(0, depth).join('/'));
}

/** What several entries do, in the imperative: `Remove CONFIG_A, CONFIG_B and 2 more`. */
export function describeEntries(entries: readonly RuleEntry[], width: number): string {
  const removed = [...new Set(entries.filter((entry) => entry.action === 'remove').map(nameThing))];
  const others = [...new Set(entries.filter((entry) => entry.action !== 'remove').map(describeEntry))];
  const clauses = [...(removed.length > 0 ? [`Remove ${listNames(removed, LISTED)}`] : []), ...others];
  const whole = clauses.map((clause, i) => (i === 0 ? clause : lowerFirst(clause)));
  const text = joinWords(whole);
  if (text.length <= width) return text;
  const count = new Set(entries.map((entry) => `${entry.action} ${nameThing(entry)}`)).size;
  const short = removed.length > 0 ? `Remove ${removed[0]!}` : others[0]!;
  return count > 1 ? `${short} and ${count - 1} more` : short;
}

function listNames(names: readonly string[], most: number): string {
  if (names.length <= most) return joinWords(names);
  return joinWords([...names.slice(0, most - 1), `${names.length - most + 1} more`]);
}

function joinWords(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? 'Change nothing')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function describeEntry(entry: RuleEntry): string {
  switch (entry.action) {
    case 'remove':
      return `Remove ${nameThing(entry)}`;
    case 'replace':
      return `Replace ${nameThing(entry)} by ${nameHeir(entry)}`;
    case 'rename':
      return `Rename ${nameThing(entry)} to ${entry.kind === 'config' ? 'CONFIG_' : ''}${entry.to}`;
    case 'add':
      return `Let CONFIG_${entry.to} ${entry.kind.replace('-on', ' on').replace('default', 'default to')} ${entry.text}`;
  }
}

/** A sentence for the message of a document without one. */
function explainEntry(entry: RuleEntry): string {
  if (entry.action !== 'remove') return `${describeEntry(entry)}.`;
  const thing = nameThing(entry);
  if (entry.kind !== 'config') return `Remove ${thing} and what only it kept in use.`;
  const { value } = entry;
  const text = value.value;
  const rest =
    value.kind === 'tristate' && value.value === 'n'
      ? 'Remove it and what depends on it.'
      : 'Remove the symbol and what tests it.';
  return `${thing} is always ${text}. ${rest}`;
}

/** An entry's subject as prose names it. */
function nameThing(entry: RuleEntry): string {
  if (entry.action === 'add') return `CONFIG_${entry.to}`;
  const { kind, name } = entry;
  switch (kind) {
    case 'config':
      return `CONFIG_${name}`;
    case 'function':
      return `${name}()`;
    case 'member':
      return `${name} of ${ownerOf(entry)}`;
    case 'parameter':
      return `parameter ${name} of ${ownerOf(entry)}()`;
    case 'return':
      return `the return value of ${name}()`;
    case 'call':
      return `calls ${name}`;
    case 'tracepoint':
      return `tracepoint ${name}`;
    default:
      return name;
  }
}

function ownerOf(entry: { readonly of?: string }): string {
  return entry.of ?? '';
}

function nameHeir(entry: ReplaceEntry): string {
  if (entry.kind === 'function' && /^\w+$/.test(entry.with)) return `${entry.with}()`;
  return entry.kind === 'config' && /^\w+$/.test(entry.with) ? `CONFIG_${entry.with}` : entry.with;
}
