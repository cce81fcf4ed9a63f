import type { Edit } from '../../edit/edit.js';

/**
 * Two texts in which every line that both have stands on the same line: where one lost lines, or got more, blank ones
 * make up for it. So nothing that depends on `__LINE__` differs when they are compiled.
 * @param edits from `before` to the other text; sorted and disjoint.
 */
export function keepLines(
  before: string,
  edits: readonly Edit[],
): { readonly before: string; readonly after: string } {
  const old = openText();
  const now = openText();
  let at = 0;
  for (const { start, end, text } of edits) {
    const kept = before.slice(at, start);
    old.add(kept);
    now.add(kept);
    old.add(before.slice(start, end));
    now.add(text);
    const lost = countLines(before.slice(start, end)) - countLines(text);
    if (lost > 0) now.owe(lost);
    else old.owe(-lost);
    at = end;
  }
  old.add(before.slice(at));
  now.add(before.slice(at));
  return { before: old.end(), after: now.end() };
}

/** Collects a text, and puts blank lines where a line ends that no backslash joins to the next one. */
function openText() {
  const parts: string[] = [];
  let owed = 0;
  let last = '';
  const put = (text: string) => {
    if (text === '') return;
    parts.push(text);
    last = (last + text).slice(-3);
  };
  const isBetweenLines = () => last.endsWith('\n') && !/\\\r?\n$/.test(last);
  const settle = () => {
    if (owed === 0 || !isBetweenLines()) return;
    put('\n'.repeat(owed));
    owed = 0;
  };
  return {
    add(text: string) {
      let rest = text;
      while (owed > 0 && rest !== '') {
        const end = rest.indexOf('\n') + 1;
        if (end === 0) break;
        put(rest.slice(0, end));
        rest = rest.slice(end);
        settle();
      }
      put(rest);
    },
    owe(lines: number) {
      owed += lines;
      settle();
    },
    end: () => parts.join(''),
  };
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
