import { applyEdits } from '../edit/apply-edits.js';
import { classifyFile } from '../lang/file-kind.js';
import type { CheckFailure, DocumentResult, FileChange } from '../result.js';
import {
  hostOf,
  isBlankView,
  splitHost,
  viewPath,
  type Host,
  type HostedView,
} from '../scan/hosted-lines.js';
import { pathsOf, readMode, readText, type TreeView } from '../scan/tree-view.js';
import { lineIndexAt, makeSourceText } from '../text/source-text.js';
import { joinHosted, type ViewEdits } from './join-hosted.js';
import { locateLeftovers } from './locate-leftovers.js';

const GENERATOR = 'scripts/gen_build_files.sh';

/** A tree whose hosted lines (hosted-lines.ts) stand in files of their own. */
export interface HostedTree {
  readonly tree: TreeView;
  /** What a run on that tree found, as it concerns the files on disk. */
  readonly join: (result: DocumentResult) => DocumentResult;
}

/** Opens it where the tree has BusyBox's generator; null elsewhere. */
export function openHostedTree(tree: TreeView): HostedTree | null {
  if (!pathsOf(tree).has(GENERATOR) || !readText(tree, GENERATOR).includes('^//config:')) return null;
  const hosts = new Map<string, Host>();
  const overlay = new Map(tree.overlay);
  const views: string[] = [];
  for (const path of tree.paths) {
    const host = path.endsWith('.c') ? readHost(tree, path) : null;
    if (!host) continue;
    hosts.set(path, host);
    overlay.set(path, host.masked);
    for (const { kind, text } of host.views) {
      views.push(viewPath(path, kind));
      overlay.set(viewPath(path, kind), text);
    }
  }
  if (hosts.size === 0) return null;
  return {
    tree: { ...tree, paths: [...tree.paths, ...views].sort(), overlay },
    join: (result) => joinResult(tree, hosts, result),
  };
}

function readHost(tree: TreeView, path: string): Host | null {
  try {
    return splitHost(readText(tree, path));
  } catch {
    return null; // it is reported elsewhere
  }
}

function joinResult(
  tree: TreeView,
  hosts: ReadonlyMap<string, Host>,
  result: DocumentResult,
): DocumentResult {
  const locate = <T extends { readonly path?: string; readonly offset?: number }>(found: T): T => {
    const view = found.path === undefined ? undefined : viewOf(hosts, found.path);
    if (!view) return found;
    const offset = found.offset === undefined ? {} : { offset: originalOffset(view, found.offset) };
    return { ...found, path: hostOf(found.path!), ...offset };
  };
  const { changes, failures } = joinChanges(tree, hosts, result.changes);
  return {
    ...result,
    changes,
    facts: result.facts.map(locate),
    leftovers: locateLeftovers(tree, result.leftovers.map(locate)),
    failures: [...result.failures.map(locate), ...failures],
  };
}

function viewOf(hosts: ReadonlyMap<string, Host>, path: string): HostedView | undefined {
  const host = hostOf(path);
  return host === path ? undefined : hosts.get(host)?.views.find(({ kind }) => viewPath(host, kind) === path);
}

function originalOffset({ text, lines }: HostedView, offset: number): number {
  const source = makeSourceText('', text);
  const line = Math.min(lineIndexAt(source, offset), lines.length - 1);
  const { content, end } = lines[line]!;
  return Math.min(content + offset - source.lineStarts[line]!, end);
}

function joinChanges(
  tree: TreeView,
  hosts: ReadonlyMap<string, Host>,
  changes: readonly FileChange[],
): { changes: FileChange[]; failures: CheckFailure[] } {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const joined: FileChange[] = changes.filter(({ path }) => !hosts.has(hostOf(path)));
  const failures: CheckFailure[] = [];
  const touched = new Set(changes.map(({ path }) => hostOf(path)).filter((path) => hosts.has(path)));
  for (const path of touched) {
    const { views } = hosts.get(path)!;
    const own = byPath.get(path);
    const before = readText(tree, path);
    const hosted = views.flatMap((view): ViewEdits[] => {
      const change = byPath.get(viewPath(path, view.kind));
      return change ? [{ view, edits: editsOf(change) }] : [];
    });
    if (own?.status === 'deleted') {
      const staying = views.find((view) => view.kind !== 'usage' && !isEmptied(view, hosted));
      if (!staying) {
        joined.push({ ...own, before });
        continue;
      }
      const message = `the file would go, but its //${staying.kind}: lines stay`;
      failures.push({ path, law: 'hosted-lines', message });
    }
    const inCode = own?.status === 'modified' ? own.edits : [];
    const edits = joinHosted(path, before, inCode, hosted, views);
    if (edits.length === 0) continue;
    const mode = own?.mode ?? readMode(tree, path);
    joined.push({
      path,
      kind: classifyFile(path),
      status: 'modified',
      before,
      edits,
      mode,
    });
  }
  return {
    changes: joined.sort((a, b) => (a.path < b.path ? -1 : 1)),
    failures,
  };
}

/** A view that goes as a file loses all of its lines. */
function editsOf({ status, before, edits, cause }: FileChange): FileChange['edits'] {
  return status === 'deleted' ? [{ start: 0, end: before.length, text: '', cause: cause ?? '' }] : edits;
}

function isEmptied(view: HostedView, hosted: readonly ViewEdits[]): boolean {
  const edits = hosted.find((one) => one.view === view)?.edits ?? [];
  return isBlankView(view.kind, applyEdits(view.text, edits));
}
