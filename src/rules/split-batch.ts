import { createHash } from 'node:crypto';
import type { RuleDocument, RulePosition } from './rule-document.js';

/** One part of a batch, `--shard index/of`. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/**
 * What of a batch stays together: the documents of a rule file, as a series. Where the batch is a single file, each of
 * its documents is a unit.
 */
export interface Unit {
  /** The file as it was named, or the option; with the document's number where each is a unit. */
  readonly name: string;
  /** Its place among the batch's units, from 0. */
  readonly place: number;
  readonly documents: readonly RuleDocument[];
}

export interface Batch {
  /** Sorted by the files' names, then as they stand in the file; not by the order on the command line. */
  readonly units: readonly Unit[];
  /** Says what the units ask for, whatever their files are called: the same of every shard of one batch. */
  readonly id: string;
}

/** Parts rules into units. The order in which their files were named doesn't matter. */
export function makeBatch(documents: readonly RuleDocument[]): Batch {
  const files = new Map<string, RuleDocument[]>();
  for (const document of documents) {
    const name = sourceOf(document.at);
    const own = files.get(name);
    if (own) own.push(document);
    else files.set(name, [document]);
  }
  const [only] = files;
  const groups: [string, RuleDocument[]][] =
    only !== undefined && files.size === 1
      ? only[1].map((document, i) => [`${only[0]} (document ${i + 1})`, [document]])
      : [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const units = groups.map(([name, own], place) => ({ name, place, documents: own }));
  const hash = createHash('sha256');
  for (const unit of units) hash.update(JSON.stringify(unit.documents, withoutPlaces)).update('\n');
  return { units, id: hash.digest('hex') };
}

/** The units of one shard: every `of`th, so that shards differ by at most one unit. */
export function unitsOf(batch: Batch, { index, of }: Shard): Unit[] {
  return batch.units.filter(({ place }) => place % of === index - 1);
}

function sourceOf(at: RulePosition): string {
  return at.kind === 'file' ? at.file : at.option;
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'at' || key === 'fieldsAt' ? undefined : value;
}
