import { eachItem, type KconfigModel } from '../../src/lang/kconfig/model.js';
import type { Block, KconfigFile, MenuEntry, Property } from '../../src/lang/kconfig/syntax.js';
import type { CheckCode } from '../../src/check/finding.js';
import { drawItems } from './draw.js';

/** One deliberate mistake in a Kconfig file. */
export interface Mutation {
  readonly kind: string;
  /** What `excise check` calls it. */
  readonly code: CheckCode;
  readonly path: string;
  readonly text: string;
  /** The kernel's reader stops at it, so it is made alone. */
  readonly isFatal: boolean;
}

interface Site {
  readonly model: KconfigModel;
  readonly file: KconfigFile;
  readonly entries: readonly MenuEntry[];
  readonly blocks: readonly Block[];
  readonly random: () => number;
}

interface Kind {
  readonly kind: string;
  readonly code: CheckCode;
  readonly isFatal?: true;
  /** The file's new text; undefined where it has no place for the mistake. */
  readonly mutate: (site: Site) => string | undefined;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'a type goes',
    code: 'no-type',
    mutate: (site) =>
      change(site, site.entries.filter(isPlainLogic), (entry) => {
        const type = entry.properties.find((property) => property.kind === 'type')!;
        return [type.keyword.start, type.keyword.end, type.prompt ? 'prompt' : '# no type'];
      }),
  },
  {
    kind: 'a second type',
    code: 'redefined',
    mutate: (site) => addLine(site, site.entries.filter(isPlainLogic), 'hex'),
  },
  {
    kind: 'a second prompt',
    code: 'redefined',
    mutate: (site) =>
      addLine(
        site,
        site.entries.filter((entry) => isPlainLogic(entry) && typeOf(entry)?.prompt),
        'prompt "Once more"',
      ),
  },
  {
    kind: 'a number that is none',
    code: 'wrong-value',
    mutate: (site) =>
      change(
        site,
        site.entries.filter((entry) => typeOf(entry)?.type === 'int' && plainDefault(entry)),
        (entry) => {
          const { value } = plainDefault(entry) as Property & { value: { start: number; end: number } };
          return [value.start, value.end, '"1x"'];
        },
      ),
  },
  {
    kind: 'a range of a bool',
    code: 'wrong-value',
    mutate: (site) => addLine(site, site.entries.filter(isPlainLogic), 'range 1 2'),
  },
  {
    kind: 'an expression for a number',
    code: 'wrong-value',
    mutate: (site) =>
      addLine(
        site,
        site.entries.filter((entry) => typeOf(entry)?.type === 'int'),
        'default MODULES && NET',
      ),
  },
  {
    kind: 'a number selects',
    code: 'select-wrong-type',
    mutate: (site) =>
      addLine(
        site,
        site.entries.filter((entry) => typeOf(entry)?.type === 'int'),
        'select CRC32',
      ),
  },
  {
    kind: 'a text is selected',
    code: 'select-wrong-type',
    mutate: (site) => addLine(site, site.entries.filter(isPlainLogic), 'select DEFAULT_HOSTNAME'),
  },
  {
    kind: 'a cycle',
    code: 'dependency-cycle',
    isFatal: true,
    mutate(site) {
      const pairs = site.entries.flatMap((entry) =>
        entry.properties.flatMap((property) =>
          property.kind === 'depends' && !property.condition && property.value.kind === 'symbol'
            ? site.entries
                .filter(
                  (other) =>
                    other !== entry && other.name.name === (property.value as { name?: string }).name,
                )
                .map((other) => ({ entry, other }))
            : [],
        ),
      );
      const [pair] = drawItems(pairs, 1, site.random);
      return pair && insert(site.file, pair.other, `depends on ${pair.entry.name.name}`);
    },
  },
  {
    kind: 'a line that is none',
    code: 'unreadable-line',
    isFatal: true,
    mutate: (site) => addLine(site, site.entries.filter(isPlainLogic), 'depend on NET'),
  },
  {
    kind: 'a block that stays open',
    code: 'unreadable-line',
    isFatal: true,
    mutate: (site) => change(site, site.blocks, ({ tail }) => tail && [tail.start, tail.end, '']),
  },
  {
    kind: 'a file that is missing',
    code: 'missing-source',
    isFatal: true,
    mutate: ({ file }) => `${file.text}\nsource "no/such/Kconfig"\n`,
  },
  {
    kind: 'a member of a choice has no prompt',
    code: 'choice-member',
    isFatal: true,
    mutate: (site) =>
      change(
        site,
        site.entries.filter((entry) => entry.parent?.kind === 'choice' && typeOf(entry)?.prompt),
        (entry) => {
          const type = typeOf(entry)!;
          return [type.start, type.end, type.type];
        },
      ),
  },
  {
    kind: 'a member of a choice has a default',
    code: 'choice-member',
    isFatal: true,
    mutate: (site) =>
      addLine(
        site,
        site.entries.filter((entry) => entry.parent?.kind === 'choice'),
        'default y',
      ),
  },
  {
    kind: 'the default of a choice is no member',
    code: 'wrong-value',
    mutate: (site) =>
      change(
        site,
        site.blocks.filter((block) => block.kind === 'choice' && defaultOf(block)),
        (block) => {
          const { value } = defaultOf(block)!;
          return [value.start, value.end, 'NET'];
        },
      ),
  },
];

