import type { Edit } from '../../edit/edit.js';
import { makeSourceText } from '../../text/source-text.js';
import { spanAt } from '../../text/span.js';
import { subjectOf, type NameSubject } from '../c/names/name-subject.js';
import { isDistinctiveName, isPathPart, isSpokenOf } from '../c/names/rename-prose.js';
import { factId, type Leftover, type ReplaceFact } from '../facts.js';
import type { FileKind } from '../file-kind.js';
import { findWord } from '../plain-text/mentions.js';
import { fitUnderlines } from './fit-underlines.js';
import { keepColumns } from './keep-columns.js';
import { findProse } from './prose.js';

type Reason = readonly [code: string, message: string];

const REASONS: Partial<Record<FileKind, Reason>> = {
  kbuild: ['mentioned-in-makefile', 'the word in this Makefile may mean something else'],
  rust: ['mentioned-in-rust', 'the name in this Rust code may be one of its own'],
  script: ['mentioned-in-script', 'the word in this script may mean something else'],
  documentation: ['mentioned-in-documentation', 'the word in this document may mean something else'],
  kconfig: ['mentioned-in-help', 'the word in this Kconfig file may mean something else'],
};

const IN_TEXT: Reason = ['mentioned-in-text', 'the word in this text may mean something else'];

/**
 * Renames things of C in a file of another language, as whole words: in documentation, scripts and comments where the
 * name can mean nothing else, in Makefiles where it is the value of an option, in Rust behind `bindings::`.
 */
export function renameNamesInText(task: {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly facts: readonly ReplaceFact[];
}): { readonly edits: readonly Edit[]; readonly leftovers: readonly Leftover[] } {
  const { path, kind, text, facts } = task;
  const edits: Edit[] = [];
  const leftovers: Leftover[] = [];
  const prose = findProse(kind, text);
  for (const fact of facts) {
    const subject = subjectOf(fact.name);
    const { name } = subject;
    const cause = factId(fact);
    for (const start of findWord(text, name)) {
      const end = start + name.length;
      if (fact.path === undefined && isMeant(kind, text, prose, subject, start)) {
        edits.push({ start, end, text: subjectOf(fact.with).name, cause });
      } else if (isPathPart(text, start, end)) continue;
      else if (isDistinctiveName(name) || text[end] === '(') {
        const [code, message] = REASONS[kind] ?? IN_TEXT;
        leftovers.push({ code, path, offset: start, message, cause });
      }
    }
  }
  edits.sort((a, b) => a.start - b.start);
  const source = makeSourceText(path, text);
  const underlines = kind === 'documentation' ? fitUnderlines(source, edits) : [];
  const all = [...edits, ...keepColumns(source, edits), ...underlines];
  return { edits: all.sort((a, b) => a.start - b.start), leftovers };
}

function isMeant(
  kind: FileKind,
  text: string,
  prose: ReturnType<typeof findProse>,
  subject: NameSubject,
  start: number,
): boolean {
  const end = start + subject.name.length;
  if (spanAt(prose.comments, start)) return isSpokenOf(text, start, end, subject);
  switch (kind) {
    case 'rust':
      return (
        !spanAt(prose.strings, start) && /\bbindings::\s*$/.test(text.slice(Math.max(0, start - 20), start))
      );
    case 'kbuild':
      return subject.tag === null && isDistinctiveName(subject.name) && /[=,]/.test(text[start - 1] ?? '');
    case 'documentation':
    case 'script':
      return isSpokenOf(text, start, end, subject);
    default:
      return false;
  }
}
