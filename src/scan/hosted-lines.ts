/**
 * BusyBox keeps the Kconfig entries, makefile lines, applet table and usage texts of a C file in comments of its own
 * (`//config:`, `//kbuild:`, `//applet:`, `//usage:`), from which its scripts/gen_build_files.sh puts files together.
 * To all that reads a tree, the lines of each kind are a file beside the C file, its **view**, called
 * `path.c:config`; the C file has blank comments in their place.
 */
export type HostedKind = 'config' | 'kbuild' | 'applet' | 'usage';

export const HOSTED_KINDS: readonly HostedKind[] = ['config', 'kbuild', 'applet', 'usage'];
const VIEW = /\.c:(?:config|kbuild|applet|usage)$/;
const LINE = /^\/\/(config|kbuild|applet|usage):/;

export function viewPath(host: string, kind: HostedKind): string {
  return `${host}:${kind}`;
}

/** The paths that a C file's views would have. */
export function viewPaths(host: string): string[] {
  return HOSTED_KINDS.map((kind) => viewPath(host, kind));
}

/** The file on disk that a path of a tree stands for: that of a view is its C file. */
export function hostOf(path: string): string {
  return VIEW.test(path) ? path.slice(0, path.lastIndexOf(':')) : path;
}

/** One hosted line. Offsets are into the C file. */
export interface HostedLine {
  readonly start: number;
  /** Behind the prefix. */
  readonly content: number;
  /** Before the line end. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

export interface HostedView {
  readonly kind: HostedKind;
  /** One line for each of `lines`. */
  readonly text: string;
  readonly lines: readonly HostedLine[];
}

export interface Host {
  /** The C file with its hosted lines blanked behind their prefixes: same length. */
  readonly masked: string;
  readonly views: readonly HostedView[];
}

/** Parts a C file from what it hosts; null where it hosts nothing. */
export function splitHost(text: string): Host | null {
  if (!/^\/\/(?:config|kbuild|applet|usage):/m.test(text)) return null;
  const lines = new Map<HostedKind, HostedLine[]>();
  const masked: string[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    const raw = text.slice(start, next);
    const match = LINE.exec(raw);
    if (match) {
      const end = start + raw.replace(/\r?\n$/, '').length;
      const content = start + match[0].length;
      const kind = match[1] as HostedKind;
      const own = lines.get(kind);
      if (own) own.push({ start, content, end, next });
      else lines.set(kind, [{ start, content, end, next }]);
      masked.push(match[0], ' '.repeat(end - content), text.slice(end, next));
    } else masked.push(raw);
    start = next;
  }
  const views = [...lines].map(([kind, own]) => ({
    kind,
    lines: own,
    text: viewText(text, kind, own),
  }));
  return { masked: masked.join(''), views };
}

/** What the generator makes of the lines; it joins those of a usage text that are indented to the one before. */
function viewText(text: string, kind: HostedKind, lines: readonly HostedLine[]): string {
  const contents = lines.map(({ content, end }) => text.slice(content, end));
  const isJoined = (i: number) => kind === 'usage' && /^[ \t]/.test(contents[i + 1] ?? '');
  return contents.map((content, i) => `${content}${isJoined(i) ? ' \\' : ''}\n`).join('');
}

/** A line of a view without what viewText adds. */
export function bareLine(kind: HostedKind, line: string): string {
  return kind === 'usage' ? line.replace(/[ \t]*\\$/, '') : line;
}

/** Whether nothing but blank lines and comments is left of a view. */
export function isBlankView(kind: HostedKind, text: string): boolean {
  const blank = kind === 'config' || kind === 'kbuild' ? /^\s*(?:#.*)?$/ : /^\s*$/;
  return text.split('\n').every((line) => blank.test(bareLine(kind, line)));
}
