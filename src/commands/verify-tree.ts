import { posix } from 'node:path';
import { clip, UserError } from '../errors.js';
import { makePalette, wantsColor } from '../report/color.js';
import { pathsOf } from '../scan/tree-view.js';
import { nameBytes } from '../scan/tree-path.js';
import type { Session } from '../session.js';
import type { VerifyOptions } from '../verify-options.js';
import { objectOf } from '../verify/build/build-command.js';
import type { BuiltObject } from '../verify/build/build-objects.js';
import { joinSteps } from '../verify/patch-tree.js';
import type { VerifiedStep } from '../verify/verify-change.js';
import { mayBeWritten } from '../write/own-names.js';
import { readInputs } from '../verify/read-inputs.js';
import {
  isProved,
  makeVerifyJson,
  renderBuilt,
  renderVerdicts,
  summarizeBuilt,
  summarizeVerdicts,
} from '../verify/report-verdicts.js';
import { verifySeries } from '../verify/verify-series.js';
import { refuseBroken } from '../write/recover-tree.js';
import { checkFolder } from './check-folder.js';
import type { CommandIo } from './terminal.js';

/**
 * `excise verify`: proves what a patch does, or what a rule would do, and prints a verdict for each file.
 * @returns the exit code: 0 where all is proved, else 1.
 * @throws UserError for trouble that the user can mend.
 */
export async function verifyTree(options: VerifyOptions, io: CommandIo, session: Session): Promise<0 | 1> {
  const inputs = readInputs(options.files, options.patches);
  await checkFolder(options.tree);
  const { cascade } = options;
  const steps = await verifySeries(await session.tree, inputs, { cascade, pool: session.pool });
  const built = options.build === undefined ? undefined : await build(options, options.build, steps);
  // What was read while another run wrote is of no one state.
  await refuseBroken(options.tree);
  const palette = makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal));
  const text = options.json
    ? `${JSON.stringify(makeVerifyJson(steps, built))}\n`
    : renderVerdicts(steps, palette) + renderBuilt(built ?? [], palette);
  await io.stdout.write(text);
  if (!options.quiet) {
    await io.stderr.write(summarizeVerdicts(steps));
    if (built) await io.stderr.write(summarizeBuilt(built));
  }
  return isProved(steps, built) ? 0 : 1;
}

async function build(
  { tree, buildAlso }: VerifyOptions,
  command: string,
  steps: readonly VerifiedStep[],
): Promise<BuiltObject[]> {
  const { buildObjects } = await import('../verify/build/build-objects.js');
  const also = buildAlso.map((path) => nameBytes(posix.normalize(path)));
  for (const path of also) {
    if (!mayBeWritten(path) || objectOf(path) === undefined || !pathsOf(steps[0]!.before).has(path)) {
      throw new UserError(`--build-also ${clip(path, 500)}: no source file of the tree`);
    }
  }
  return await buildObjects({ tree, command, also, files: joinSteps(steps.map(({ patched }) => patched)) });
}
