/**
 * The language of a file, told from its path alone. `other` is what no front end reads (pictures, archives).
 */
export type FileKind =
  | 'c'
  | 'asm'
  | 'dts'
  | 'kconfig'
  | 'kbuild'
  | 'defconfig'
  | 'rust'
  | 'documentation'
  | 'script'
  | 'text'
  | 'other';

/** How a rule of the table below looks at a path: its last component, or the whole. */
interface KindRule {
  readonly kind: FileKind;
  readonly on: 'name' | 'path';
  readonly pattern: RegExp;
}

/**
 * First match wins. The suffixes are those that hold `#if` or `#include` lines in Linux 6.1–7.3, U-Boot, BusyBox and
 * Zephyr.
 *
 * - `scripts/kconfig/tests` holds Kconfig files and expected .config files of made-up symbols: the tests of kconfig
 *   itself, which say nothing about the tree. They are text.
 * - `.c_shipped` and `.h_shipped` are generated C kept in the tree; `.inc`, `.inl` and `.def` hold C that is
 *   included under macros; `.c.in` and `.h.in` are C apart from their `@NAME@` words.
 * - `.lds` without `.S` is an input of the linker that no preprocessor reads in most folders, but those that hold
 *   directives are preprocessed by hand-written rules (m68k): read as assembly, which is right for both.
 * - `.y` and `.l` are C between the rules of yacc and lex: a C parser can't judge them, so text. So is C++.
 * - `Build` and `tools/build` files are Makefile fragments, whose CONFIG_ words are not Kconfig's (see kbuild/).
 */
const RULES: readonly KindRule[] = [
  { kind: 'text', on: 'path', pattern: /(?:^|\/)scripts\/kconfig\/tests\// },
  {
    kind: 'other',
    on: 'name',
    pattern:
      /\.(?:gif|png|jpe?g|ico|bmp|ppm|pgm|pbm|pdf|gz|xz|bz2|lzma|zst|zip|tar|cpio|ko|o|a|so|exe|bin|fw|ttf|woff2?)$/i,
  },
  { kind: 'other', on: 'path', pattern: /(?:^|\/)\.git\// },

  // What BusyBox's C files host in comments (scan/hosted-lines.ts).
  { kind: 'kconfig', on: 'name', pattern: /\.c:config$/ },
  { kind: 'kbuild', on: 'name', pattern: /\.c:kbuild$/ },
  { kind: 'c', on: 'name', pattern: /\.c:(?:applet|usage)$/ },

  // Build files come before suffixes: Makefile.c would be a Makefile, Kconfig.debug is no text.
  {
    kind: 'documentation',
    on: 'path',
    pattern: /^(?:Documentation|doc|docs)\/(?!(?:.*\/)?(?:Makefile|Kconfig)$)/,
  },
  { kind: 'kconfig', on: 'name', pattern: /^Kconfig(?:[.\-_].*)?$|^Config\.(?:in|src)(?:\..*)?$|\.kconfig$/ },
  {
    kind: 'kbuild',
    on: 'name',
    pattern: /^(?:GNUm|M|m)akefile(?:[.\-_].*)?$|^Kbuild(?:[.\-_].*)?$|^Platform$|^Build$|\.(?:mk|mak)$/,
  },

  // Fragments of .config: by name anywhere, by folder where names tell nothing (selftests, rcutorture).
  {
    kind: 'script',
    on: 'name',
    pattern: /\.(?:sh|bash|py|pl|pm|awk|gawk|tcl|rb|lua|exp|cocci|gdb|tc|perl)$/,
  },
  {
    kind: 'defconfig',
    on: 'name',
    pattern: /_defconfig$|^defconfig(?:[.\-_].*)?$|^all\w+\.config$|\.config$/,
  },
  { kind: 'defconfig', on: 'name', pattern: /^prj(?:_.*)?\.conf$|^\.config$/ },
  {
    kind: 'defconfig',
    on: 'path',
    pattern: /^arch\/[^/]+\/configs\/|^kernel\/configs\/|(?:^|\/)configs\/[^/]*config[^/]*$/,
  },
  {
    kind: 'defconfig',
    on: 'path',
    pattern:
      /^tools\/testing\/(?:.*\/)?(?:config(?:[.\-_][^/]*)?|config-fragments\/[^/]+|configs\/(?:[^/]+\/)*[^/.]+)$/,
  },
  { kind: 'defconfig', on: 'path', pattern: /^tools\/perf\/tests\/config-fragments\// },
  // coreboot
  { kind: 'defconfig', on: 'path', pattern: /^configs\/(?:[^/]+\/)+config\.[^/]+$/ },
  { kind: 'defconfig', on: 'path', pattern: /^(?:boards|samples|tests|snippets)\/.*\.conf$/ },

  { kind: 'dts', on: 'name', pattern: /\.(?:dts|dtsi|dtso|overlay)$/ },
  { kind: 'asm', on: 'name', pattern: /\.(?:S|s|asm|lds|lds\.in|ld|lds\.S|S_shipped)$/ },
  { kind: 'c', on: 'name', pattern: /\.(?:c|h|inc|inl|def)$|\.(?:c|h)(?:\.in|_shipped|\.inc|\.cpp)$/ },
  { kind: 'rust', on: 'name', pattern: /\.rs$/ },

  // Before the suffix: Zephyr's build files.
  { kind: 'script', on: 'name', pattern: /^CMakeLists\.txt$|\.cmake$/ },
  {
    kind: 'documentation',
    on: 'name',
    pattern: /\.(?:rst|md|txt|tex|adoc|1|2|3|5|7|8)$|^(?:README|TODO|INSTALL)/,
  },
  { kind: 'documentation', on: 'name', pattern: /^(?:ChangeLog|Changes|COPYING|CREDITS|NEWS)/ },
];

/**
 * Classifies a path (below the tree, with forward slashes). Total: what no rule knows is text.
 */
export function classifyFile(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const rule of RULES) {
    if (rule.pattern.test(rule.on === 'name' ? name : path)) return rule.kind;
  }
  return 'text';
}
