import { distance } from 'fastest-levenshtein';
import { clip, UserError } from '../errors.js';
import type { RulePosition } from './rule-document.js';

/** One thing that is wrong with a rule: what, and what to do. */
export interface RuleProblem {
  readonly at: RulePosition;
  /** One line, lower case, without a full stop. */
  readonly message: string;
}

/** More than this many problems of one file say nothing new. */
const SHOWN = 10;

/** Rules that can't be carried out; its message has one line per problem, `file:line:column: error: …`. */
export class RuleError extends UserError {
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    super(formatProblems(problems));
    this.name = 'RuleError';
    this.problems = problems;
  }
}

/** `rules/a.yaml:3:5`, or the option of the command line. */
export function formatPosition(at: RulePosition): string {
  return at.kind === 'file' ? `${clip(at.file, 500)}:${at.line}:${at.column}` : clip(at.option, 120);
}

export function formatProblems(problems: readonly RuleProblem[]): string {
  const lines = problems.slice(0, SHOWN).map((p) => `${formatPosition(p.at)}: error: ${p.message}`);
  if (problems.length > SHOWN) lines.push(`… and ${problems.length - SHOWN} more`);
  return lines.join('\n');
}

/**
 * The known name that the user may have meant, or undefined where none is near: at most a third of the letters
 * (or two: swapped ones count as two) differ, letter case and `_` for `-` aside. Of equally near ones the first wins.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const normal = (text: string) => text.toLowerCase().replaceAll('_', '-');
  if (name.length > 100) return undefined;
  const wanted = normal(name);
  const limit = Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const d = distance(wanted, normal(candidate));
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** `; did you mean 'value'?`, or '' where nothing is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}
