import { spawn, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A configured kernel that files can be checked with: its own copy of the sources, which may be changed. */
export interface BuildTree {
  /** Compiles a file with -fsyntax-only; what the compiler says of it, '' where it is content. */
  compile(command: string): Promise<string>;
  /** The compiler's command for each of some .c files that the configuration may build. */
  commandsOf(paths: readonly string[]): ReadonlyMap<string, string>;
  /** Gives files of the copy other texts (null: none) while `work` runs, then the original ones again. */
  withTexts<T>(texts: ReadonlyMap<string, string | null>, work: () => Promise<T>): Promise<T>;
}

/**
 * Opens the build tree of a kernel (x86, allmodconfig, `make prepare`), made when first asked for. The sources are
 * hard links of `root`'s files: `<folder>/src`, the results in `<folder>/obj`.
 * @returns why it can't be made, as a string.
 */
export function openBuildTree(root: string, folder: string): BuildTree | string {
  const source = join(folder, 'src');
  const objects = join(folder, 'obj');
  const done = join(folder, '.prepared');
  if (!existsSync(done)) {
    const missing = missingTool();
    if (missing !== undefined) return missing;
    mkdirSync(objects, { recursive: true });
    rmSync(source, { recursive: true, force: true });
    const copied = spawnSync('cp', ['-al', root, source], { stdio: 'pipe' });
    if (copied.status !== 0) return `the sources can't be linked to ${source}`;
    for (const target of ['allmodconfig', 'prepare']) {
      const made = spawnSync('make', ['-C', source, `O=${objects}`, 'ARCH=x86', target], { stdio: 'pipe' });
      if (made.status !== 0) return `make ${target} failed: ${String(made.stderr).trim().split('\n').at(-1)}`;
    }
    writeFileSync(done, '');
  }
  const real = realpathSync(source);
  return {
    compile: (command) => compile(command, objects),
    commandsOf: (paths) => readCommands(real, objects, paths),
    async withTexts(texts, work) {
      try {
        for (const [path, text] of texts) {
          rmSync(join(source, path), { force: true });
          if (text !== null) writeFileSync(join(source, path), text, 'latin1');
        }
        return await work();
      } finally {
        for (const path of texts.keys()) {
          rmSync(join(source, path), { force: true });
          linkSync(join(root, path), join(source, path));
        }
      }
    },
  };
}

function missingTool(): string | undefined {
  return ['gcc', 'make', 'flex', 'bison', 'bc'].find(
    (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined,
  );
}

/** `make -n` says how it would build objects; those that it can't build are left out. */
function readCommands(
  source: string,
  objects: string,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  const commands = new Map<string, string>();
  const targets = paths.map((path) => join(dirname(path), `${basename(path, '.c')}.o`));
  for (let at = 0; at < targets.length; at += 500) {
    const { stdout } = spawnSync(
      'make',
      ['-C', source, `O=${objects}`, 'ARCH=x86', '-n', '-k', 'V=1', ...targets.slice(at, at + 500)],
      { encoding: 'latin1', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    for (const line of stdout.split('\n')) {
      const command = /;\s+(gcc -Wp,(?:(?!;\s+gcc -Wp).)*? -c -o \S+\.o (\S+\.c))\s*;/.exec(line);
      const file = command?.[2];
      if (!command || !file?.startsWith(`${source}/`)) continue;
      const path = file.slice(source.length + 1);
      const options = command[1]!.replace(/-Wp,-MMD,\S+/, '').replace(/ -c -o \S+/, ' -fsyntax-only');
      commands.set(path, options);
    }
  }
  return commands;
}

function compile(command: string, cwd: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('latin1').on('data', (part: string) => {
      if (said.length < 100_000) said += part;
    });
    child.on('close', (code) => {
      resolve(code === 0 ? '' : said || `exit ${String(code)}`);
    });
  });
}
