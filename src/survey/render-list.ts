import type { Trial } from './try-rule.js';
import type { Palette } from '../report/color.js';
import { decodeLine, decodeText } from '../report/decode-text.js';
import type { DeadThing } from './dead-thing.js';
import type { ListJson } from './list-schema.js';

/** A thing with what its removal would do, where that was tried. */
export interface ListedThing extends DeadThing {
  readonly trial?: Trial;
}

const WIDTH = 300;

/** A line for each: what, where, how large, why. */
export function renderList(things: readonly ListedThing[], palette: Palette): string {
  const rows = things.map((thing) => ({ thing, size: describeSize(thing) }));
  const width = rows.reduce((most, { size }) => Math.max(most, size.length), 0);
  return rows
    .map(({ thing, size }) => {
      const place = decodeLine(`${thing.path}:${thing.line}`, WIDTH);
      const name = palette.bold(decodeLine(nameOf(thing), WIDTH));
      return `${size.padStart(width)}  ${name} (${palette.cyan(place)}): ${decodeLine(thing.why, WIDTH)}\n`;
    })
    .join('');
}

function nameOf({ kind, name, of, value }: DeadThing): string {
  switch (kind) {
    case 'config':
      return `CONFIG_${name}=${value!}`;
    case 'function':
      return `${name}()`;
    case 'member':
      return `${of!}.${name}`;
  }
}

function describeSize({ lines, trial }: ListedThing): string {
  if (!trial) return `~${lines}`;
  return trial.kind === 'refused' ? 'refused' : `+${trial.totals.insertions} -${trial.totals.deletions}`;
}

/** The document of --json. @param found how many there are, listed or not. */
export function makeListJson(things: readonly ListedThing[], found: number, filesScanned: number): ListJson {
  return {
    version: 1,
    filesScanned,
    found,
    things: things.map(({ kind, name, of, value, why, path, line, lines, files, trial }) => ({
      kind,
      name: decodeText(name),
      ...(of === undefined ? {} : { of: decodeText(of) }),
      ...(value === undefined ? {} : { value }),
      why: decodeText(why),
      path: decodeText(path),
      line,
      lines,
      files,
      ...(trial?.kind === 'done' ? { patch: { ...trial.totals, leftovers: trial.leftoverCount } } : {}),
      ...(trial?.kind === 'refused' ? { refused: trial.message } : {}),
    })),
  };
}
