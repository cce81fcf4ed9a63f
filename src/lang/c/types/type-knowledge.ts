import { makeOutline } from '../syntax/outline.js';
import { readDeclarations, type Declarations } from './declarations.js';
import type { LookUp } from './reduce-term.js';
import type { TermScope } from './term-of-expression.js';
import type { TypeAnswers } from './type-answers.js';

/** Types as one file sees them: its own declarations first, then what the tree has. */
export interface TypeKnowledge {
  readonly lookUp: LookUp;
  /** The structs that declare a member of the name; null where nobody can tell. */
  readonly ownersOf: (member: string) => readonly string[] | null;
  /** All questions that the file couldn't answer itself. */
  readonly questions: ReadonlySet<string>;
  /** Declarations within functions that were read, by their offsets. */
  readonly locals: TermScope['locals'];
  /** Whether one of them still waits for its answer. */
  readonly isWaiting: () => boolean;
}

/** @param text the file's live text. */
export function makeTypeKnowledge(text: string, answers: TypeAnswers): TypeKnowledge {
  let own: Declarations | undefined;
  const questions = new Set<string>();
  let isWaiting = false;
  const answer = <T>(known: ReadonlyMap<string, T | null>, question: string): T | null => {
    questions.add(question);
    const found = known.get(question);
    if (found === undefined) isWaiting = true;
    return found ?? null;
  };
  return {
    questions,
    locals: new Map(),
    isWaiting: () => isWaiting,
    lookUp(question) {
      own ??= readDeclarations(makeOutline(text));
      return own.find(question) ?? answer(answers.terms, question);
    },
    ownersOf: (member) => answer(answers.owners, `owners ${member}`),
  };
}
