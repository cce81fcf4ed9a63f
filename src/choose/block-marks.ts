export type BlockMark = 'open' | 'middle' | 'close';

/** The words that begin, part and end blocks at the start of a line, for each kind of file. */
const MARKS: Readonly<Partial<Record<string, RegExp>>> = {
  c: /[ \t]*#[ \t]*(?:(?<open>if(?:n?def)?)|(?<middle>el(?:se|if(?:n?def)?))|(?<close>endif))\b/y,
  kbuild:
    /[ \t]*(?:(?<open>ifn?def|ifn?eq|define)|(?<middle>else)|(?<close>endif|endef))(?![\w-])(?![ \t]*[:?+]?=)/y,
  kconfig: /[ \t]*(?:(?<open>if|menu|choice)|(?<close>endif|endmenu|endchoice))(?![\w-])/y,
};

/** What the line that starts at `start` is to the blocks of its file; undefined for all others. */
export function blockMarkAt(kind: string, text: string, start: number): BlockMark | undefined {
  const pattern = MARKS[kind === 'asm' || kind === 'dts' ? 'c' : kind];
  if (!pattern) return undefined;
  pattern.lastIndex = start;
  const groups = pattern.exec(text)?.groups;
  if (!groups) return undefined;
  return groups.open !== undefined ? 'open' : groups.middle !== undefined ? 'middle' : 'close';
}
