import { makePalette, wantsColor } from '../report/color.js';
import type { Session } from '../session.js';
import type { VerifyOptions } from '../verify-options.js';
import { readInputs } from '../verify/read-inputs.js';
import {
  countVerdicts,
  makeVerifyJson,
  renderVerdicts,
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
  // What was read while another run wrote is of no one state.
  await refuseBroken(options.tree);
  const palette = makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal));
  const text = options.json ? `${JSON.stringify(makeVerifyJson(steps))}\n` : renderVerdicts(steps, palette);
  await io.stdout.write(text);
  const count = countVerdicts(steps);
  if (!options.quiet) await io.stderr.write(summarizeVerdicts(count));
  return count.findings > 0 ? 1 : 0;
}
