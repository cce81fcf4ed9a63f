/** Longest name, with its ending, as git format-patch has it. */
const LONGEST = 64;
const ENDING = '.patch';

/** `0001-subject-slug.patch`, as git format-patch names it. @param subject UTF-16. */
export function patchFileName(number: number, subject: string): string {
  const stem = `${String(number).padStart(4, '0')}-${makeSlug(subject)}`;
  return `${stem.slice(0, LONGEST - ENDING.length - 1)}${ENDING}`;
}

/** Letters, digits, `_` and dots stay; all else becomes `-` (format_sanitized_subject() in git's pretty.c). */
function makeSlug(subject: string): string {
  return subject
    .replace(/[^A-Za-z0-9._]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^-+|[-.]+$/g, '');
}
