import type { Identity } from '../git/read-identity.js';
import { wrapText } from './wrap-text.js';

/** Columns of a header line, and of one with encoded words (RFC 2047, section 2), as git format-patch has them. */
const WIDTH = 78;
const ENCODED_WIDTH = 76;

const PRINTABLE = /^[\x20-\x7e]*$/;

/** Whether a text can't stand in a header as it is. */
function needsEncoding(text: string): boolean {
  return !PRINTABLE.test(text) || text.includes('=?');
}

/**
 * A header with free text, folded; other characters than ASCII as encoded words.
 * @param kept text before the rest that is never encoded: `[PATCH 1/2] `.
 */
export function textHeader(name: string, kept: string, text: string): string {
  const start = `${name}: ${kept}`;
  if (needsEncoding(text)) return `${start}${encodeWords(text, start.length)}\n`;
  return `${name}: ${wrapText(kept + text, WIDTH, name.length + 2, ' ')}\n`;
}

/** `From: A Hacker <hacker@example.org>` */
export function addressHeader(name: string, identity: Identity): string {
  return `${name}: ${formatAddress(identity, name.length + 2)}\n`;
}

/** A header with many addresses, one a line; '' for none. */
export function addressListHeader(name: string, identities: readonly Identity[]): string {
  if (identities.length === 0) return '';
  return `${name}: ${identities.map((identity) => formatAddress(identity, 4)).join(',\n    ')}\n`;
}

/** @param column where it will stand in its line. */
export function formatAddress({ name, email }: Identity, column: number): string {
  if (name === '') return email;
  return `${formatName(name, column)} <${email}>`;
}

function formatName(name: string, column: number): string {
  if (needsEncoding(name)) return encodeWords(name, column);
  // What is no atom of RFC 5322 stands in quotes.
  return /^[\w !#$%&'*+\-/=?^`{|}~]*$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** Quoted-printable words of RFC 2047, split between characters, joined by folds. */
function encodeWords(text: string, column: number): string {
  const open = '=?UTF-8?q?';
  const words: string[] = [];
  let word = open;
  let start = column;
  for (const char of text) {
    const code = /^[A-Za-z0-9!*+\-/]$/.test(char) ? char : escapeBytes(Buffer.from(char));
    if (start + word.length + code.length + 2 > ENCODED_WIDTH && word !== open) {
      words.push(`${word}?=`);
      word = open;
      start = 1;
    }
    word += code;
  }
  words.push(`${word}?=`);
  return words.join('\n ');
}

function escapeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/**
 * Text as quoted-printable (RFC 2045, section 6.7): what carries line ends of DOS through mail.
 * @param bytes latin1.
 */
export function quotePrintable(bytes: string): string {
  const lines = bytes.split('\n').map((line) => {
    const codes = Array.from(line, (char, i) => {
      const plain = /^[\t -<>-~]$/.test(char) && !(i === line.length - 1 && /^[ \t]$/.test(char));
      return plain ? char : escapeBytes(Buffer.from(char, 'latin1'));
    });
    let text = '';
    let width = 0;
    for (const code of codes) {
      if (width + code.length > 75) {
        text += '=\n';
        width = 0;
      }
      text += code;
      width += code.length;
    }
    return text;
  });
  return lines.join('\n');
}
