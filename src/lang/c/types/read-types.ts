import { forgetOutlines, makeOutline } from '../syntax/outline.js';
import { forgetTrees } from '../syntax/parser.js';
import { readDeclarations } from './declarations.js';
import { findOwners } from './find-owners.js';
import type { Term } from './term.js';

/** What one text answers of questions about types; see TypeAnswers. */
export interface TypeReport {
  readonly terms: ReadonlyMap<string, Term>;
  readonly owners: ReadonlyMap<string, readonly string[]>;
}

/** Larger files (generated register headers) hold no types that matter. */
const LARGEST = 4 << 20;

/** Answers questions from one text of C. */
export function readTypes(text: string, questions: readonly string[]): TypeReport {
  const terms = new Map<string, Term>();
  const owners = new Map<string, readonly string[]>();
  if (text.length > LARGEST) return { terms, owners };
  const outline = makeOutline(text);
  const declarations = readDeclarations(outline);
  for (const question of questions) {
    if (question.startsWith('owners ')) {
      owners.set(question, findOwners(outline.tokens, question.slice('owners '.length)));
      continue;
    }
    const term = declarations.find(question);
    if (term) terms.set(question, term);
  }
  forgetOutlines();
  forgetTrees();
  return { terms, owners };
}
