import type { CheckOptions } from '../check-options.js';
import { checkTree } from '../check/check-tree.js';
import { newFindings } from '../check/new-findings.js';
import { renderFindings } from '../check/render-findings.js';
import { makeFindingsJson, makeSarif } from '../check/report-json.js';
import { locateFindings } from '../check/locate-findings.js';
import { UserError } from '../errors.js';
import { finalFiles } from '../final-files.js';
import { makePalette, wantsColor } from '../report/color.js';
import type { RuleDocument } from '../rules/rule-document.js';
import { loadRules } from '../rules/load-rules.js';
import { layOver, type TreeView } from '../scan/tree-view.js';
import type { Session } from '../session.js';
import { refuseBroken } from '../write/recover-tree.js';
import { checkFolder } from './check-folder.js';
import { readVersion } from './read-version.js';
import type { CommandIo } from './terminal.js';

/**
 * `excise check`: prints what is wrong in a tree's Kconfig, or what rules would make wrong.
 * @returns the exit code: 0 where nothing was found, else 1.
 * @throws UserError for trouble that the user can mend.
 */
export async function checkKconfigTree(
  options: CheckOptions,
  io: CommandIo,
  session: Session,
): Promise<0 | 1> {
  const documents = options.changedBy.length > 0 ? loadRules(options.changedBy) : [];
  await checkFolder(options.tree);
  const before = await session.tree;
  refuseTemplates(before);
  let tree = before;
  let findings = await checkTree(before, session.pool);
  if (documents.length > 0) {
    tree = await carryOut(documents, before, options, session);
    findings = newFindings(findings, await checkTree(tree, session.pool));
  }
  // What was read while another run wrote is of no one state.
  await refuseBroken(options.tree);
  const located = locateFindings(tree, findings);
  switch (options.format) {
    case 'json':
      await io.stdout.write(`${JSON.stringify(makeFindingsJson(located))}\n`);
      break;
    case 'sarif':
      await io.stdout.write(`${JSON.stringify(makeSarif(located, readVersion()), null, 2)}\n`);
      break;
    case 'text':
      await io.stdout.write(
        renderFindings(located, makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal))),
      );
  }
  if (!options.quiet) {
    const count =
      findings.length === 0 ? 'nothing' : `${findings.length} ${findings.length === 1 ? 'place' : 'places'}`;
    await io.stderr.write(`${count} found in ${tree.paths.length} files\n`);
  }
  return findings.length > 0 ? 1 : 0;
}

/** @throws UserError where the Kconfig files are still to be made from comments, as BusyBox's are. */
function refuseTemplates({ paths }: TreeView): void {
  const known = new Set(paths);
  const template = paths.find(
    (path) => /(?:^|\/)Config\.src$/.test(path) && !known.has(path.replace(/src$/, 'in')),
  );
  if (template === undefined) return;
  throw new UserError(
    `${template}: error: the Kconfig files are made from this and from //config: comments in C, which aren't read; make them first (make gen_build_files)`,
  );
}

/** The tree as the rules would leave it. */
async function carryOut(
  documents: readonly RuleDocument[],
  tree: TreeView,
  options: CheckOptions,
  session: Session,
): Promise<TreeView> {
  const { run } = await import('../pipeline.js');
  const result = await run({ tree: options.tree, documents, cascade: true }, session);
  const texts = finalFiles(result.documents).map(({ path, after }): [string, string | null] => [
    path,
    after ?? null,
  ]);
  return layOver(tree, new Map(texts));
}
