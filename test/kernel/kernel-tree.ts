import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';

const FETCH = new URL('../../../../shared/bin/kernel-tree', import.meta.url).pathname;

/**
 * The path of an unpacked kernel: a path as given, or a version that `../shared/bin/kernel-tree` fetches; undefined
 * where that isn't there.
 */
export function findKernelTree(version: string): string | undefined {
  if (version.includes('/')) return realpathSync(version);
  if (!existsSync(FETCH)) return undefined;
  return realpathSync(
    execFileSync(FETCH, [version], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim(),
  );
}
