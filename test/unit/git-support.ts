import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** Git without the machine's configuration, nor what a hook that runs the tests has set. */
export const GIT_ENV = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

export type Files = Readonly<Record<string, string>>;

/** A folder for one test, with files in it (latin1). */
export function makeFolder(t: TestContext, files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'excise-git-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeTree(folder, files);
  return folder;
}

export function writeTree(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), Buffer.from(text, 'latin1'));
  }
}

/** Every file below a folder but git's own, by path, latin1. */
export function readTree(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = paths.filter((path) => !path.startsWith('.git/') && statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

/** A repository with one commit of the files, made by A Hacker. */
export function makeRepository(t: TestContext, files: Files): string {
  const folder = makeFolder(t, files);
  git(folder, 'init', '-q');
  git(folder, 'config', 'user.name', 'A Hacker');
  git(folder, 'config', 'user.email', 'hacker@example.org');
  git(folder, 'config', 'core.abbrev', '12');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'base');
  return folder;
}

export function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: folder, env: GIT_ENV });
  if (status !== 0)
    throw new Error(`git ${args.join(' ')}: ${error?.message ?? ''}${String(stdout)}${String(stderr)}`);
  return stdout.toString('latin1');
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function excise(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Ran {
  const options = { cwd, env: { ...GIT_ENV, ...env }, encoding: 'utf8', input } as const;
  return spawnSync(process.execPath, [CLI, ...args], options);
}

/** A small tree with a symbol FOO, and rules for it. */
export const TREE: Files = {
  Kconfig: 'config FOO\n\tbool "Foo"\n\nconfig BAR\n\tbool "Bar"\n\nconfig BAZ\n\tbool "Baz"\n',
  Makefile: 'obj-y += core/\nobj-$(CONFIG_FOO) += foo.o\n',
  'foo.c': 'int foo;\n',
  'core/Makefile': 'obj-y += core.o\n',
  'core/core.c':
    'int before;\n#ifdef CONFIG_FOO\nint with_foo;\n#endif\nint middle;\n\nint a;\nint b;\nint c;\nint d;\nint e;\n' +
    '#ifdef CONFIG_BAR\nint with_bar;\n#endif\n',
};

export const TWO_DOCUMENTS = `subject: "core: drop CONFIG_FOO"
message: |
  Nobody sets it.
remove:
  - config: FOO
    value: n
---
remove:
  - config: BAR
    value: y
`;
