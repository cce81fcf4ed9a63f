import type { SplitBy } from '../options.js';
import type { FileReport } from '../report/file-reports.js';
import type { DocumentResult } from '../result.js';
import { bodyOf, commonFolder, subjectOf, withPrefix } from './describe-document.js';
import type { Section } from './maintainers/parse-maintainers.js';
import type { SeriesPart } from './series-part.js';
import { splitFiles, type FileGroup } from './split-files.js';

/**
 * The patches of a series in order: one for each document that changes something, or one for each group of its files.
 * @param files the reports of each document's changes.
 */
export function planSeries(
  documents: readonly DocumentResult[],
  files: readonly (readonly FileReport[])[],
  by: SplitBy | undefined,
  sections: readonly Section[],
): SeriesPart[] {
  return documents.flatMap((part, document) => {
    const groups = splitFiles(files[document]!, by, sections, part.document.entries);
    const subject = subjectOf(part.document, part.changes);
    const subjects = groups.length > 1 ? groups.map((group) => subjectOfGroup(subject, group)) : [subject];
    return groups.map((group, i) => ({
      document,
      // Two groups of one folder are told apart by their names.
      subject:
        group.label !== '' && subjects.filter((own) => own === subjects[i]).length > 1
          ? `${subjects[i]!} (${group.label})`
          : subjects[i]!,
      body: bodyOf(part.document),
      files: group.files,
    }));
  });
}

/** The subject with the group's folder in place of its prefixes (`KVM: x86: remove …`). */
function subjectOfGroup(subject: string, { files }: FileGroup): string {
  const folder = commonFolder(files.map(({ change }) => change));
  if (folder === '') return subject;
  const bare = subject.replace(/^(?:[^\s:]+(?:, [^\s:]+)*: )+/, '');
  // A subject without prefix begins with a capital.
  return bare === subject ? withPrefix(folder, bare) : `${folder}: ${bare}`;
}
