import { mergeTerms } from '../lang/c/types/merge-terms.js';
import type { TypeAnswers } from '../lang/c/types/type-answers.js';
import type { Term } from '../lang/c/types/term.js';
import { classifyFile } from '../lang/file-kind.js';
import { locateText } from '../scan/disk-text.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import type { WordSearch } from './word-search.js';

/** A name that more headers may declare than this isn't looked into. */
const MANY_HEADERS = 120;
/** The same for the files that may declare a member. */
const MANY_OWNERS = 1500;

/** Answers questions about types, and remembers: it is the tree before the document that is asked. */
export interface TypeMemory extends TypeAnswers {
  /** Answers those questions that have no answer yet; afterwards each has one, if only null. */
  learn(questions: readonly string[]): Promise<void>;
  /** The answers to these questions alone. */
  pick(questions: readonly string[]): TypeAnswers;
}

export function openTypeMemory(tree: TreeView, search: WordSearch, pool: Pool): TypeMemory {
  const terms = new Map<string, Term | null>();
  const owners = new Map<string, readonly string[] | null>();
  const isKnown = (question: string) => terms.has(question) || owners.has(question);
  return {
    terms,
    owners,
    async learn(questions) {
      const fresh = [...new Set(questions)].filter((question) => !isKnown(question)).sort();
      if (fresh.length === 0) return;
      const located = await locate(fresh, search);
      const byPath = new Map<string, string[]>();
      for (const [question, paths] of located) {
        for (const path of paths ?? []) byPath.set(path, [...(byPath.get(path) ?? []), question]);
      }
      const paths = [...byPath.keys()].sort();
      const reports = await Promise.all(paths.map((path) => read(tree, path, byPath.get(path)!, pool)));
      const found = new Map<string, Set<string>>();
      for (const report of reports) {
        for (const [question, term] of report?.terms ?? []) {
          const known = terms.get(question);
          terms.set(question, known ? mergeTerms(known, term) : term);
        }
        for (const [question, keys] of report?.owners ?? []) {
          const known = found.get(question) ?? new Set();
          keys.forEach((key) => known.add(key));
          found.set(question, known);
        }
      }
      for (const question of fresh) {
        if (question.startsWith('owners ')) {
          owners.set(question, located.get(question) ? [...(found.get(question) ?? [])].sort() : null);
        } else if (!terms.has(question)) terms.set(question, null);
      }
    },
    pick: (questions) => ({
      terms: pickFrom(terms, questions),
      owners: pickFrom(owners, questions),
    }),
  };
}

function pickFrom<T>(answers: ReadonlyMap<string, T>, questions: readonly string[]): Map<string, T> {
  return new Map(
    questions.flatMap((question) => (answers.has(question) ? [[question, answers.get(question)!]] : [])),
  );
}

/** Words of which a declaration that answers the question holds one, as declarations are written. */
export function definitionWords(question: string): string[] {
  const space = question.indexOf(' ');
  const kind = question.slice(0, space);
  const name = question.slice(space + 1);
  switch (kind) {
    case 'struct':
    case 'union':
      return [
        `${question} {`,
        `${question}\n{`,
        `${question}{`,
        `${question} __attribute__`,
        `${question} __packed {`,
      ];
    case 'typedef':
      return [`${name};`, `*${name})`, `${name}[`];
    case 'name':
      return [`${name}(`, `${name};`, `${name}[`, `${name})`, `define ${name}`, `define\t${name}`];
    default:
      return name.length < 3 ? [` ${name};`, `*${name};`] : [name];
  }
}

/** The files that may answer each question; null where there are too many. */
async function locate(
  questions: readonly string[],
  search: WordSearch,
): Promise<Map<string, readonly string[] | null>> {
  const found = await search.find(questions.flatMap(definitionWords));
  return new Map(
    questions.map((question) => {
      const paths = new Set(definitionWords(question).flatMap((word) => found.get(word) ?? []));
      const code = [...paths].filter((path) => classifyFile(path) === 'c');
      if (question.startsWith('owners ')) return [question, code.length > MANY_OWNERS ? null : code];
      const headers = settle(
        code.filter((path) => path.endsWith('.h')),
        (path) =>
          definitionWords(question).some((w) => w.startsWith('define') && found.get(w)?.includes(path)),
      );
      return [question, headers];
    }),
  );
}

/** What other files can mean is declared in headers; those of the tools beside a kernel repeat its own. */
function settle(headers: readonly string[], isMacro: (path: string) => boolean): readonly string[] | null {
  const own = headers.filter((path) => !/^(?:tools|scripts|samples)\//.test(path));
  const some = own.length > 0 ? own : headers;
  if (some.length <= MANY_HEADERS) return some;
  const macros = some.filter(isMacro);
  return macros.length > 0 && macros.length <= MANY_HEADERS ? macros : null;
}

async function read(tree: TreeView, path: string, questions: readonly string[], pool: Pool) {
  const text = tree.overlay.get(path);
  if (text !== undefined) return await pool.run('readTypes', { text, questions });
  const source = locateText(tree.root, path);
  return source ? await pool.runOn('readTypes', source, { questions }) : undefined;
}
