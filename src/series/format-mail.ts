import type { Identity } from '../git/read-identity.js';
import { quotePath } from '../patch/quote-path.js';
import { makePalette } from '../report/color.js';
import type { FileReport } from '../report/file-reports.js';
import { renderStat } from '../report/stat-report.js';
import { addressHeader, addressListHeader, quotePrintable, textHeader } from './mail-headers.js';

/** What all mails of a series have in common. */
export interface MailSettings {
  readonly from: Identity;
  /** As a Date: header has it; absent: none is written, and git am takes the time at which it runs. */
  readonly date?: string;
  /** Trailer of each message. */
  readonly signoff?: string;
  /** The tool and its version: what stands below each patch. */
  readonly signature: string;
}

export interface Mail {
  /** From 1; 0 for the cover letter. */
  readonly number: number;
  readonly total: number;
  readonly subject: string;
  readonly body: string;
  readonly cc: readonly Identity[];
  /** Diffstat and patch, latin1. */
  readonly tail: string;
}

/** Width that git format-patch gives a diffstat. */
const STAT_WIDTH = 72;

/** One mail of a series, as git format-patch writes it. @returns latin1: bytes as characters. */
export function formatMail(mail: Mail, settings: MailSettings): string {
  const body = `${utf8(guardBody(mail.body))}\n`;
  const content = `${body}${mail.tail}-- \n${settings.signature}\n\n`;
  // Mail and git am drop the CR of a CRLF, unless it is encoded.
  const encoded = mail.tail.includes('\r\n');
  const headers = [
    `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001\n`,
    addressHeader('From', settings.from),
    settings.date === undefined ? '' : `Date: ${settings.date}\n`,
    textHeader('Subject', prefixOf(mail), mail.subject),
    // eslint-disable-next-line no-control-regex -- a range of bytes
    encoded || !/^[\x00-\x7f]*$/.test(body) ? mimeHeaders(encoded) : '',
    addressListHeader('Cc', mail.cc),
  ];
  return `${headers.join('')}\n${encoded ? quotePrintable(content) : content}`;
}

function prefixOf({ number, total }: Mail): string {
  if (total === 1) return '[PATCH] ';
  return `[PATCH ${String(number).padStart(String(total).length, '0')}/${total}] `;
}

function mimeHeaders(encoded: boolean): string {
  return `MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: ${encoded ? 'quoted-printable' : '8bit'}
`;
}

/**
 * Lines of the message that git am would take for the end of the message, the next mail or a header stand one space
 * further in.
 */
function guardBody(body: string): string {
  return body
    .replace(/^(?=---$|--- |diff -|Index: |From |>From )/gm, ' ')
    .replace(/^(?=From:|Date:|Subject:|\[PATCH)/, ' ');
}

/** The part of a patch mail below its message: diffstat, deleted files, patch. */
export function patchTail(files: readonly FileReport[]): string {
  return `---\n${diffstat(files)}\n${files.map(({ patch }) => patch).join('')}`;
}

/** A diffstat with the files that go, latin1. */
export function diffstat(files: readonly FileReport[]): string {
  const gone = files
    .filter(({ change }) => change.status === 'deleted')
    .map(
      ({ change }) => ` delete mode ${change.mode.toString(8).padStart(6, '0')} ${quotePath(change.path)}\n`,
    );
  return renderStat(files, STAT_WIDTH, makePalette(false)) + gone.join('');
}

/** UTF-16 as UTF-8 bytes, in latin1. */
export function utf8(text: string): string {
  return Buffer.from(text).toString('latin1');
}
