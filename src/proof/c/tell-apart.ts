import type { Expression } from './expression.js';
import type { Body, Statement } from './statement.js';
import { mapExpressions, mapParts, walkExpressions } from './walk.js';

/** Behind the name of a local that is one of several of that name; a number follows. No text holds it. */
const NUMBERED = '\uE002';

/** A word of C, as it was written or told apart. */
export const WORD = /[\w\uE002]+/g;

/** What the names of locals are called here, by name. */
type Names = ReadonlyMap<string, string>;

/**
 * The body with a name of its own for each local whose name a parameter, or a local of another block, has as well
 * (C11 6.2.1p4): what is true of one of them needn't be of the other. `joinNames` undoes it.
 */
export function tellApart(body: Body, parameters: readonly string[]): Body {
  const repeated = findRepeated(body, parameters);
  return repeated.size === 0 ? body : new Renaming(repeated).walk(body, new Map());
}

/** Names that are declared more than once. */
function findRepeated(body: Body, parameters: readonly string[]): Set<string> {
  const seen = new Set(parameters);
  const repeated = new Set<string>();
  const see = (s: Statement) => {
    if (s.kind !== 'declaration') return;
    if (seen.has(s.name)) repeated.add(s.name);
    seen.add(s.name);
  };
  const look = (e: Expression) => {
    walkExpressions(e, (part) => {
      if (part.kind === 'block') mapExpressions(part.body, (inner) => inner, see);
    });
    return e;
  };
  mapExpressions(body, look, see);
  return repeated;
}

class Renaming {
  private count = 0;

  constructor(private readonly repeated: ReadonlySet<string>) {}

  walk(body: Body, around: Names): Body {
    const names = new Map(around);
    return body.map((s) => this.step(s, names));
  }

  /** @param names those of the block, to which a declaration adds. */
  private step(s: Statement, names: Map<string, string>): Statement {
    const go = (e: Expression) => this.rename(e, names);
    const optional = (e: Expression | null) => e && go(e);
    switch (s.kind) {
      case 'expression':
        return { ...s, value: go(s.value) };
      case 'declaration': {
        const spelled = renameWords(s.spelled, names);
        // The name means the new thing in its own initializer already (C11 6.2.1p7).
        const isOneOfSeveral = this.repeated.has(s.name);
        const name = isOneOfSeveral ? `${s.name}${NUMBERED}${++this.count}` : s.name;
        if (isOneOfSeveral) names.set(s.name, name);
        return { ...s, name, spelled, value: optional(s.value) };
      }
      case 'case':
      case 'return':
        return { ...s, value: optional(s.value) };
      case 'if':
        return { ...s, test: go(s.test), yes: this.walk(s.yes, names), no: this.walk(s.no, names) };
      case 'while':
      case 'do':
      case 'switch':
        return { ...s, test: go(s.test), body: this.walk(s.body, names) };
      case 'for': {
        const own = new Map(names);
        const first = s.first.map((inner) => this.step(inner, own));
        const within = (e: Expression | null) => e && this.rename(e, own);
        return {
          ...s,
          first,
          test: within(s.test),
          step: within(s.step),
          body: this.walk(s.body, own),
        };
      }
      case 'each':
        return { ...s, head: go(s.head), body: this.walk(s.body, names) };
      case 'block':
        return { ...s, body: this.walk(s.body, names) };
      case 'raw':
        return { ...s, tokens: renameTokens(s.tokens, names) };
      case 'label':
      case 'jump':
        return s;
    }
  }

  private rename(e: Expression, names: Names): Expression {
    switch (e.kind) {
      case 'name':
        return { ...e, text: names.get(e.text) ?? e.text };
      case 'raw':
        return { ...e, tokens: renameTokens(e.tokens, names) };
      case 'block':
        return { ...e, body: this.walk(e.body, names) };
      case 'cast':
        return { ...e, type: renameWords(e.type, names), operand: this.rename(e.operand, names) };
      default:
        return mapParts(e, (part) => this.rename(part, names));
    }
  }
}

/** Words of a type, an array's length or an operand of typeof; the tag of a struct is none. */
function renameWords(text: string, names: Names): string {
  if (names.size === 0) return text;
  return text.replace(/(\b(?:struct|union|enum) )?\b(\w+)/g, (all, tag: string | undefined, word: string) =>
    tag === undefined ? (names.get(word) ?? all) : all,
  );
}

function renameTokens(tokens: readonly string[], names: Names): readonly string[] {
  if (names.size === 0) return tokens;
  return tokens.map((text, i) =>
    /^(?:\.|->|struct|union|enum)$/.test(tokens[i - 1] ?? '') ? text : renameWords(text, names),
  );
}

/** Printed lines with the names as they were written; the second of a name that are left, and so on, keep a number. */
export function joinNames(lines: readonly string[]): string[] {
  const left = new Map<string, string[]>();
  return lines.map((line) =>
    line.includes(NUMBERED)
      ? line.replace(/(\w+)\uE002(\d+)/g, (_, name: string, number: string) => {
          const numbers = left.get(name) ?? [];
          left.set(name, numbers);
          if (!numbers.includes(number)) numbers.push(number);
          const place = numbers.indexOf(number);
          return place === 0 ? name : `${name}${NUMBERED}${place}`;
        })
      : line,
  );
}
