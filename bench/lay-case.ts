import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A tree of hard links with the files of a corpus case in place of its own.
 * @param source the case's folder. @param target where to; on the same file system as the tree.
 * @returns the target.
 */
export function layCase(tree: string, source: string, target: string): string {
  const { status } = spawnSync('cp', ['-al', tree, target], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${tree} can't be copied to ${target}`);
  const before = join(source, 'pre');
  for (const path of readdirSync(before, { recursive: true }).map(String)) {
    const own = join(before, path);
    if (!statSync(own).isFile()) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    rmSync(join(target, path), { force: true });
    copyFileSync(own, join(target, path));
  }
  return target;
}
