import { factId, type FileFact, type Leftover } from '../facts.js';

/**
 * A leftover for each place that names a deleted file by its whole path (a MAINTAINERS `F:` line, a document that
 * includes it). The last component alone is not enough: many folders have a file of the same name.
 */
export function listMentionedFiles(path: string, text: string, files: readonly FileFact[]): Leftover[] {
  const leftovers: Leftover[] = [];
  for (const fact of files) {
    if (fact.path === path || !fact.path.includes('/')) continue;
    for (let at = text.indexOf(fact.path); at >= 0; at = text.indexOf(fact.path, at + 1)) {
      const before = text[at - 1] ?? ' ';
      const after = text.slice(at + fact.path.length, at + fact.path.length + 2);
      if (/[A-Za-z0-9_.-]/.test(before) || /^(?:[A-Za-z0-9_-]|\.[A-Za-z0-9_])/.test(after)) continue;
      leftovers.push({
        code: 'mentions-deleted-file',
        path,
        offset: at,
        message: `names ${fact.path}, which is gone`,
        cause: factId(fact),
      });
    }
  }
  return leftovers;
}
