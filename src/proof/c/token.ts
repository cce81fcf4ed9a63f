/** A preprocessing token of C, assembly or a device tree, or a whole directive that is no conditional. */
export interface Token {
  /** `shut`: a conditional that is read as one statement; see shut-conditionals.ts. */
  readonly kind: 'name' | 'number' | 'string' | 'mark' | 'directive' | 'other' | 'shut';
  /** As written, without the splices of continued lines; a directive's tokens with one space between them. */
  readonly text: string;
  /** Offset of the first byte. */
  readonly at: number;
  /** First of its line. */
  readonly opensLine: boolean;
  /** Of a directive: the tokens behind the `#`, the first of which is its word. Of a shut conditional: its names. */
  readonly parts?: readonly Token[];
  /** No white space stands before it. */
  readonly isGlued: boolean;
}

/** A chain of #if, #elif, #else up to its #endif. */
export interface Conditional {
  readonly kind: 'conditional';
  readonly at: number;
  readonly branches: readonly Branch[];
  /** Whether its #endif is there. */
  readonly isClosed: boolean;
}

export interface Branch {
  /** `if`, `ifdef`, `ifndef`, `elif`, `elifdef`, `elifndef` or `else`. */
  readonly word: string;
  readonly condition: readonly Token[];
  readonly at: number;
  readonly nodes: readonly Node[];
}

export type Node = Token | Conditional;
