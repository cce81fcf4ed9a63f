import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** Kconfig of the symbols that the trees of these tests name: FOO goes, BAR stays. */
export const KCONFIG = 'config FOO\n\tbool "foo"\n\nconfig BAR\n\tbool "bar"\n';

/** Files by path; text is written as latin1. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** Makes a tree in a folder of its own, which the caller removes. */
export function plantTree(files: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'excise-hostile-'));
  for (const [path, content] of Object.entries({ Kconfig: KCONFIG, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  }
  return root;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Codes of the leftovers with their paths, sorted. */
  readonly leftovers: readonly string[];
}

/** Runs the command line; a minute is far more than anything here takes, and ends what hangs. */
export function runCli(args: readonly string[], options: { uid?: number } = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'latin1',
    maxBuffer: 1 << 30,
    timeout: 240_000,
    killSignal: 'SIGKILL',
    ...options,
  });
  let leftovers: string[] = [];
  if (args.includes('--json') && stdout.startsWith('{')) {
    const { documents } = JSON.parse(stdout) as {
      documents: { leftovers: { code: string; path: string }[] }[];
    };
    leftovers = documents.flatMap((d) => d.leftovers.map(({ code, path }) => `${path} ${code}`)).sort();
  }
  return { status, stdout, stderr, leftovers };
}

/** Runs FOO=value over a tree made of `files`, and removes the tree. */
export function runOnTree(files: Tree, value: string, ...more: string[]): Outcome {
  const root = plantTree(files);
  try {
    return runCli(['--remove-config', `FOO=${value}`, '-C', root, '--json', ...more]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
