/** A law of Kconfig that a file's change breaks. */
export interface KconfigViolation {
  readonly path: string;
  readonly law: string;
  readonly message: string;
  /** Into the old text. */
  readonly offset?: number;
}
