/** One patch of a series: a mail of an mbox, or a whole file that is no mail. */
export interface MailPart {
  /** From the first file's header on; latin1. */
  readonly text: string;
  /** Lines of the file before it. */
  readonly linesBefore: number;
}

/** What git format-patch and mail programs write above each mail. */
const MAIL_HEAD = /^From (?:[0-9a-f]{40}|\S+) +\S.*\d{4}.*$/gm;

/** Where the first file of a patch begins. */
const FILE_HEAD = /^(?:diff --git |Index: |diff -|--- \S.*\r?\n\+\+\+ \S|@@ -\d)/m;

/** Git's signature: a line of two dashes and a blank, and git's version. */
const SIGNATURE = /\n-- \r?\n(?![-+ \\@])[^\n]*\n*$/;

/**
 * Splits a patch file into its mails, and takes away what stands around the diffs: headers, messages, signatures. A
 * file that is no mbox is one part. Mails without a diff (cover letters) give none.
 */
export function splitMails(text: string): MailPart[] {
  const heads = [...text.matchAll(MAIL_HEAD)]
    .map(({ index }) => index)
    .filter((at) => /^[\w-]+:[ \t]/.test(text.slice(text.indexOf('\n', at) + 1)));
  const starts = heads.length > 0 && text.slice(0, heads[0]).trim() === '' ? heads : [0];
  return starts.flatMap((start, i) => readMail(text, start, starts[i + 1] ?? text.length));
}

function readMail(text: string, start: number, end: number): MailPart[] {
  const mail = text.slice(start, end);
  const linesBefore = countLines(text, start);
  const bodyAt = /\r?\n\r?\n/.exec(mail)?.index ?? 0;
  const encoding = /^Content-Transfer-Encoding:[ \t]*(\S+)/im.exec(mail.slice(0, bodyAt))?.[1]?.toLowerCase();
  if (encoding === 'base64' || encoding === 'quoted-printable') {
    // Lines of the encoded body are none of the patch: places count from the start of the mail.
    const body = mail.slice(bodyAt).trimStart();
    return cutDiff(encoding === 'base64' ? decodeBase64(body) : decodeQuoted(body), linesBefore);
  }
  return cutDiff(mail, linesBefore);
}

function cutDiff(mail: string, linesBefore: number): MailPart[] {
  const at = mail.search(FILE_HEAD);
  if (at < 0) return [];
  const diff = mail.slice(at).replace(SIGNATURE, '\n');
  // On its way a mail may have got CR LF everywhere; in a diff of files that have them, git's own lines have none.
  const isMailed = /^[^\n]*\r\n/.test(diff);
  return [
    {
      text: isMailed ? diff.replace(/\r$/gm, '') : diff,
      linesBefore: linesBefore + countLines(mail, at),
    },
  ];
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

const decodeBase64 = (body: string): string => Buffer.from(body, 'base64').toString('latin1');

/** RFC 2045, 6.7. */
function decodeQuoted(body: string): string {
  return body
    .replace(/[ \t]*=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
