import { applyEdits } from '../edit/apply-edits.js';
import { chainEdits } from '../edit/chain-edits.js';
import type { Identity } from '../git/read-identity.js';
import { makeFileReports, type FileReport } from '../report/file-reports.js';
import type { DocumentResult, FileChange } from '../result.js';
import { describeEntries, subjectOf } from './describe-document.js';
import { diffstat } from './format-mail.js';
import type { SeriesPart } from './series-part.js';
import { wrapText } from './wrap-text.js';

const WIDTH = 72;

/** Subject and text of a series' cover letter: what each patch is called, and the diffstat of all of them. */
export function writeCover(
  documents: readonly DocumentResult[],
  parts: readonly SeriesPart[],
  from: Identity,
): { readonly subject: string; readonly body: string; readonly tail: string } {
  const own = documents.filter((_, index) => parts.some((part) => part.document === index));
  const list = parts.map(({ subject }) => wrapText(`  ${subject}`, WIDTH, 0, '    ')).join('\n');
  return {
    subject: coverSubject(own),
    body: `${coverText(own, parts)}\n\n${from.name} (${parts.length}):\n${list}\n`,
    tail: `${diffstat(overallReports(documents))}\n`,
  };
}

function coverSubject(documents: readonly DocumentResult[]): string {
  const [first, ...others] = documents.map(({ document, changes }) => subjectOf(document, changes));
  if (others.length === 0) return first ?? '';
  const entries = documents.flatMap(({ document }) => document.entries);
  const text = describeEntries(entries, WIDTH);
  // `KVM: ` where all patches begin so.
  const prefix = /^[^\s:]+: /.exec(first!)?.[0];
  return prefix !== undefined && others.every((subject) => subject.startsWith(prefix))
    ? `${prefix}${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text;
}

function coverText(documents: readonly DocumentResult[], parts: readonly SeriesPart[]): string {
  const first = parts[0]!;
  if (documents.length === 1) return first.body;
  return `${parts.length} patches, each on top of the one before.`;
}

/** What the series as a whole does to each file, for its diffstat. */
function overallReports(documents: readonly DocumentResult[]): FileReport[] {
  const overall = new Map<string, FileChange>();
  for (const change of documents.flatMap(({ changes }) => changes)) {
    const before = overall.get(change.path);
    overall.set(change.path, before ? joinChanges(before, change) : change);
  }
  return makeFileReports([...overall.values()].sort((a, b) => (a.path < b.path ? -1 : 1)));
}

function joinChanges(first: FileChange, second: FileChange): FileChange {
  if (second.status === 'deleted') return { ...second, before: first.before, edits: [] };
  const edits = chainEdits(first.before, first.edits, second.edits);
  // A file that ends as it began has no part in the whole.
  const same = applyEdits(first.before, edits) === first.before;
  return { ...second, before: first.before, edits: same ? [] : edits };
}
