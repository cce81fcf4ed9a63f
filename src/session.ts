import { makeTreeView, type TreeView } from './scan/tree-view.js';
import { openPool, type Pool } from './workers/pool.js';

/**
 * Threads, and a tree that one of them walks: what a run needs first. The command line opens it before it loads the
 * rules, so that both happen at the same time.
 */
export interface Session {
  readonly pool: Pool;
  readonly tree: Promise<TreeView>;
  readonly close: () => Promise<void>;
}

/** @param root a folder; @param jobs how many threads (see openPool). Close the session whatever happens. */
export function openSession(root: string, jobs?: number): Session {
  const pool = openPool(jobs);
  const tree = pool.run('walk', root).then((paths) => makeTreeView(root, paths));
  tree.catch(() => undefined); // for a session that is closed before anyone asks for the tree
  return { pool, tree, close: () => pool.close() };
}
