import type { Identity } from '../git/read-identity.js';
import type { FileReport } from '../report/file-reports.js';
import type { DocumentResult } from '../result.js';
import { addTrailer } from './add-trailer.js';
import { writeCover } from './cover-letter.js';
import { patchFileName } from './file-name.js';
import { diffstat, formatMail, patchTail, type MailSettings } from './format-mail.js';
import { recipientsOf } from './maintainers/find-sections.js';
import type { Section } from './maintainers/parse-maintainers.js';
import type { SeriesPart } from './series-part.js';

export interface SeriesFile {
  readonly name: string;
  /** Latin1. */
  readonly text: string;
}

/**
 * The files of a series as git format-patch would write them: a cover letter where there are several patches, and the
 * patches, numbered from 1.
 * @param maintainers for Cc: lines; undefined: there are none.
 */
export function makeSeries(
  documents: readonly DocumentResult[],
  parts: readonly SeriesPart[],
  settings: MailSettings,
  maintainers: readonly Section[] | undefined,
): SeriesFile[] {
  const total = parts.length;
  const signed = parts.map((part) => ({
    ...part,
    body: settings.signoff === undefined ? part.body : addTrailer(part.body, settings.signoff),
  }));
  const recipients = signed.map((part) => (maintainers ? partRecipients(part, maintainers) : []));
  const patches = signed.map((part, i) => ({
    name: patchFileName(i + 1, part.subject),
    text: formatMail(
      { ...part, number: i + 1, total, cc: recipients[i]!, tail: patchTail(part.files) },
      settings,
    ),
  }));
  if (total < 2) return patches;
  const cover = writeCover(documents, parts, settings.from);
  const everyone = [...new Map(recipients.flat().map((own) => [own.email.toLowerCase(), own])).values()];
  const letter = formatMail({ ...cover, number: 0, total, cc: everyone }, settings);
  return [{ name: '0000-cover-letter.patch', text: letter }, ...patches];
}

/** Whom the mail of a part goes to. */
export function partRecipients(part: SeriesPart, sections: readonly Section[]): Identity[] {
  const paths = part.files.map(({ change }) => change.path);
  return recipientsOf(sections, paths, [part.subject, ...part.body.split('\n'), ...patchLines(part.files)]);
}

/** What K: is sought in: the diffstat, and added and removed lines. */
function patchLines(files: readonly FileReport[]): string[] {
  const stat = diffstat(files).split('\n');
  const changed = files.flatMap(({ patch }) => {
    const lines = patch.split('\n');
    const first = lines.findIndex((line) => line.startsWith('@@ '));
    return lines.slice(first < 0 ? lines.length : first).filter((line) => /^[+-]/.test(line));
  });
  return [...stat, ...changed.map((line) => line.slice(1))];
}
