/**
 * What the page of --html shows, as JSON within it. Texts are decoded (UTF-8, U+FFFD for bytes that aren't). Facts are
 * named by their index in their document's list.
 */
export interface PageData {
  readonly version: string;
  readonly documents: readonly PageDocument[];
}

export interface PageDocument {
  readonly title: string;
  readonly message: string;
  /** What the rule states, then what follows, each behind its parent. */
  readonly facts: readonly PageFact[];
  /** Sorted by path: those that change, and those with leftovers. */
  readonly files: readonly PageFile[];
  readonly failures: readonly PageFailure[];
}

export interface PageFact {
  readonly text: string;
  /** The reason that is nearest to the rule; -1: the rule itself. Always less than the fact's own index. */
  readonly parent: number;
  /** Other reasons that it has, in words. */
  readonly others: readonly string[];
  /** The file that shows it. */
  readonly path?: string;
}

export interface PageFile {
  readonly path: string;
  /** A kind of lang/file-kind.ts; absent for a file that only has leftovers. */
  readonly kind?: string;
  /** For people. */
  readonly language: string;
  readonly status: 'modified' | 'deleted' | 'kept';
  readonly insertions: number;
  readonly deletions: number;
  /** In the order of the file: its hunks, and pieces around leftovers that no hunk holds. */
  readonly hunks: readonly PageHunk[];
}

export interface PageHunk {
  /** As in a patch; the new side of a piece that doesn't change is its old side. */
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly heading: string;
  /** Each line behind its kind: ' ', '-' or '+'; without its line feed. */
  readonly lines: readonly string[];
  /** Indices of lines that end with the file, without a line feed. */
  readonly unended: readonly number[];
  /** Whether its first line stands in a comment of C. */
  readonly inComment: boolean;
  /** Facts behind the change; none where nothing changes. */
  readonly causes: readonly number[];
  readonly notes: readonly PageNote[];
}

/** A leftover. */
export interface PageNote {
  /** From 1, in the text before. */
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  /** A fact, or -1. */
  readonly cause: number;
}

/** A file that was left as it was, because a check failed. */
export interface PageFailure {
  readonly path: string;
  readonly law: string;
  readonly message: string;
}
