import type { RuleDocument, RuleEntry } from './rule-document.js';
import { RuleError, type RuleProblem } from './rule-errors.js';

/** The kinds of entry that the pipeline carries out; the schema knows more. */
const SUPPORTED: ReadonlySet<string> = new Set([
  'remove function',
  'remove member',
  'remove macro',
  'remove variable',
  'remove enumerator',
  'remove type',
  'remove tracepoint',
  'remove file',
  'remove header',
  'remove config',
  'remove parameter',
  'remove return',
  'rename parameter',
  'rename config',
  'replace config',
  'rename member',
  'replace member',
  'rename function',
  'rename macro',
  'rename variable',
  'rename enumerator',
  'rename type',
  'replace call',
  'remove call',
  'replace function',
  'replace macro',
  'replace variable',
  'replace enumerator',
  'replace type',
  'add depends-on',
  'add select',
  'add imply',
  'add default',
]);

/** The document's entries that are valid but that this version can't carry out. */
export function unsupportedEntries(document: RuleDocument): RuleProblem[] {
  return document.entries
    .filter((entry) => !SUPPORTED.has(wordsOf(entry)))
    .map((entry) => ({
      at: entry.at,
      message: `'${wordsOf(entry)}' is not supported yet by this version of excise`,
    }));
}

/** @throws RuleError that lists the document's entries that this version can't carry out, if there are any. */
export function refuseUnsupported(document: RuleDocument): void {
  const problems = unsupportedEntries(document);
  if (problems.length > 0) throw new RuleError(problems);
}

function wordsOf(entry: RuleEntry): string {
  return `${entry.action} ${entry.kind}`;
}
