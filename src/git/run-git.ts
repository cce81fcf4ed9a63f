import { execFile } from 'node:child_process';
import { gitEnvironment } from './git-environment.js';

export interface GitOutput {
  /** Exit code; null: git isn't there, or was killed. */
  readonly status: number | null;
  /** As latin1, one byte a character. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface GitOptions {
  /** Latin1. */
  readonly input?: string;
  /** For commands that hooks hear of: messages in the user's language, locks as usual. */
  readonly forHooks?: boolean;
}

/** More than any index lists. */
const MOST_OUTPUT = 2 ** 30;

/**
 * Runs git in a folder, without a shell. Questions are asked without taking locks, and answered in English.
 * @param tree the folder; its own repository is asked (see git-environment.ts).
 */
export function runGit(
  tree: string,
  args: readonly string[],
  { input, forHooks = false }: GitOptions = {},
): Promise<GitOutput> {
  const env = gitEnvironment(tree, process.env);
  if (!forHooks) Object.assign(env, { GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', LANGUAGE: '' });
  return new Promise((done) => {
    const child = execFile(
      'git',
      args,
      { cwd: tree, env, encoding: 'latin1', maxBuffer: MOST_OUTPUT },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        const status = typeof code === 'number' ? code : null;
        const missing = error !== null && status === null && stderr === '' ? error.message : stderr;
        done({ status, stdout, stderr: Buffer.from(missing, 'latin1').toString() });
      },
    );
    // Git may end before it has read all; its exit code tells.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '', 'latin1');
  });
}

/** The line of git's complaint that says what is wrong, in one line. */
export function complaintOf({ status, stderr }: GitOutput): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((text) => /^(?:fatal|error): /.test(text)) ?? lines[0];
  return line?.replace(/^(?:fatal|error): /, '').trim() ?? `git ended with ${status ?? 'a signal'}`;
}

/** Paths of the tree as arguments that mean just these files. */
export function literalPaths(paths: readonly string[]): string[] {
  return paths.map((path) => `:(literal)${path}`);
}
