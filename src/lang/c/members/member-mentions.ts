import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { partitionPoint } from '../../../text/partition-point.js';
import { placesOf, tokensNamed } from '../syntax/named-tokens.js';
import { forgetOutlines, makeOutline, matchingClose, nextToken, type Outline } from '../syntax/outline.js';
import { designatorAt, openInitializers, type Initializers } from './locate-initializer.js';

/** What may mean a member of a certain struct in a text. */
export interface MentionQuery {
  readonly name: string;
  /** The words of the struct's names: its tag, typedefs of it. */
  readonly types: readonly string[];
  /** Names whose type leads to the struct: see findCarriers. */
  readonly carriers: readonly string[];
}

/** `used`: something may read it or take its place; `set`: at most initializers and assignments; `none`. */
export type MentionVerdict = 'used' | 'set' | 'none';

/**
 * Judges by tokens alone whether a text may use the member: a mention behind `.` or `->` counts unless the name before
 * it can't be of that type, because nothing declares it so.
 */
export function judgeMentions(text: string, queries: readonly MentionQuery[]): MentionVerdict[] {
  const reader = openReader(makeOutline(text));
  const verdicts = queries.map((query) => judgeQuery(reader, query));
  forgetOutlines();
  return verdicts;
}

/** A text, and what the queries about it have in common. */
interface Reader {
  readonly outline: Outline;
  readonly lists: () => Initializers;
  /** Of the types' names: those that stand beside them, and whether there are any. */
  readonly typed: (types: readonly string[]) => TypedNames;
}

interface TypedNames {
  readonly isTyped: boolean;
  readonly beside: ReadonlySet<string>;
}

function openReader(outline: Outline): Reader {
  let lists: Initializers | undefined;
  const known = new Map<string, TypedNames>();
  return {
    outline,
    lists: () => (lists ??= openInitializers(outline.tokens, [])),
    typed(types) {
      const key = types.join(' ');
      let names = known.get(key);
      if (!names) known.set(key, (names = namesBeside(outline.tokens, types)));
      return names;
    },
  };
}

function judgeQuery(reader: Reader, query: MentionQuery): MentionVerdict {
  const { tokens, macros } = reader.outline;
  const { isTyped, beside } = reader.typed(query.types);
  const holders = new Set([...query.carriers, ...beside]);
  let verdict = judgeTokens(tokens, query, holders, isTyped, reader.lists);
  let last = -1;
  for (const place of placesOf(tokens.text, query.name)) {
    if (verdict === 'used') break;
    const i = partitionPoint(macros.length, (at) => macros[at]!.body.end < place + query.name.length);
    const macro = macros[i];
    if (!macro || i === last || macro.body.start > place) continue;
    last = i;
    const body = lex(tokens.text, macro.body.start, macro.body.end);
    const own = new Set([...holders, ...(macro.parameters ?? [])]);
    const found = judgeTokens(body, query, own, isTyped, () => openInitializers(body, []));
    if (found !== 'none') verdict = found;
  }
  return verdict;
}

function judgeTokens(
  tokens: Tokens,
  { name }: MentionQuery,
  holders: ReadonlySet<string>,
  isTyped: boolean,
  open: () => Initializers,
): MentionVerdict {
  let verdict: MentionVerdict = 'none';
  const named = tokensNamed(tokens, name);
  if (named.length === 0) return verdict;
  const lists = open();
  for (const i of named) {
    const designator = designatorAt(lists, i);
    if (designator) {
      const within =
        designator.path.at(-1) ?? (designator.path.length > 0 ? null : outerName(lists, designator.first));
      if (isTyped || (within !== null && holders.has(within))) verdict = 'set';
      continue;
    }
    const before = i > 0 ? tokenText(tokens, i - 1) : '';
    if (before !== '.' && before !== '->') {
      if (isTyped && isMacroArgument(tokens, lists, i)) return 'used';
      continue;
    }
    if (!mayHold(tokens, i - 2, holders)) continue;
    const after = nextToken(tokens, i + 1);
    if (after < tokens.count && tokenText(tokens, after) === '=') verdict = 'set';
    else return 'used';
  }
  return verdict;
}

/** Whether the expression that ends at token i may have the type: one of its last names is a holder. */
function mayHold(tokens: Tokens, i: number, holders: ReadonlySet<string>): boolean {
  for (let j = i; j >= 0;) {
    const text = tokenText(tokens, j);
    if (tokens.kind[j] === TokenKind.Identifier) return holders.has(text);
    if (tokens.kind[j] === TokenKind.Comment) {
      j--;
      continue;
    }
    if (text !== ')' && text !== ']') return true;
    const open = openBefore(tokens, j);
    if (open < 0) return true;
    if (text === ')') {
      const isCall = open > 0 && tokens.kind[open - 1] === TokenKind.Identifier;
      for (let k = open + 1; k < j; k++) {
        if (tokens.kind[k] === TokenKind.Identifier && holders.has(tokenText(tokens, k))) return true;
      }
      if (!isCall) return false;
    }
    j = open - 1;
  }
  return true;
}

function openBefore(tokens: Tokens, close: number): number {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    const text = tokens.kind[i] === TokenKind.Punctuator ? tokenText(tokens, i) : '';
    if (text === ')' || text === ']' || text === '}') depth++;
    else if ((text === '(' || text === '[' || text === '{') && --depth === 0) return i;
  }
  return -1;
}

/** The designator of the list around an element: `arg` of `.arg = { .m = 1 }`. */
function outerName({ tokens, around }: Initializers, first: number): string | null {
  const open = around[first]!;
  if (open < 2 || tokenText(tokens, open - 1) !== '=') return null;
  return tokens.kind[open - 2] === TokenKind.Identifier ? tokenText(tokens, open - 2) : null;
}

/** A bare name among the arguments of a call: a macro may look for the member of that name. */
function isMacroArgument(tokens: Tokens, { around }: Initializers, i: number): boolean {
  const open = around[i]!;
  if (open < 1 || tokenText(tokens, open) !== '(' || tokens.kind[open - 1] !== TokenKind.Identifier)
    return false;
  const after = nextToken(tokens, i + 1);
  const next = after < tokens.count ? tokenText(tokens, after) : '';
  const before = tokenText(tokens, i - 1);
  return /^[(,]$/.test(before) && /^[,)]$/.test(next) && matchingClose(tokens, open) < tokens.count;
}

/** Every name that is declared with one of the types in the text, perhaps among others in one declaration. */
function namesBeside(tokens: Tokens, types: readonly string[]): TypedNames {
  const beside = new Set<string>();
  const places = types.flatMap((type) => tokensNamed(tokens, type));
  for (const i of places) {
    // All names up to the end of the declaration or parameter list: more than needed does no harm.
    for (let j = i + 1; j < tokens.count; j++) {
      const text = tokenText(tokens, j);
      if (text === ';' || text === '{' || text === '}') break;
      if (tokens.kind[j] === TokenKind.Identifier) beside.add(text);
    }
  }
  return { isTyped: places.length > 0, beside };
}
