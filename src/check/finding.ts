/** What may be wrong in a tree's Kconfig; docs/check.md explains each. */
export type CheckCode =
  | 'unreadable-line'
  | 'missing-source'
  | 'no-type'
  | 'redefined'
  | 'wrong-value'
  | 'choice-member'
  | 'undefined-symbol'
  | 'undefined-config-word'
  | 'select-wrong-type'
  | 'select-choice-member'
  | 'select-unmet'
  | 'dependency-cycle'
  | 'default-unreachable'
  | 'depends-never'
  | 'unused-symbol';

/** A place in a file of the tree, in byte offsets. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface RelatedPlace extends Place {
  readonly message: string;
}

export interface Finding extends Place {
  readonly code: CheckCode;
  /** Without CONFIG_; empty where it is about no symbol. */
  readonly symbol: string;
  readonly message: string;
  /** Other places that explain it, most telling first. */
  readonly related: readonly RelatedPlace[];
}

/** Places that one finding lists beside its own. */
export const MOST_RELATED = 10;