/**
 * Draws mistakes, of each kind in turn, each in a file of its own.
 * @param paths the files that may be changed.
 */
export function drawMutations(
  model: KconfigModel,
  paths: readonly string[],
  count: number,
  random: () => number,
): Mutation[] {
  const found: Mutation[] = [];
  const order = drawItems(paths, paths.length, random);
  for (let round = 0; found.length < count; round++) {
    const { kind, code, isFatal, mutate } = KINDS[round % KINDS.length]!;
    for (const [i, path] of order.entries()) {
      const file = model.files.get(path)!;
      const items = [...eachItem(file.items)];
      const text = mutate({
        model,
        file,
        entries: items.filter(
          (item): item is MenuEntry => item.kind === 'config' || item.kind === 'menuconfig',
        ),
        blocks: items.filter((item): item is Block => 'items' in item),
        random,
      });
      if (text === undefined || text === file.text) continue;
      order.splice(i, 1);
      found.push({ kind, code, path, text, isFatal: isFatal ?? false });
      break;
    }
  }
  return found;
}

function change<T>(
  { file, random }: Site,
  places: readonly T[],
  edit: (place: T) => readonly [number, number, string] | undefined,
): string | undefined {
  const [place] = drawItems(places, 1, random);
  const found = place === undefined ? undefined : edit(place);
  return found && file.text.slice(0, found[0]) + found[2] + file.text.slice(found[1]);
}

function addLine(site: Site, entries: readonly MenuEntry[], line: string): string | undefined {
  const [entry] = drawItems(entries, 1, site.random);
  return entry && insert(site.file, entry, line);
}

/** Puts a line in front of an entry's help text, or at its end. */
function insert({ text }: KconfigFile, { properties, end }: MenuEntry, line: string): string {
  const at = properties.find(({ kind }) => kind === 'help')?.lines.start ?? end;
  return `${text.slice(0, at)}\t${line}\n${text.slice(at)}`;
}

function typeOf(entry: MenuEntry) {
  return entry.properties.find((property) => property.kind === 'type');
}

/** A bool or tristate, in no choice, whose only type stands in a line of its own or with the prompt. */
function isPlainLogic(entry: MenuEntry): boolean {
  const types = entry.properties.filter(({ kind }) => kind === 'type' || kind === 'typed-default');
  const type = typeOf(entry)?.type;
  return types.length === 1 && (type === 'bool' || type === 'tristate') && entry.parent?.kind !== 'choice';
}

function plainDefault(entry: MenuEntry): Property | undefined {
  return entry.properties.find((property) => property.kind === 'default' && property.value.kind === 'symbol');
}

function defaultOf(block: Block) {
  return block.properties.find((property) => property.kind === 'default');
}
