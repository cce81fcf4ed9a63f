import { readElf, SHT, type ElfObject, type ElfSection, type ElfSymbol } from './read-elf.js';

/** A section of an object file that isn't the same in both. */
export interface SectionDifference {
  /** `symbols` for what is defined or needed; '' for a file that is no ELF object. */
  readonly section: string;
  /** Functions and objects in it that differ, as far as they have names. */
  readonly symbols: readonly string[];
}

/**
 * Sections that say nothing about what runs: debugging, the compiler's name, notes that the linker computes or reads for
 * itself, and what it throws away.
 */
const ASIDE =
  /^\.(?:z?debug_|gnu\.debuglto_|stab|line$|comment$|note\.(?:gnu\.build-id|GNU-stack)$|llvm_addrsig$|gnu_debuglink$|BTF|discard(?:\.|$))/;
const TABLES: ReadonlySet<number> = new Set([
  SHT.null,
  SHT.symtab,
  SHT.strtab,
  SHT.rela,
  SHT.rel,
  SHT.group,
  SHT.symtabShndx,
]);

/** Write, alloc, exec, merge, strings, TLS. */
const FLAGS = 0x1 | 0x2 | 0x4 | 0x10 | 0x20 | 0x400;
const GLOBAL = 1;
const LAST_SECTION = 0xff00;
const [OBJECT, FUNCTION] = [1, 2];

/**
 * Where two object files differ in what runs: the bytes and relocations of their sections, and the names that they
 * define and need. Files that are no ELF objects are compared byte for byte.
 * @returns nothing: they are the same.
 */
export function compareObjects(before: Buffer, after: Buffer): SectionDifference[] {
  if (before.equals(after)) return [];
  const old = readElf(before);
  const now = readElf(after);
  if (!old || old.machine !== now?.machine) return [{ section: '', symbols: [] }];
  const kept = [collectSections(old), collectSections(now)] as const;
  const differences: SectionDifference[] = [];
  for (const name of new Set([...kept[0].keys(), ...kept[1].keys()])) {
    const [a, b] = [kept[0].get(name), kept[1].get(name)];
    if (a !== undefined && b !== undefined && isSame(old, a, now, b)) continue;
    differences.push({ section: name, symbols: differingSymbols(old, a, now, b) });
  }
  const [defined, needed] = [listGlobals(old), listGlobals(now)];
  const names = [...defined].filter((one) => !needed.has(one));
  const fresh = [...needed].filter((one) => !defined.has(one));
  if (names.length + fresh.length > 0) {
    const symbols = [...names, ...fresh].map((one) => one.slice(0, one.indexOf('\0')));
    differences.push({ section: 'symbols', symbols: [...new Set(symbols)].sort() });
  }
  return differences;
}

/** The sections that count, by name; those of one name are numbered. */
function collectSections({ sections }: ElfObject): Map<string, number> {
  const found = new Map<string, number>();
  sections.forEach(({ name, type, size }, index) => {
    if (TABLES.has(type) || ASIDE.test(name) || size === 0) return;
    let key = name;
    for (let i = 2; found.has(key); i++) key = `${name} (${i})`;
    found.set(key, index);
  });
  return found;
}

function isSame(old: ElfObject, a: number, now: ElfObject, b: number): boolean {
  const [x, y] = [old.sections[a]!, now.sections[b]!];
  const shape = ({ type, flags, align, entrySize, size }: ElfSection) =>
    [type, flags & FLAGS, align, entrySize, size].join();
  if (shape(x) !== shape(y) || !x.data.equals(y.data)) return false;
  return describeRelocations(old, a).join('\n') === describeRelocations(now, b).join('\n');
}

/** The relocations of a section, or of a part of it, in order; what they lead to by name, or by section and place. */
function describeRelocations(object: ElfObject, index: number, from = 0, to = Infinity): string[] {
  const { relocations, symbols, sections } = object;
  return (relocations.get(index) ?? [])
    .filter(({ offset }) => offset >= from && offset < to)
    .sort((a, b) => a.offset - b.offset || a.type - b.type)
    .map(({ offset, type, symbol, addend }) => {
      const target = symbols[symbol];
      const isPlace =
        target && target.binding < GLOBAL && target.section > 0 && target.section < LAST_SECTION;
      const place = isPlace
        ? `${sections[target.section]?.name ?? ''}+${BigInt(target.value) + (addend ?? 0n)}`
        : `${normalizeName(target?.name ?? '')}+${addend ?? ''}`;
      return `${offset - from} ${type} ${place}`;
    });
}

/** Names in which compilers and `__COUNTER__` count. */
function normalizeName(name: string): string {
  return name
    .replace(/(__UNIQUE_ID_\w*?)\d+$/, '$1')
    .replace(/^(__initcall__kmod_\w+?__)\d+_\d+_/, '$1')
    .replace(/(?<=\w\.(?:\w+\.)*)\d+$/, '');
}

/** Names that other objects may use, or that this one needs, with what they are. */
function listGlobals({ symbols, sections }: ElfObject): Set<string> {
  return new Set(
    symbols
      .filter(({ binding, name }) => binding >= GLOBAL && name !== '')
      .map(({ name, binding, type, visibility, section }) => {
        const place = section < LAST_SECTION ? (sections[section]?.name ?? '') : String(section);
        return `${normalizeName(name)}\0${section === 0 ? `needed ${binding}` : [binding, type, visibility, place].join()}`;
      }),
  );
}

function differingSymbols(
  old: ElfObject,
  a: number | undefined,
  now: ElfObject,
  b: number | undefined,
): string[] {
  const [before, after] = [describeSymbols(old, a), describeSymbols(now, b)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

/** What each function or object of a section is made of, by name. */
function describeSymbols(object: ElfObject, index: number | undefined): Map<string, string> {
  const found = new Map<string, string>();
  if (index === undefined) return found;
  const section = object.sections[index]!;
  const isNamed = ({ section: own, type, size }: ElfSymbol) =>
    own === index && size > 0 && (type === OBJECT || type === FUNCTION);
  for (const { name, value, size } of object.symbols.filter(isNamed)) {
    const key = normalizeName(name);
    const bytes = section.data.toString('latin1', value, value + size);
    const relocations = describeRelocations(object, index, value, value + size);
    found.set(key, `${found.get(key) ?? ''}${size} ${bytes}\n${relocations.join('\n')}`);
  }
  return found;
}
