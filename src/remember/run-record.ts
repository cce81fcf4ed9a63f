import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { FileChange, RunResult } from '../result.js';
import { readTreeFile } from '../scan/read-tree-file.js';

/** What a run came to, and on which tree. */
export interface RunRecord {
  /** See listMarks. */
  readonly marks: string;
  /** Of what git said of the tree. */
  readonly tracked: string;
  readonly result: RunResult;
}

/**
 * The bytes of a record: a line, the checksum of what follows, and that as V8 writes it, which reads it as the same
 * values. Texts on disk are not kept: a hash of each is.
 */
const HEAD = Buffer.from('excise run 1\n');
const SUM_BYTES = 32;

type KeptText = { readonly sum: string } | { readonly text: string };
type KeptChange = Omit<FileChange, 'before'> & { readonly before: KeptText };

export function encodeRecord({ marks, tracked, result }: RunRecord): Buffer {
  // The first change of a file starts from what is on disk, a later one from that or from what one before has made.
  const onDisk = new Map<string, { readonly text: string; readonly sum: string }>();
  const keep = (change: FileChange): KeptChange => {
    const { path, before } = change;
    let known = onDisk.get(path);
    if (!known) onDisk.set(path, (known = { text: before, sum: sumOf(Buffer.from(before, 'latin1')) }));
    return { ...change, before: known.text === before ? { sum: known.sum } : { text: before } };
  };
  const documents = result.documents.map((part) => ({ ...part, changes: part.changes.map(keep) }));
  const body = serialize({ marks, tracked, result: { ...result, documents } });
  return Buffer.concat([HEAD, Buffer.from(sumOf(body), 'hex'), body]);
}

/**
 * Reads a record, and the texts on disk that it is about.
 * @param root of its tree. @returns undefined for one that is damaged, or whose files have changed.
 */
export function decodeRecord(bytes: Buffer, root: string): RunRecord | undefined {
  const start = HEAD.length + SUM_BYTES;
  const body = bytes.subarray(start);
  if (bytes.length < start || !bytes.subarray(0, HEAD.length).equals(HEAD)) return undefined;
  if (bytes.toString('hex', HEAD.length, start) !== sumOf(body)) return undefined;
  const record = readBody(body);
  if (!record) return undefined;
  const documents = [];
  for (const part of record.result.documents) {
    const changes: FileChange[] = [];
    for (const kept of part.changes as unknown as readonly KeptChange[]) {
      const before = readText(root, kept);
      if (before === undefined) return undefined;
      changes.push({ ...kept, before });
    }
    documents.push({ ...part, changes });
  }
  return { ...record, result: { ...record.result, documents } };
}

function readBody(body: Buffer): RunRecord | undefined {
  try {
    return deserialize(body) as RunRecord;
  } catch {
    return undefined;
  }
}

function readText(root: string, { path, before }: KeptChange): string | undefined {
  if ('text' in before) return before.text;
  try {
    const text = readTreeFile(root, path);
    return sumOf(Buffer.from(text, 'latin1')) === before.sum ? text : undefined;
  } catch {
    return undefined;
  }
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
