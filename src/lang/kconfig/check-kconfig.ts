import type { BrokenLaw } from '../check-file.js';
import type { Expression } from './expression.js';
import { eachItem, expressionsOf } from './model.js';
import { parseKconfig } from './parse-kconfig.js';
import type { KconfigFile, MenuEntry } from './syntax.js';

/**
 * Checks the change of a Kconfig file: an entry that had a type has one still and none has got another's, blocks are as
 * balanced as they were, no line that could be read can't be read now, and no entry has become part of a help text.
 */
export function checkKconfig(path: string, before: string, after: string): BrokenLaw[] {
  const old = readDefects(parseKconfig(path, before));
  const now = readDefects(parseKconfig(path, after));
  const broken: BrokenLaw[] = [];
  for (const [name, count] of now.untyped) {
    if (count > (old.untyped.get(name) ?? 0)) {
      broken.push({ law: 'typed-entries', message: `the entry of ${name} would lose its type` });
    }
  }
  for (const [law, message] of Object.entries(COUNTED) as [keyof typeof COUNTED, string][]) {
    if (now[law] > old[law]) broken.push({ law, message });
  }
  return broken;
}

/** What may be counted, and what it means when there is more of it than before. */
const COUNTED = {
  'one-type': 'an entry would have two types',
  'balanced-blocks': 'an if, menu or choice without its end, or the other way round',
  'readable-lines': 'a line that could be read before could not be read after',
  'entries-outside-help': 'an entry would become part of a help text',
} as const;

type Defects = Record<keyof typeof COUNTED, number> & { readonly untyped: ReadonlyMap<string, number> };

function readDefects(file: KconfigFile): Defects {
  const untyped = new Map<string, number>();
  let unreadable = 0;
  let unclosed = 0;
  let twice = 0;
  let entries = 0;
  for (const item of eachItem(file.items)) {
    if (item.kind === 'unreadable') unreadable++;
    if ('tail' in item && item.tail === undefined) unclosed++;
    if (!('properties' in item)) continue;
    if ('condition' in item && item.condition && !isReadable(item.condition.expression)) unreadable++;
    unreadable += item.properties
      .flatMap(expressionsOf)
      .filter((expression) => !isReadable(expression)).length;
    unreadable += item.properties.filter((property) => property.kind === 'unreadable').length;
    if (item.kind !== 'config' && item.kind !== 'menuconfig') continue;
    entries++;
    const types = typesOf(item);
    if (types.size > 1) twice++;
    if (types.size === 0) untyped.set(item.name.name, (untyped.get(item.name.name) ?? 0) + 1);
  }
  const heads = file.text.match(/^[ \t]*(?:menu)?config[ \t]+\w+[ \t]*$/gm)?.length ?? 0;
  return {
    untyped,
    'one-type': twice,
    'balanced-blocks': unclosed + file.strayEnds.length,
    'readable-lines': unreadable,
    'entries-outside-help': Math.max(0, heads - entries),
  };
}

function isReadable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'unreadable':
      return false;
    case 'not':
      return isReadable(expression.operand);
    case 'parentheses':
      return isReadable(expression.inner);
    case 'and':
    case 'or':
      return expression.operands.every(isReadable);
    default:
      return true;
  }
}

function typesOf(entry: MenuEntry): Set<string> {
  return new Set(
    entry.properties.flatMap((property) =>
      property.kind === 'type' || property.kind === 'typed-default' ? [property.type] : [],
    ),
  );
}
