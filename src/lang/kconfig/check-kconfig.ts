import type { BrokenLaw } from '../check-file.js';
import { eachItem } from './model.js';
import { parseKconfig } from './parse-kconfig.js';
import type { KconfigFile, MenuEntry } from './syntax.js';

/**
 * Checks the change of a Kconfig file: an entry that had a type has one still, and no line that could be read can't be
 * read now.
 */
export function checkKconfig(path: string, before: string, after: string): BrokenLaw[] {
  const old = readEntries(parseKconfig(path, before));
  const now = readEntries(parseKconfig(path, after));
  const broken: BrokenLaw[] = [];
  for (const [name, count] of now.untyped) {
    if (count > (old.untyped.get(name) ?? 0)) {
      broken.push({ law: 'typed-entries', message: `the entry of ${name} would lose its type` });
    }
  }
  if (now.unreadable > old.unreadable) {
    broken.push({
      law: 'readable-lines',
      message: 'a line that could be read before could not be read after',
    });
  }
  return broken;
}

function readEntries(file: KconfigFile): { untyped: Map<string, number>; unreadable: number } {
  const untyped = new Map<string, number>();
  let unreadable = 0;
  for (const item of eachItem(file.items)) {
    if (!('properties' in item)) continue;
    unreadable += item.properties.filter((property) => property.kind === 'unreadable').length;
    if (item.kind !== 'config' && item.kind !== 'menuconfig') continue;
    if (!hasType(item)) untyped.set(item.name.name, (untyped.get(item.name.name) ?? 0) + 1);
  }
  return { untyped, unreadable };
}

function hasType(entry: MenuEntry): boolean {
  return entry.properties.some((property) => property.kind === 'type' || property.kind === 'typed-default');
}
