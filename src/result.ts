import type { Edit } from './edit/edit.js';
import type { GitState } from './git/tracked-files.js';
import type { DerivedFact, Fact, Leftover } from './lang/facts.js';
import type { RuleDocument } from './rules/rule-document.js';
import type { Shard } from './rules/split-batch.js';

/** What a run found out and would change. Plain data; texts and paths of the tree are latin1, one byte a character. */

export type Stage = 'walk' | 'scan' | 'analyze' | 'plan';

export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  /** 0 while it isn't known. */
  readonly total: number;
  /** Index (from 0) of the document that is being worked on. */
  readonly document: number;
}

export interface RunOptions {
  /** Root of the tree; never written to. */
  readonly tree: string;
  /** A series: each document works on the result of the one before. */
  readonly documents: readonly RuleDocument[];
  /** Worker threads; absent: what suits the machine. */
  readonly jobs?: number;
  /** Keep what is found out of the tree's words on disk, and use what an earlier run has kept. Without a session only. */
  readonly cache?: boolean;
  /** False: no document cascades, whatever it says. */
  readonly cascade: boolean;
  /** False: changes are shown without checks and proof. */
  readonly verify?: boolean;
  /** The documents are a batch, of which only this part is carried out (run-shard.ts). */
  readonly shard?: Shard;
  readonly onProgress?: (progress: Progress) => void;
  /** Lets somebody take some of a document's changes only; the documents after it work on what was taken. */
  readonly choose?: Choose;
}

/**
 * @param index of the document.
 * @param check finds what is wrong with changes that were taken in part.
 * @returns the document with what was taken.
 */
export type Choose = (
  part: DocumentResult,
  index: number,
  check: (changes: readonly FileChange[]) => Promise<CheckFailure[]>,
) => Promise<DocumentResult>;

export interface FileChange {
  /** Below the tree, with forward slashes. */
  readonly path: string;
  /** Language of the file (lang/file-kind.ts). */
  readonly kind: string;
  readonly status: 'modified' | 'deleted';
  /** The text that the edits' offsets belong to: in a series, the result of the documents before. */
  readonly before: string;
  /** Sorted and disjoint. */
  readonly edits: readonly Edit[];
  /** Ids of all facts that the edits count on, where one edit is made of several; absent: those that they name. */
  readonly causes?: readonly string[];
  /** Id of the fact that a deleted file goes for. */
  readonly cause?: string;
  /** Git's mode: 0o100644 or 0o100755. */
  readonly mode: number;
}

/** A leftover with its place as people read it. */
export interface LeftoverReport extends Leftover {
  /** From 1. */
  readonly line: number;
  /** In bytes, from 1. */
  readonly column: number;
  /** The text of the line, without its line end. */
  readonly excerpt: string;
}

/** A file whose change broke one of the checks, and which was therefore left as it was. */
export interface CheckFailure {
  readonly path: string;
  /** The law that the change broke. */
  readonly law: string;
  readonly message: string;
}

export interface DocumentResult {
  readonly document: RuleDocument;
  /** What the rule states. */
  readonly ruleFacts: readonly Fact[];
  /** What the rule renames and adds, in words. */
  readonly alterations: readonly string[];
  /** What follows from it, in the order of discovery. */
  readonly facts: readonly DerivedFact[];
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
  /** Sorted by path and offset. */
  readonly leftovers: readonly LeftoverReport[];
  readonly failures: readonly CheckFailure[];
  /** Where a person chose among the changes: those above are what was taken. */
  readonly choice?: Choice;
}

/** How a person chose; counted in the smallest parts that can be chosen (choose/pieces.ts). */
export interface Choice {
  readonly taken: number;
  readonly left: number;
  /** Those of them that nobody was asked about, as a run that only replays answers asks nobody. */
  readonly unanswered: number;
  /** Files with a hunk that was edited by hand, which is neither checked nor proved. */
  readonly edited: readonly string[];
  /** Of the documents after it nothing is wanted: they weren't carried out. */
  readonly quit: boolean;
}

/** What became of one unit of a batch. */
export interface UnitResult {
  /** As people know it: its rule file. */
  readonly name: string;
  /** Among the batch's units, from 0. */
  readonly place: number;
  /** How many of the result's documents are its. */
  readonly documents: number;
  /** The message of the error by which it was refused; it has no documents then. */
  readonly refused?: string;
}

/** What a result of --shard is a part of. */
export interface ShardResult extends Shard {
  /** The same of all shards of a batch. */
  readonly batch: string;
  /** How many units the whole batch has. */
  readonly batchUnits: number;
  /** Those of this shard, sorted by place. */
  readonly units: readonly UnitResult[];
}

export interface RunResult {
  /** One for each document of the series, in order. */
  readonly documents: readonly DocumentResult[];
  readonly filesScanned: number;
  /** What git says about the tree; absent: it wasn't asked. */
  readonly git?: GitState;
  /** Of a run of one shard: its documents are those of its units, each on the tree as it is. */
  readonly shard?: ShardResult;
}
