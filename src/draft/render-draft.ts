import { decodeLine } from '../report/decode-text.js';
import type { Trial } from '../survey/try-rule.js';

const WIDTH = 500;
/** Facts that are listed. */
const LISTED = 12;

/** A rule with all that the tree says of its subject. */
export interface Draft {
  /** Sections of comment lines, without `#`; latin1. */
  readonly notes: readonly (readonly string[])[];
  /** The entry under `remove:`, as YAML lines; lines of comments may stand between. */
  readonly entry: readonly string[];
}

/** The text of a rule file, UTF-8. */
export function renderDraft({ notes, entry }: Draft): string {
  const comments = notes
    .filter((section) => section.length > 0)
    .map((section) =>
      section.map((line) => `# ${decodeLine(line, WIDTH).trimEnd()}\n`.replace(/^# -/, '#   -')).join(''),
    )
    .join('#\n');
  return `${comments}remove:\n${entry.map((line) => `  ${line}\n`).join('')}`;
}

/** What a removal costs, and what follows from it. */
export function describeTrial(title: string, trial: Trial): string[] {
  if (trial.kind === 'refused') return [`${title}: refused: ${trial.message}`];
  const { cost, facts, leftovers, failed } = trial;
  const shown = facts.slice(0, LISTED);
  return [
    `${title}: ${cost}`,
    ...(failed > 0
      ? [`- ${failed} ${failed === 1 ? 'file breaks' : 'files break'} a check and would stay`]
      : []),
    ...leftovers.map((leftover) => `- leftovers, ${leftover}`),
    ...shown.map((fact) => `- then ${fact}`),
    ...(facts.length > LISTED ? [`- and ${facts.length - LISTED} more facts follow`] : []),
  ];
}
