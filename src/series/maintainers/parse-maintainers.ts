import type { Identity } from '../../git/read-identity.js';
import { readFilePattern, type FilePattern } from './file-pattern.js';
import { fromPerl } from './perl-pattern.js';

/** One entry of MAINTAINERS. */
export interface Section {
  readonly title: string;
  /** M: and R:, in order; none of who gets all patches anyway. */
  readonly people: readonly Identity[];
  /** L:, without lists that only subscribers may write to. */
  readonly lists: readonly Identity[];
  /** F: and N: in order. */
  readonly files: readonly FilePattern[];
  /** X: */
  readonly excluded: readonly FilePattern[];
  /** K: */
  readonly keywords: readonly RegExp[];
}

/**
 * Reads the entries of a MAINTAINERS file as get_maintainer.pl does: lines `X: value` in a row are an entry, and the
 * line above them is its title.
 * @param text latin1; @param isFolder of the tree.
 */
export function parseMaintainers(text: string, isFolder: (path: string) => boolean): Section[] {
  const sections: Section[] = [];
  let title = '';
  let fields: (readonly [string, string])[] = [];
  const close = () => {
    if (fields.length > 0) sections.push(makeSection(title, fields, isFolder));
    fields = [];
  };
  for (const line of Buffer.from(text, 'latin1').toString().split('\n')) {
    const field = /^([A-Z]):\s*(.*)/.exec(line);
    if (field) {
      fields.push([field[1]!, field[2]!]);
    } else if (!/^\s*(?:#|$)/.test(line)) {
      close();
      title = line.trim();
    }
  }
  close();
  return sections;
}

function makeSection(
  title: string,
  fields: readonly (readonly [string, string])[],
  isFolder: (path: string) => boolean,
): Section {
  const valuesOf = (type: string) => fields.filter(([own]) => own === type).map(([, value]) => value);
  const patterns = (...types: readonly string[]) =>
    fields
      .filter(([type]) => types.includes(type))
      .flatMap(
        ([type, value]) =>
          (type === 'N' ? readNamePattern(value) : readFilePattern(bytes(value), isFolder)) ?? [],
      );
  // get_maintainer.pl leaves the chief penguin out, who would get every patch.
  const chief = valuesOf('S').some((value) => value.toLowerCase() === 'buried alive in reporters');
  const people = fields.filter(([type]) => type === 'R' || (type === 'M' && !chief));
  const lists = valuesOf('L').filter((value) => !value.includes('subscribers-only'));
  return {
    title,
    people: people.flatMap(([, value]) => readAddress(value) ?? []),
    lists: lists.flatMap((value) => readAddress(value.split(/\s/)[0]!) ?? []),
    files: patterns('F', 'N'),
    excluded: patterns('X'),
    keywords: valuesOf('K').flatMap((value) => fromPerl(value) ?? []),
  };
}

/** N: says nothing about how specific it is. */
function readNamePattern(text: string): FilePattern | undefined {
  const regex = fromPerl(text);
  return regex && { matches: (path) => regex.test(path), depth: 0 };
}

function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** `A Hacker <a@example.org>`, `"A. Hacker" <…>` or the bare address. */
export function readAddress(text: string): Identity | undefined {
  const full = /^([^<]+)<(.+@[^>]*)>/.exec(text);
  if (full) {
    const name = full[1]!.trim().replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
    return { name, email: full[2]!.trim() };
  }
  const bare = /^\s*<(.+@\S*)>/.exec(text) ?? /^\s*(\S+@\S*)/.exec(text);
  return bare ? { name: '', email: bare[1]!.trim() } : undefined;
}
