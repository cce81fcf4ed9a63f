/**
 * Colours for lines of code, from tokens alone: no grammar, so every text has some. Works on the page's decoded lines,
 * and imports nothing, because it runs in the browser.
 */

/** k: keyword, p: directive, s: string, n: number, m: comment, c: called name. */
export type TokenClass = 'k' | 'p' | 's' | 'n' | 'm' | 'c';

/** A part of a line, [start, end), that has a colour. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly className: TokenClass;
}

export interface HighlightedLine {
  /** Sorted and disjoint. */
  readonly runs: readonly Run[];
  /** Whether the next line begins within a comment. */
  readonly inComment: boolean;
}

const words = (text: string) => new Set(text.split(' '));

const C_KEYWORDS = words(
  'auto bool break case char const continue default do double else enum extern float for goto if inline int long ' +
    'register restrict return short signed sizeof static struct switch typedef typeof union unsigned void volatile ' +
    'while _Bool __inline __always_inline u8 u16 u32 u64 s8 s16 s32 s64 size_t ssize_t NULL true false',
);

const KCONFIG_KEYWORDS = words(
  'bool choice comment config default def_bool def_tristate depends endchoice endif endmenu help hex if imply int ' +
    'mainmenu menu menuconfig modules option optional osource prompt range rsource select source string ' +
    'transitional tristate visible',
);

const MAKE_KEYWORDS = words(
  'else endif define endef export ifdef ifeq ifndef ifneq include override unexport',
);

const C_TOKEN =
  /\/\*|\/\/.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\.?[0-9](?:[eEpP][+-]|[\w.])*|[A-Za-z_$][\w$]*|\s+|[^]/gy;
const HASH_TOKEN = /#.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$[({][\w-]*|[\w-]+|\s+|[^]/gy;

/** Languages with `#` comments, and the words that begin their lines. */
const HASH_LANGUAGES: Readonly<Record<string, ReadonlySet<string>>> = {
  kconfig: KCONFIG_KEYWORDS,
  kbuild: MAKE_KEYWORDS,
  defconfig: new Set(),
  script: new Set(),
};

/** Languages that are read as C is. */
const C_LANGUAGES = new Set(['c', 'asm', 'dts', 'rust']);

/**
 * Colours one line.
 * @param kind of lang/file-kind.ts. @param inComment whether the line begins within a comment of C.
 */
export function highlightLine(text: string, kind: string, inComment: boolean): HighlightedLine {
  if (C_LANGUAGES.has(kind)) return highlightC(text, inComment);
  const keywords = Object.hasOwn(HASH_LANGUAGES, kind) ? HASH_LANGUAGES[kind] : undefined;
  return { runs: keywords ? highlightHash(text, keywords) : [], inComment: false };
}

function highlightC(text: string, inComment: boolean): HighlightedLine {
  const runs: Run[] = [];
  let at = 0;
  if (inComment) {
    const end = text.indexOf('*/');
    if (end < 0) return { runs: [{ start: 0, end: text.length, className: 'm' }], inComment: true };
    at = end + 2;
    runs.push({ start: 0, end: at, className: 'm' });
  }
  const directive = /^\s*#\s*[a-z]+/.exec(text);
  if (at === 0 && directive) {
    at = directive[0].length;
    runs.push({ start: 0, end: at, className: 'p' });
    const target = /^\s*(<[^>]*>)/.exec(text.slice(at));
    if (target && directive[0].includes('include')) {
      at += target[0].length;
      runs.push({ start: at - target[1]!.length, end: at, className: 's' });
    }
  }
  while (at < text.length) {
    C_TOKEN.lastIndex = at;
    const token = C_TOKEN.exec(text)![0];
    let end = at + token.length;
    if (token === '/*') {
      const close = text.indexOf('*/', end);
      end = close < 0 ? text.length : close + 2;
      runs.push({ start: at, end, className: 'm' });
      if (close < 0) return { runs, inComment: true };
    } else {
      const className = classOfC(token, text.charCodeAt(end) === 40);
      if (className !== undefined) runs.push({ start: at, end, className });
    }
    at = end;
  }
  return { runs, inComment: false };
}

function classOfC(token: string, isCalled: boolean): TokenClass | undefined {
  if (token.startsWith('//')) return 'm';
  const first = token[0]!;
  if (token.length > 1 && (first === '"' || first === "'")) return 's';
  if (/^\.?[0-9]/.test(token)) return 'n';
  if (C_KEYWORDS.has(token)) return 'k';
  return isCalled && /^[A-Za-z_]/.test(token) ? 'c' : undefined;
}

function highlightHash(text: string, keywords: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  let at = 0;
  let isFirst = true;
  while (at < text.length) {
    HASH_TOKEN.lastIndex = at;
    const token = HASH_TOKEN.exec(text)![0];
    const end = at + token.length;
    if (token.startsWith('#')) runs.push({ start: at, end, className: 'm' });
    else if (/^["']./.test(token)) runs.push({ start: at, end, className: 's' });
    else if (/^\$[({]/.test(token)) runs.push({ start: at, end, className: 'p' });
    else if (keywords.has(token) && (isFirst || token === 'if'))
      runs.push({ start: at, end, className: 'k' });
    else if (/^[0-9]/.test(token)) runs.push({ start: at, end, className: 'n' });
    if (token.trim() !== '') isFirst = false;
    at = end;
  }
  return runs;
}
