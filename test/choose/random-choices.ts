import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { makeChoices } from '../../src/choose/choices.js';
import { takenChanges } from '../../src/choose/chosen.js';
import { findBonds } from '../../src/choose/find-bonds.js';
import { cutPieces } from '../../src/choose/pieces.js';
import { run } from '../../src/pipeline.js';
import { checkFile } from '../../src/lang/check-file.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { reportNames } from '../../src/lang/report-names.js';
import type { DocumentResult } from '../../src/result.js';
import { loadRules } from '../../src/rules/load-rules.js';

export interface Outcome {
  readonly choices: number;
  /** What was wrong with a tree of which a part was taken. */
  readonly problems: readonly string[];
}

/**
 * Carries a rule out, takes and leaves its pieces at random, and looks at what that leaves: every file still parses
 * where it did, and no name of C is used that lost its only definition.
 * @param rule a rule file; @param random numbers from 0 to 1.
 */
export async function tryChoices(
  rule: string,
  tree: string,
  count: number,
  random: () => number,
): Promise<Outcome> {
  const problems: string[] = [];
  let choices = 0;
  await run({
    tree,
    documents: loadRules([rule]),
    cascade: true,
    jobs: 1,
    choose: async (part, index) => {
      if (index === 0) {
        for (; choices < count; choices++) problems.push(...(await tryChoice(tree, part, random)));
      }
      return part;
    },
  });
  return { choices, problems };
}

async function tryChoice(tree: string, part: DocumentResult, random: () => number): Promise<string[]> {
  const { files, pieces } = cutPieces(part.changes);
  const choices = makeChoices(pieces.length, findBonds(part, files, pieces));
  const order = pieces.map(({ id }) => id).sort(() => random() - 0.5);
  const bias = random();
  for (const id of order) {
    if (choices.verdictOf(id) !== undefined) continue;
    choices.decide([id], random() < bias ? 'take' : 'leave');
  }
  const taken = takenChanges(files, choices, new Map());
  const problems: string[] = [];
  const after = new Map<string, string | null>();
  for (const { path, status, before, edits } of taken) {
    const text = status === 'deleted' ? null : applyEdits(before, edits);
    after.set(path, text);
    if (text === null) continue;
    const broken = await checkFile({ path, kind: classifyFile(path), before, after: text });
    problems.push(...broken.map(({ law, message }) => `${path}: ${law}: ${message}`));
  }
  const whole = new Map(
    part.changes.map(({ path, status, before, edits }) => [
      path,
      status === 'deleted' ? null : applyEdits(before, edits),
    ]),
  );
  problems.push(...lostNames(tree, after, new Map(), whole));
  return problems.map(
    (problem) =>
      `${problem} [taken: ${order
        .filter((id) => choices.verdictOf(id) === 'take')
        .sort((a, b) => a - b)
        .join(' ')}]`,
  );
}

/** Names that are used in more places than where everything was taken, but have lost every definition. */
function lostNames(
  tree: string,
  after: ReadonlyMap<string, string | null>,
  before: ReadonlyMap<string, string | null>,
  whole: ReadonlyMap<string, string | null>,
): string[] {
  const words = new Set<string>();
  for (const text of [...after.keys()]) {
    for (const [word] of readFileSync(join(tree, text), 'latin1').matchAll(/[A-Za-z_]\w*/g)) words.add(word);
  }
  const count = (overlay: ReadonlyMap<string, string | null>) => {
    const sums = new Map<string, { uses: number; definitions: number }>();
    for (const path of listFiles(tree)) {
      if (classifyFile(path) !== 'c' || overlay.get(path) === null) continue;
      const text = overlay.get(path) ?? readFileSync(join(tree, path), 'latin1');
      for (const [name, own] of reportNames({ path, kind: 'c', text, names: [...words] })) {
        const sum = sums.get(name) ?? { uses: 0, definitions: 0 };
        sum.uses += own.uses + own.exports;
        sum.definitions += own.definitions.length;
        sums.set(name, sum);
      }
    }
    return sums;
  };
  const old = count(before);
  const all = count(whole);
  return [...count(after)].flatMap(([name, { uses, definitions }]) => {
    const had = (old.get(name)?.definitions ?? 0) > 0;
    return had && definitions === 0 && uses > (all.get(name)?.uses ?? 0)
      ? [`${name} is used, but defined no more`]
      : [];
  });
}

function listFiles(tree: string): string[] {
  return readdirSync(tree, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(tree, path)).isFile());
}
