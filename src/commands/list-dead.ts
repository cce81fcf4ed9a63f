import { makeTryRule, type TryRule } from '../survey/try-rule.js';
import type { ListOptions } from '../list-options.js';
import { run } from '../pipeline.js';
import { makePalette, wantsColor } from '../report/color.js';
import type { Session } from '../session.js';
import { ruleOf, type DeadThing } from '../survey/dead-thing.js';
import { findDead } from '../survey/find-dead.js';
import { makeListJson, renderList, type ListedThing } from '../survey/render-list.js';
import { refuseBroken } from '../write/recover-tree.js';
import { checkFolder } from './check-folder.js';
import type { CommandIo } from './terminal.js';

/** `excise list --dead`: prints what a tree could lose. */
export async function listDead(options: ListOptions, io: CommandIo, session: Session): Promise<void> {
  await checkFolder(options.tree);
  const tree = await session.tree;
  const found = await findDead(tree, session.pool, options.kinds);
  const listed = options.limit === undefined ? found : found.slice(0, options.limit);
  const tryRule = makeTryRule(options.tree, (asked) => run(asked, session));
  const things = options.size ? await measure(listed, tryRule) : listed;
  // What was read while another run wrote is of no one state.
  await refuseBroken(options.tree);
  const palette = makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal));
  await io.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(makeListJson(things, found.length, tree.paths.length))}\n`
      : renderList(things, palette),
  );
  if (options.quiet) return;
  const shown = things.length < found.length ? `, ${things.length} of them listed` : '';
  await io.stderr.write(`${found.length} found in ${tree.paths.length} files${shown}\n`);
}

/** Carries each removal out, one after the other, on the tree as it is; the largest patch first. */
async function measure(things: readonly DeadThing[], tryRule: TryRule): Promise<ListedThing[]> {
  const measured: ListedThing[] = [];
  for (const thing of things) {
    const entry = ruleOf(thing).replace(/^(?=.)/gm, '  ');
    measured.push({ ...thing, trial: await tryRule(`remove:\n${entry}`) });
  }
  const sizeOf = ({ trial }: ListedThing) =>
    trial?.kind === 'done' ? trial.totals.insertions + trial.totals.deletions : -1;
  return measured.sort((a, b) => sizeOf(b) - sizeOf(a));
}
