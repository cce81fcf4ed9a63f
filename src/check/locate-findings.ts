import { readText, type TreeView } from '../scan/tree-view.js';
import { makeSourceText, positionAt, type SourceText } from '../text/source-text.js';
import type { Finding, Place, RelatedPlace } from './finding.js';

/** A place as people read it. */
export interface Located<P extends Place> {
  readonly place: P;
  /** From 1. */
  readonly line: number;
  /** In bytes, from 1. */
  readonly column: number;
  /** The line's text, latin1, without its end. */
  readonly text: string;
}

export interface LocatedFinding extends Located<Finding> {
  readonly related: readonly Located<RelatedPlace>[];
}

/** Gives findings the lines that they stand in; each file is read once. */
export function locateFindings(tree: TreeView, findings: readonly Finding[]): LocatedFinding[] {
  const sources = new Map<string, SourceText>();
  const locate = <P extends Place>(place: P): Located<P> => {
    let source = sources.get(place.path);
    if (!source) sources.set(place.path, (source = makeSourceText(place.path, readText(tree, place.path))));
    const { line, column } = positionAt(source, place.start);
    const text = source.text
      .slice(source.lineStarts[line - 1], source.lineStarts[line])
      .replace(/\r?\n$/, '');
    return { place, line, column, text };
  };
  return findings.map((finding) => ({ ...locate(finding), related: finding.related.map(locate) }));
}
