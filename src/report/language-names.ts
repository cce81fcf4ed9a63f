/** How reports name the languages of lang/file-kind.ts; one that isn't here goes by its own name. */
const LANGUAGES: Readonly<Record<string, string>> = {
  c: 'C',
  asm: 'assembly',
  dts: 'device tree',
  kconfig: 'Kconfig',
  kbuild: 'Makefile',
  defconfig: 'defconfig',
  rust: 'Rust',
  documentation: 'docs',
};

/** The name of a language, for people. */
export function nameLanguage(kind: string): string {
  return Object.hasOwn(LANGUAGES, kind) ? LANGUAGES[kind]! : kind;
}
