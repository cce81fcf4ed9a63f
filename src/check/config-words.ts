import { classifyFile, type FileKind } from '../lang/file-kind.js';

/** How a file names CONFIG_X. */
export type WordRole =
  /** It asks for the value: `#ifdef`, `IS_ENABLED()`, `$(CONFIG_X)`. */
  | 'test'
  /** It gives the word a meaning of its own. */
  | 'define'
  /** It is the beginning of words that a macro or a pattern completes: `CONFIG_FOO_##x`, `/^CONFIG_FOO_.*`. */
  | 'stem'
  /** Anything else, comments and strings included. */
  | 'mention';

export interface ConfigWord {
  /** Without CONFIG_. */
  readonly name: string;
  readonly role: WordRole;
  readonly start: number;
}

const PREFIX = 'CONFIG_';
const MACRO = /\b(?:IS_ENABLED|IS_BUILTIN|IS_MODULE|IS_REACHABLE|IF_ENABLED)\s*\(\s*$/;
const NAME = /[A-Za-z0-9_]*/y;

/** The CONFIG_ words of a text, each once for each role, at its first place. */
export function findConfigWords(path: string, text: string): ConfigWord[] {
  const kind = classifyFile(path);
  const found = new Map<string, ConfigWord>();
  for (let at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + PREFIX.length)) {
    const isOption = text.startsWith('-D', at - 2) && !/[\w-]/.test(text[at - 3] ?? ' ');
    if (!isOption && at > 0 && /\w/.test(text[at - 1]!)) continue;
    NAME.lastIndex = at + PREFIX.length;
    const name = NAME.exec(text)![0];
    if (name === '') continue;
    const end = at + PREFIX.length + name.length;
    // `-DCONFIG_X` tells the compiler.
    const role = isStem(kind, text, end) ? 'stem' : isOption ? 'define' : roleOf(kind, text, at, end);
    const key = `${role} ${name}`;
    if (!found.has(key)) found.set(key, { name, role, start: at });
  }
  return [...found.values()];
}

/** @param end of the word's part. */
function isStem(kind: FileKind, text: string, end: number): boolean {
  if (text[end - 1] === '_' || /^\s*##/.test(text.slice(end, end + 8))) return true;
  return kind !== 'c' && kind !== 'asm' && kind !== 'dts' && /^[$*<{[(.\\]/.test(text.slice(end, end + 1));
}

function roleOf(kind: FileKind, text: string, start: number, end: number): WordRole {
  if (kind === 'c' || kind === 'asm' || kind === 'dts') return roleInC(text, start);
  return kind === 'kbuild' ? roleInMake(text, start, end) : 'mention';
}

function roleInC(text: string, start: number): WordRole {
  const line = logicalLineBefore(text, start);
  // As a macro's own name, or a parameter's.
  if (/^\s*#\s*(?:define|undef)\s+(?:\w+\([^)]*)?$/.test(line)) return 'define';
  if (isInComment(line)) return 'mention';
  return /^\s*#\s*(?:if|ifdef|ifndef|elif|elifdef|elifndef)\b/.test(line) || MACRO.test(line)
    ? 'test'
    : 'mention';
}

/** The text from the start of the logical line to `at`; lines that a backslash joins count as one. */
function logicalLineBefore(text: string, at: number): string {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  for (let i = 0; i < 20 && start > 1 && text[start - 2] === '\\'; i++) {
    start = text.lastIndexOf('\n', start - 2) + 1;
  }
  return text.slice(start, at);
}

function isInComment(line: string): boolean {
  if (/^\s*\*(?!\/)/.test(line) || line.includes('//')) return true;
  return line.lastIndexOf('/*') > line.lastIndexOf('*/');
}

function roleInMake(text: string, start: number, end: number): WordRole {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (line.includes('#')) return 'mention';
  const rest = text.slice(end, end + 20);
  if (/^\s*(?:export\s+|override\s+)*$/.test(line) && /^\s*(?:[:?+]?=|::=)/.test(rest)) return 'define';
  // A function is told the name, as `$(call detected,CONFIG_X)` of perf, which sets it.
  if (/\$\(call\s+[\w-]+,\s*$/.test(line)) return 'define';
  return /[$][({]$/.test(line) || /^\s*(?:else\s+)?ifn?def\s+$/.test(line) ? 'test' : 'mention';
}
