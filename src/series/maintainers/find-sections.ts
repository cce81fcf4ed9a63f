import type { Identity } from '../../git/read-identity.js';
import type { Section } from './parse-maintainers.js';

/** The entries that a path belongs to, the most specific one first; as specific ones in the file's order. */
export function sectionsOf(sections: readonly Section[], path: string): Section[] {
  const found: { readonly section: Section; readonly depth: number }[] = [];
  for (const section of sections) {
    const depth = section.files.findLast((pattern) => pattern.matches(path))?.depth;
    if (depth === undefined || section.excluded.some((pattern) => pattern.matches(path))) continue;
    found.push({ section, depth });
  }
  return found.sort((a, b) => b.depth - a.depth).map(({ section }) => section);
}

/** The entry that a path belongs to first, unless it takes any path; undefined then. */
export function ownSection(sections: readonly Section[], path: string): Section | undefined {
  return sectionsOf(sections, path).find((section) => !section.files.every(({ depth }) => depth < 0));
}

/**
 * The entries whose K: finds something in a patch.
 * @param lines of the patch: all of its message, and what it adds and removes.
 */
export function sectionsByKeyword(sections: readonly Section[], lines: readonly string[]): Section[] {
  const text = lines.join('\n');
  const inLines = (regex: RegExp) =>
    // Once over all the text first: most keywords stand nowhere.
    new RegExp(regex.source, 'm').test(text) && lines.some((line) => regex.test(line));
  return sections.filter(({ keywords }) => keywords.some(inLines));
}

/**
 * Whom get_maintainer.pl names for a patch, without those that git's history would add: people first, then lists.
 * @param paths that the patch changes; @param lines see sectionsByKeyword.
 */
export function recipientsOf(
  sections: readonly Section[],
  paths: readonly string[],
  lines: readonly string[],
): Identity[] {
  const own = [...paths].sort((a, b) => (a < b ? -1 : 1)).flatMap((path) => sectionsOf(sections, path));
  const all = [...new Set([...own, ...sectionsByKeyword(sections, lines)])];
  const names = new Set<string>();
  const addresses = new Set<string>();
  const unknown = ({ name, email }: Identity) => {
    const isKnown = addresses.has(email.toLowerCase()) || (name !== '' && names.has(name.toLowerCase()));
    if (isKnown) return false;
    addresses.add(email.toLowerCase());
    if (name !== '') names.add(name.toLowerCase());
    return true;
  };
  const people = all.flatMap((section) => section.people).filter(unknown);
  return [...people, ...all.flatMap((section) => section.lists).filter(unknown)];
}
