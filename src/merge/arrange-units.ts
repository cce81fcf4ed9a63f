import { UserError } from '../errors.js';
import type { ResultJson } from '../report/json-schema.js';
import { wrong, type ReadResult } from './read-results.js';

export type DocumentJson = ResultJson['documents'][number];

/** A series that was carried out on the tree as it is. */
export interface MergeUnit {
  /** As people know it: the rule file, or the result's own. */
  readonly name: string;
  readonly documents: readonly DocumentJson[];
}

export interface ArrangedUnits {
  readonly units: readonly MergeUnit[];
  /** Rules that the tree contradicts. */
  readonly refused: readonly { readonly name: string; readonly message: string }[];
}

/** Shards that a message names before it says how many more there are. */
const NAMED = 5;

/**
 * The units of some results in the order of the batch; of results that are no shards each is a unit, in the order given.
 * @throws UserError where the results are not all the shards of one batch.
 */
export function arrangeUnits(results: readonly ReadResult[]): ArrangedUnits {
  const sharded = results.filter(({ result }) => result.shard !== undefined);
  for (const { name, result } of results) {
    if (result.written)
      throw wrong(name, 'of a run that wrote to the tree: there is nothing to merge it with');
  }
  if (sharded.length === 0) {
    return {
      units: results.map(({ name, result }) => ({ name, documents: result.documents })),
      refused: results.flatMap(({ result }) => result.refused ?? []),
    };
  }
  checkShards(results);
  const placed: { place: number; unit: MergeUnit }[] = [];
  const refused: { place: number; name: string; message: string }[] = [];
  const places = new Set<number>();
  for (const { name: file, result } of results) {
    let at = 0;
    for (const { name, place, documents, refused: message } of result.shard!.units) {
      if (places.has(place)) throw wrong(file, `unit ${place} of the batch stands there twice`);
      places.add(place);
      placed.push({ place, unit: { name, documents: result.documents.slice(at, (at += documents)) } });
      if (message !== undefined) refused.push({ place, name, message });
    }
    if (at !== result.documents.length) throw wrong(file, 'its units and its documents differ in number');
  }
  const whole = results[0]!.result.shard!.batchUnits;
  if (places.size !== whole)
    throw wrong(results[0]!.name, `the shards have ${places.size} of ${whole} units`);
  return {
    units: placed.sort((a, b) => a.place - b.place).map(({ unit }) => unit),
    refused: refused.sort((a, b) => a.place - b.place).map(({ name, message }) => ({ name, message })),
  };
}

/** Whether the results are the shards 1 to n of one batch, each once. */
function checkShards(results: readonly ReadResult[]): void {
  const first = results[0]!;
  const byIndex = new Map<number, string>();
  for (const { name, result } of results) {
    const { shard } = result;
    if (!shard || !first.result.shard) {
      throw wrong(shard ? first.name : name, 'no shard, though others are: merge shards of one batch');
    }
    const { batch, of } = first.result.shard;
    if (shard.batch !== batch || shard.of !== of) {
      throw wrong(
        name,
        `of another batch than ${first.name}: shards are of the same rules and the same number`,
      );
    }
    const other = byIndex.get(shard.index);
    if (other !== undefined) throw wrong(name, `shard ${shard.index}/${of}, as ${other} is`);
    byIndex.set(shard.index, name);
  }
  const { of } = first.result.shard!;
  if (byIndex.size === of) return;
  const missing: string[] = [];
  for (let index = 1; index <= of && missing.length <= NAMED; index++)
    if (!byIndex.has(index)) missing.push(`${index}/${of}`);
  const more = of - byIndex.size - NAMED;
  throw new UserError(
    `merge: the result of shard ${missing.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''} is missing`,
  );
}
