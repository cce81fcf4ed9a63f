import type { TreeView } from '../scan/tree-view.js';
import type { WordIndex } from '../scan/word-index.js';
import type { Pool } from '../workers/pool.js';

/** The words of some texts that documents before have left. */
export interface OverlayPart {
  readonly paths: readonly string[];
  /** What was indexed; null where another text is there now. */
  readonly texts: readonly (string | null)[];
  readonly index: WordIndex;
}

type Overlay = TreeView['overlay'];

const known = new WeakMap<Overlay, Promise<readonly OverlayPart[]>>();
/** What the latest view of a tree came to: the next one has most of its texts. */
const latest = new WeakMap<TreeView['disk'], readonly OverlayPart[]>();

/**
 * Indexes of the texts that documents before have left: each text that is there now is in one of them. The texts of a
 * series only grow in number, so what a document left is indexed by itself, and joined with what is as small: a text is
 * indexed as often as the logarithm of their number.
 */
export function indexOverlay({ overlay, disk }: TreeView, pool: Pool): Promise<readonly OverlayPart[]> {
  let parts = known.get(overlay);
  if (!parts) {
    parts = extend(latest.get(disk) ?? [], overlay, pool);
    known.set(overlay, parts);
    void parts.then(
      (done) => latest.set(disk, done),
      () => undefined, // whoever waits for it is told
    );
  }
  return parts;
}

async function extend(
  before: readonly OverlayPart[],
  overlay: Overlay,
  pool: Pool,
): Promise<readonly OverlayPart[]> {
  const parts = before.map((part) => withoutStale(part, overlay)).filter((part) => sizeOf(part) > 0);
  const covered = new Set(parts.flatMap(({ paths, texts }) => paths.filter((_, i) => texts[i] !== null)));
  const fresh = new Map([...overlay].filter(([path]) => !covered.has(path)));
  if (fresh.size === 0) return parts;
  for (let last = parts.at(-1); last && sizeOf(last) <= 2 * fresh.size; last = parts.at(-1)) {
    const { paths, texts: own } = last;
    paths.forEach((path, i) => {
      const text = own[i] ?? null;
      if (text !== null) fresh.set(path, text);
    });
    parts.pop();
  }
  const texts = [...fresh.values()];
  return [...parts, { paths: [...fresh.keys()], texts, index: await pool.run('indexTexts', { texts }) }];
}

function withoutStale(part: OverlayPart, overlay: Overlay): OverlayPart {
  const { paths, texts } = part;
  const isStale = (i: number) => texts[i] !== null && overlay.get(paths[i]!) !== texts[i];
  if (!paths.some((_, i) => isStale(i))) return part;
  return { ...part, texts: texts.map((text, i) => (isStale(i) ? null : text)) };
}

const sizeOf = ({ texts }: OverlayPart): number =>
  texts.reduce((count, text) => (text === null ? count : count + 1), 0);
