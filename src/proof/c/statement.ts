import type { Expression } from './expression.js';

/** A statement of C, as far as the proof needs to know it. */
export type Statement =
  /** `isOpen`: no semicolon ends it. */
  | { readonly kind: 'expression'; readonly value: Expression; readonly isOpen?: true }
  /** One declarator of a local declaration. `spelled` is its text with `\0` for the name. */
  | {
      readonly kind: 'declaration';
      readonly name: string;
      readonly spelled: string;
      readonly value: Expression | null;
      readonly isStatic: boolean;
    }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Body; readonly no: Body }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: Body }
  | { readonly kind: 'do'; readonly test: Expression; readonly body: Body }
  | {
      readonly kind: 'for';
      readonly first: Body;
      readonly test: Expression | null;
      readonly step: Expression | null;
      readonly body: Body;
    }
  /** An iterator macro. */
  | { readonly kind: 'each'; readonly head: Expression; readonly body: Body }
  | { readonly kind: 'switch'; readonly test: Expression; readonly body: Body }
  | { readonly kind: 'case'; readonly value: Expression | null }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'jump'; readonly word: 'goto' | 'break' | 'continue'; readonly to: string }
  | { readonly kind: 'block'; readonly body: Body }
  /** What isn't understood, with its words: it may read and change all of them. */
  | { readonly kind: 'raw'; readonly tokens: readonly string[] };

export type Body = readonly Statement[];
