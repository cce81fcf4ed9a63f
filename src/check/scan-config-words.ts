import { readBytes } from '../scan/scan-files.js';
import { findConfigWords, type ConfigWord } from './config-words.js';

export interface ConfigWordsTask {
  readonly root: string;
  /** Below the root, parted by NUL bytes. */
  readonly paths: string;
  /** Text in place of what is on disk, for each path; null: there is none. */
  readonly texts: readonly (string | null)[];
}

export interface ConfigWordsHit {
  /** Index into the paths. */
  readonly file: number;
  readonly words: readonly ConfigWord[];
}

/** Finds the CONFIG_ words of files; one that can't be read counts as one without them. */
export function scanConfigWords({ root, paths, texts }: ConfigWordsTask): ConfigWordsHit[] {
  return paths.split('\0').flatMap((path, file) => {
    const text = texts[file] ?? readWhereNamed(root, path);
    const words = text === '' ? [] : findConfigWords(path, text);
    return words.length > 0 ? [{ file, words }] : [];
  });
}

/** The text of a file that holds such a word; most don't, and needn't become a string. */
function readWhereNamed(root: string, path: string): string {
  const bytes = readBytes(root, path);
  return bytes.includes('CONFIG_') ? bytes.toString('latin1') : '';
}
