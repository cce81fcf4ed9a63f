import type { SplitBy } from '../options.js';
import { decodeText } from '../report/decode-text.js';
import type { FileReport } from '../report/file-reports.js';
import type { RuleEntry } from '../rules/rule-document.js';
import { ownSection } from './maintainers/find-sections.js';
import type { Section } from './maintainers/parse-maintainers.js';

export interface FileGroup {
  /** What the files have in common, for people: a folder, or the title of an entry of MAINTAINERS. */
  readonly label: string;
  readonly files: readonly FileReport[];
}

/**
 * Parts a document's files by who takes their patch. Groups are sorted by their first file, but the one that defines
 * what goes comes last: its users have to be gone by then. `undefined` as `by` makes one group.
 * @param sections of MAINTAINERS; needed for `maintainer` only.
 */
export function splitFiles(
  files: readonly FileReport[],
  by: SplitBy | undefined,
  sections: readonly Section[],
  entries: readonly RuleEntry[],
): FileGroup[] {
  const groups = new Map<string, FileReport[]>();
  for (const file of files) {
    const label = by === undefined ? '' : labelOf(file.change.path, by, sections);
    const group = groups.get(label);
    if (group) group.push(file);
    else groups.set(label, [file]);
  }
  const removed = new Set(
    entries.flatMap((entry) => (entry.action === 'remove' && entry.kind === 'config' ? [entry.name] : [])),
  );
  const all = [...groups].map(([label, own]) => ({ label, files: own }));
  const isLast = ({ files: own }: FileGroup) => own.some((file) => definesSymbol(file, removed));
  return [...all.filter((group) => !isLast(group)), ...all.filter(isLast)];
}

/** Whether a Kconfig file holds the entry of one of the symbols. */
function definesSymbol({ change }: FileReport, symbols: ReadonlySet<string>): boolean {
  if (change.kind !== 'kconfig') return false;
  const entries = change.before.matchAll(/^[ \t]*(?:menu)?config[ \t]+(\w+)/gm);
  return [...entries].some(([, name]) => symbols.has(name!));
}

function labelOf(path: string, by: SplitBy, sections: readonly Section[]): string {
  if (by === 'maintainer') return ownSection(sections, path)?.title ?? '';
  return decodeText(path.split('/').slice(0, -1).slice(0, FOLDERS).join('/'));
}

/** `drivers/net`, `arch/x86`, `mm`. */
const FOLDERS = 2;
