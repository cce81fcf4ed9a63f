import { eachItem } from '../lang/kconfig/model.js';
import type { KconfigFile, MenuEntry, Property } from '../lang/kconfig/syntax.js';
import type { Finding, RelatedPlace } from './finding.js';
import { definitionsIn, type KconfigScope } from './kconfig-scope.js';

/**
 * Symbols that no entry gives a type: Kconfig takes them as always n. The likely thief is an entry beside it that has
 * two types, or the next entry, whose bare type stands right below its name: whoever put it in front of the line took
 * the line over.
 */
export function findUntyped(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const info of scope.symbols) {
    const definitions = definitionsIn(scope, info).filter(({ entry }) => entry.kind !== 'configdefault');
    const first = definitions[0];
    // What the parser can't read may be a type.
    const unclear = info.definitions.some(({ entry }) =>
      entry.properties.some(({ kind }) => kind === 'unreadable'),
    );
    if (!first || info.type !== undefined || unclear) continue;
    const thief = definitions.map(({ file, entry }) => findThief(file, entry)).find((found) => found);
    findings.push({
      code: 'no-type',
      symbol: info.name,
      path: first.file.path,
      start: first.entry.name.start,
      end: first.entry.name.end,
      message: thief
        ? `${info.name} has no type; ${thief.name} beside it ${thief.isSure ? 'has two' : 'may have taken it'}`
        : `${info.name} has no type`,
      related: thief ? [thief.place] : [],
    });
  }
  return findings;
}

interface Thief {
  readonly name: string;
  /** It has two types. */
  readonly isSure: boolean;
  readonly place: RelatedPlace;
}

function findThief(file: KconfigFile, entry: MenuEntry): Thief | undefined {
  const entries = [...eachItem(file.items)].filter(
    (item): item is MenuEntry => item.kind === 'config' || item.kind === 'menuconfig',
  );
  const own = entries.indexOf(entry);
  const next = entries[own + 1];
  const describe = (thief: MenuEntry, type: Property, isSure: boolean): Thief => {
    const { name } = thief.name;
    const message = isSure ? `the second type of ${name}` : `the type of ${name}`;
    return { name, isSure, place: { path: file.path, start: type.start, end: type.end, message } };
  };
  for (const neighbour of [next, entries[own - 1]]) {
    const types = neighbour ? typesOf(neighbour) : [];
    if (neighbour && types.length > 1) return describe(neighbour, types.at(-1)!, true);
  }
  if (!next || next.parent !== entry.parent) return undefined;
  const first = next.properties[0];
  const isBare = first?.kind === 'typed-default' || (first?.kind === 'type' && !first.prompt);
  return isBare ? describe(next, first, false) : undefined;
}

function typesOf(entry: MenuEntry): Property[] {
  return entry.properties.filter(({ kind }) => kind === 'type' || kind === 'typed-default');
}
