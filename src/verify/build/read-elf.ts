/** A section of an object file (System V ABI, chapter 4). */
export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly align: number;
  readonly entrySize: number;
  readonly data: Buffer;
  readonly size: number;
}

export interface ElfSymbol {
  readonly name: string;
  readonly value: number;
  readonly size: number;
  readonly binding: number;
  readonly type: number;
  readonly visibility: number;
  /** Index of its section; 0: it is defined elsewhere; above 0xff00: not in a section. */
  readonly section: number;
}

export interface ElfRelocation {
  readonly offset: number;
  readonly type: number;
  /** Index of the symbol. */
  readonly symbol: number;
  /** Undefined: it stands in the section. */
  readonly addend: bigint | undefined;
}

export interface ElfObject {
  readonly machine: number;
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
  /** By the index of the section that they change. */
  readonly relocations: ReadonlyMap<number, readonly ElfRelocation[]>;
}

export const SHT = { null: 0, symtab: 2, strtab: 3, rela: 4, nobits: 8, rel: 9, group: 17, symtabShndx: 18 };
const EM_MIPS = 8;

/** Reads an object file; null: it is none, or its tables lead out of the file. */
export function readElf(file: Buffer): ElfObject | null {
  if (file.length < 52 || file.readUInt32BE(0) !== 0x7f454c46) return null;
  try {
    return readTables(file);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Reader {
  readonly u8: (at: number) => number;
  readonly u16: (at: number) => number;
  readonly u32: (at: number) => number;
  /** An address, offset or size of the file's class. */
  readonly word: (at: number) => number;
  readonly signed: (at: number) => bigint;
  readonly isWide: boolean;
  readonly isLittle: boolean;
}

function openReader(file: Buffer): Reader {
  const isWide = file[4] === 2;
  const isLittle = file[5] !== 2;
  const u32 = (at: number) => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const u64 = (at: number) => (isLittle ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at));
  const narrow = (at: number) => BigInt(isLittle ? file.readInt32LE(at) : file.readInt32BE(at));
  const wide = (at: number) => (isLittle ? file.readBigInt64LE(at) : file.readBigInt64BE(at));
  return {
    u8: (at) => file.readUInt8(at),
    u16: (at) => (isLittle ? file.readUInt16LE(at) : file.readUInt16BE(at)),
    u32,
    word: (at) => (isWide ? Number(u64(at)) : u32(at)),
    signed: isWide ? wide : narrow,
    isWide,
    isLittle,
  };
}

interface Header {
  readonly name: number;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
  readonly align: number;
  readonly entrySize: number;
}

function readTables(file: Buffer): ElfObject {
  const reader = openReader(file);
  const { u16, isWide } = reader;
  const machine = u16(18);
  const tableAt = reader.word(isWide ? 40 : 32);
  const [headerSize, count, namesIndex] = [
    u16(isWide ? 58 : 46),
    u16(isWide ? 60 : 48),
    u16(isWide ? 62 : 50),
  ];
  const first = readHeader(reader, tableAt);
  // Where there are very many sections, their number and the index stand in the first header.
  const headers = Array.from({ length: count === 0 ? first.size : count }, (_, i) =>
    readHeader(reader, tableAt + i * headerSize),
  );
  const names = headers[namesIndex === 0xffff ? first.link : namesIndex];
  const nameAt = (table: Header | undefined, at: number): string => {
    if (!table) return '';
    const start = table.offset + at;
    const end = file.indexOf(0, start);
    return file.toString('latin1', start, end < 0 ? start : end);
  };
  const sections = headers.map((header): ElfSection => {
    const { type, flags, align, entrySize, offset, size } = header;
    const data = type === SHT.nobits ? Buffer.alloc(0) : file.subarray(offset, offset + size);
    if (type !== SHT.nobits && data.length !== size) throw new RangeError('a section beyond the file');
    return { name: nameAt(names, header.name), type, flags, align, entrySize, data, size };
  });
  const table = headers.find(({ type }) => type === SHT.symtab);
  const extended = headers.find(({ type }) => type === SHT.symtabShndx);
  const symbols = table ? readSymbols(reader, table, extended, (at) => nameAt(headers[table.link], at)) : [];
  const relocations = new Map<number, readonly ElfRelocation[]>();
  for (const header of headers) {
    if (header.type !== SHT.rela && header.type !== SHT.rel) continue;
    relocations.set(header.info, readRelocations(reader, header, machine));
  }
  return { machine, sections, symbols, relocations };
}

function readHeader({ u32, word, isWide }: Reader, at: number): Header {
  return isWide
    ? {
        name: u32(at),
        type: u32(at + 4),
        flags: word(at + 8),
        offset: word(at + 24),
        size: word(at + 32),
        link: u32(at + 40),
        info: u32(at + 44),
        align: word(at + 48),
        entrySize: word(at + 56),
      }
    : {
        name: u32(at),
        type: u32(at + 4),
        flags: u32(at + 8),
        offset: u32(at + 16),
        size: u32(at + 20),
        link: u32(at + 24),
        info: u32(at + 28),
        align: u32(at + 32),
        entrySize: u32(at + 36),
      };
}

function readSymbols(
  { u8, u16, u32, word, isWide }: Reader,
  table: Header,
  extended: Header | undefined,
  nameAt: (at: number) => string,
): ElfSymbol[] {
  const size = isWide ? 24 : 16;
  return Array.from({ length: Math.floor(table.size / size) }, (_, i): ElfSymbol => {
    const at = table.offset + i * size;
    const info = u8(at + (isWide ? 4 : 12));
    const own = u16(at + (isWide ? 6 : 14));
    return {
      name: nameAt(u32(at)),
      value: word(at + (isWide ? 8 : 4)),
      size: word(at + (isWide ? 16 : 8)),
      binding: info >> 4,
      type: info & 15,
      visibility: u8(at + (isWide ? 5 : 13)) & 3,
      section: own === 0xffff && extended ? u32(extended.offset + i * 4) : own,
    };
  });
}

function readRelocations(
  { u32, word, signed, isWide, isLittle }: Reader,
  { offset, size, type }: Header,
  machine: number,
): ElfRelocation[] {
  const step = (isWide ? 16 : 8) + (type === SHT.rela ? (isWide ? 8 : 4) : 0);
  return Array.from({ length: Math.floor(size / step) }, (_, i): ElfRelocation => {
    const at = offset + i * step;
    const addend = type === SHT.rela ? signed(at + (isWide ? 16 : 8)) : undefined;
    if (!isWide) {
      const info = u32(at + 4);
      return { offset: word(at), type: info & 0xff, symbol: info >>> 8, addend };
    }
    // MIPS keeps the symbol in front whatever the byte order.
    const [low, high] =
      isLittle && machine !== EM_MIPS ? [u32(at + 8), u32(at + 12)] : [u32(at + 12), u32(at + 8)];
    return isLittle && machine === EM_MIPS
      ? { offset: word(at), type: u32(at + 12), symbol: u32(at + 8), addend }
      : { offset: word(at), type: low, symbol: high, addend };
  });
}
