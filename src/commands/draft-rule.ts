import { draftCode } from '../draft/draft-code.js';
import { draftConfig } from '../draft/draft-config.js';
import { countMentions } from '../draft/count-mentions.js';
import { renderDraft, type Draft } from '../draft/render-draft.js';
import { makeTryRule, type TryRule } from '../survey/try-rule.js';
import { UserError } from '../errors.js';
import { readKconfig } from '../check/check-tree.js';
import { openModel } from '../lang/kconfig/open-model.js';
import type { NewOptions, NewSubject } from '../new-options.js';
import { run } from '../pipeline.js';
import { didYouMean } from '../rules/rule-errors.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Session } from '../session.js';
import { surveySymbols } from '../survey/symbol-values.js';
import type { Pool } from '../workers/pool.js';
import { refuseBroken } from '../write/recover-tree.js';
import { checkFolder } from './check-folder.js';
import type { CommandIo } from './terminal.js';

/**
 * `excise new`: prints a rule about one thing, with what the tree says of it as comments.
 * @throws UserError for a thing that the tree doesn't have.
 */
export async function draftRule(
  { subject, tree: root }: NewOptions,
  io: CommandIo,
  session: Session,
): Promise<void> {
  await checkFolder(root);
  const tree = await session.tree;
  const tryRule = makeTryRule(root, (options) => run(options, session));
  const draft =
    subject.kind === 'config'
      ? await draftSymbol(subject.name, tree, session.pool, tryRule)
      : await draftThing(subject, tree, session.pool, tryRule);
  // What was read while another run wrote is of no one state.
  await refuseBroken(root);
  await io.stdout.write(renderDraft(draft));
}

async function draftSymbol(name: string, tree: TreeView, pool: Pool, tryRule: TryRule): Promise<Draft> {
  const model = openModel(readKconfig(tree));
  const info = model.isDefined(name) ? model.symbols.get(name) : undefined;
  if (!info) {
    const known = [...model.symbols.keys()].filter((one) => model.isDefined(one));
    throw new UserError(`new: the tree has no Kconfig symbol '${name}'${didYouMean(name, known)}`);
  }
  const mentions = await countMentions(tree, [`CONFIG_${name}`, `CONFIG_${name}_MODULE`], pool);
  return await draftConfig(surveySymbols(model), info, mentions, tryRule);
}

async function draftThing(
  subject: Exclude<NewSubject, { kind: 'config' }>,
  tree: TreeView,
  pool: Pool,
  tryRule: TryRule,
): Promise<Draft> {
  const word = subject.kind === 'parameter' ? subject.of.split(/[. ]/).at(-1)! : subject.name;
  const mentions = await countMentions(tree, [word], pool);
  const draft = await draftCode(subject, mentions, tree, pool, tryRule);
  if ('refused' in draft) throw new UserError(`new: ${draft.refused}`);
  return draft;
}
