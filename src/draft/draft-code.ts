import { classifyFile } from '../lang/file-kind.js';
import type { NameReport } from '../lang/front-end.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { countTimes, describeMentions, type MentionCount } from './count-mentions.js';
import { describeTrial, type Draft } from './render-draft.js';
import type { Trial, TryRule } from '../survey/try-rule.js';

/** A thing of C, as the command line names it. */
export type CodeSubject =
  | { readonly kind: 'function' | 'macro'; readonly name: string }
  /** `of`: a struct, union or typedef, with or without its keyword. */
  | { readonly kind: 'member'; readonly name: string; readonly of: string }
  /** `of`: a function, or `s.m` for a pointer to function. */
  | { readonly kind: 'parameter'; readonly name: string; readonly of: string };

/** C files whose mentions are told apart; of more, only the count is told. */
const MOST_FILES = 300;
/** Places of one kind that are named. */
const NAMED = 5;

/** What a rule about a thing of C could say: the first form that the tree doesn't refuse. */
export async function draftCode(
  subject: CodeSubject,
  mentions: readonly MentionCount[],
  tree: TreeView,
  pool: Pool,
  tryRule: TryRule,
): Promise<Draft | { readonly refused: string }> {
  const roles =
    subject.kind === 'function' || subject.kind === 'macro'
      ? await describeRoles(subject.name, mentions, tree, pool)
      : [];
  let refused: string | undefined;
  let isFirst = true;
  for (const entry of listForms(subject)) {
    const trial: Trial = await tryRule(`remove:\n${entry.map((line) => `  ${line}\n`).join('')}`);
    if (trial.kind === 'refused') {
      // The last word is of the form that names a thing of the tree.
      if (refused === undefined || /^the tree has no\b/.test(refused)) refused = trial.message;
      isFirst = false;
      continue;
    }
    const word = subject.kind === 'parameter' ? subject.of.split('.').at(-1)! : subject.name;
    return {
      notes: [
        [`Made by \`excise new ${wordsOf(subject)}\`: a proposal, to be checked.`],
        [titleOf(subject), ...roles],
        [`The word ${word} stands in`, ...describeMentions(mentions).map((line) => `- ${line}`)],
        isFirst || !isGuess(entry)
          ? []
          : [
              'Its value is needed: the one below is a guess, put in what is right.',
              `Without: ${refused ?? ''}`,
            ],
        describeTrial('Its removal', trial),
      ],
      entry: [...entry],
    };
  }
  return { refused: refused ?? 'no rule fits' };
}

function isGuess(entry: readonly string[]): boolean {
  return entry.some((line) => /^ {2}(?:returns|value): /.test(line));
}

/** As the command line says it. */
function wordsOf(subject: CodeSubject): string {
  switch (subject.kind) {
    case 'member':
      return `member ${subject.of}.${subject.name}`;
    case 'parameter':
      return `parameter ${subject.of}:${subject.name}`;
    default:
      return `${subject.kind} ${subject.name}`;
  }
}

function titleOf(subject: CodeSubject): string {
  switch (subject.kind) {
    case 'member':
      return `Member ${subject.name} of ${subject.of}`;
    case 'parameter':
      return `Parameter ${subject.name} of ${subject.of}()`;
    default:
      return `The ${subject.kind} ${subject.name}`;
  }
}

/** Entries to try: what says least first. */
function* listForms(subject: CodeSubject): Generator<string[]> {
  switch (subject.kind) {
    case 'function': {
      const entry = `- function: ${subject.name}`;
      yield [entry];
      yield [entry, '  returns: 0'];
      break;
    }
    case 'macro': {
      const entry = `- macro: ${subject.name}`;
      yield [entry];
      yield [entry, '  value: 0'];
      break;
    }
    case 'member':
      for (const of of formsOfType(subject.of)) {
        yield [`- member: ${subject.name}`, `  of: ${of}`];
        yield [`- member: ${subject.name}`, `  of: ${of}`, '  value: 0'];
      }
      break;
    case 'parameter': {
      const [type, member] = splitMember(subject.of);
      const owners = member === undefined ? [subject.of] : formsOfType(type).map((one) => `${one}.${member}`);
      for (const of of owners) {
        yield [`- parameter: ${subject.name}`, `  of: ${of}`];
        yield [`- parameter: ${subject.name}`, `  of: ${of}`, '  value: 0'];
      }
    }
  }
}

function formsOfType(type: string): string[] {
  return /^(?:struct|union)\s/.test(type) ? [type] : [`struct ${type}`, `union ${type}`, type];
}

function splitMember(of: string): [string, string | undefined] {
  const dot = of.lastIndexOf('.');
  return dot < 0 ? [of, undefined] : [of.slice(0, dot), of.slice(dot + 1)];
}

/** Where a name is defined, declared, exported and used. */
async function describeRoles(
  name: string,
  mentions: readonly MentionCount[],
  tree: TreeView,
  pool: Pool,
): Promise<string[]> {
  const paths = mentions.flatMap(({ paths: all }) => all).filter((path) => classifyFile(path) === 'c');
  const definitions: string[] = [];
  const counts = { declarations: 0, exports: 0, uses: 0 };
  const reports = await Promise.all(
    paths.slice(0, MOST_FILES).map((path) =>
      pool.inTurn(async (hold) => {
        const text = readText(tree, path);
        hold(text.length);
        const task = { path, kind: classifyFile(path), text, names: [name] };
        const report: NameReport | undefined = (await pool.run('reportNames', task)).get(name);
        return { path, text, report };
      }),
    ),
  );
  for (const { path, text, report } of reports) {
    if (!report) continue;
    counts.declarations += report.declarations;
    counts.exports += report.exports;
    counts.uses += report.uses;
    for (const { what, offset } of report.definitions) {
      if (what !== 'member')
        definitions.push(`${path}:${positionAt(makeSourceText(path, text), offset).line}`);
    }
  }
  const shown = definitions.slice(0, NAMED).join(', ') + (definitions.length > NAMED ? ', …' : '');
  const more = paths.length > MOST_FILES ? ` in the first ${MOST_FILES} files` : '';
  return [
    `- defined in ${shown === '' ? 'no file' : shown}`,
    `- declared ${countTimes(counts.declarations)}, exported ${countTimes(counts.exports)}, used ${countTimes(counts.uses)}${more}`,
  ];
}
