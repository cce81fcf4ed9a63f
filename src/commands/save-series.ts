import { readIdentities, type Identity } from '../git/read-identity.js';
import type { Options } from '../options.js';
import type { RunResult } from '../result.js';

import { makeSeries } from '../series/make-series.js';
import type { Section } from '../series/maintainers/parse-maintainers.js';
import { patchDate } from '../series/patch-date.js';
import type { SeriesPart } from '../series/series-part.js';
import { writeSeries, type WrittenSeries } from '../series/write-series.js';
import { readVersion } from './read-version.js';

/** Who a series is from without --signoff: git am wants an address, and the series shall not depend on who makes it. */
const NOBODY: Identity = { name: 'excise', email: 'excise@localhost' };

/**
 * --series DIR: writes the mails of the series.
 * @throws UserError when git doesn't know who signs off, or the folder can't be written.
 */
export async function saveSeries(
  folder: string,
  options: Options,
  env: Readonly<Record<string, string | undefined>>,
  result: RunResult,
  parts: readonly SeriesPart[],
  maintainers: readonly Section[],
): Promise<WrittenSeries> {
  const own = options.signoff ? await readIdentities(options.tree) : undefined;
  const date = patchDate(env, own?.author);
  const settings = {
    from: own?.author ?? NOBODY,
    ...(date === undefined ? {} : { date }),
    ...(own === undefined
      ? {}
      : { signoff: `Signed-off-by: ${own.committer.name} <${own.committer.email}>` }),
    signature: `excise ${readVersion()}`,
  };
  const files = makeSeries(result.documents, parts, settings, options.cc ? maintainers : undefined);
  return await writeSeries(folder, files);
}
