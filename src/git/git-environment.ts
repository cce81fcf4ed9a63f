import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that say where a repository lies (git rev-parse --local-env-vars). Hooks of another one set them, too. */
const PLACES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
  'GIT_NAMESPACE',
];

/** Variables that would change what a path in an argument means. */
const MEANINGS = [
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

/** Whether GIT_DIR and GIT_WORK_TREE together name a repository that the tree belongs to. */
export function namesWorkTree(tree: string, env: Environment): boolean {
  if (!env.GIT_DIR || !env.GIT_WORK_TREE) return false;
  try {
    const top = realpathSync(resolve(env.GIT_WORK_TREE));
    const folder = realpathSync(resolve(tree));
    return folder === top || folder.startsWith(top.endsWith(sep) ? top : top + sep);
  } catch {
    return false;
  }
}

/**
 * The environment in which git is asked about a tree. The tree's own repository is meant: what the environment says
 * about another one (a hook's, say) doesn't count, unless GIT_DIR and GIT_WORK_TREE name one that holds the tree.
 * All else (GIT_AUTHOR_NAME, GIT_CONFIG_…, GIT_SSH, …) stays.
 */
export function gitEnvironment(tree: string, env: Environment): Record<string, string | undefined> {
  const isNamed = namesWorkTree(tree, env);
  const dropped = isNamed ? MEANINGS : [...MEANINGS, ...PLACES];
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.includes(name)));
  if (isNamed) {
    own.GIT_DIR = resolve(env.GIT_DIR!);
    own.GIT_WORK_TREE = resolve(env.GIT_WORK_TREE!);
  }
  return own;
}
