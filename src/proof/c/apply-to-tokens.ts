import type { ReplaceFact } from '../../lang/facts.js';
import { configOf, decideTest, isConfigTest, textOfConfig, type Known } from './known.js';
import { readTokens } from './read-tokens.js';
import type { Token } from './token.js';

/**
 * What facts make of single tokens, whatever the grammar around them: macros that become nothing, names that others
 * replace, macros and enumerators that are a constant, configuration words.
 */
export function applyToTokens(tokens: readonly Token[], known: Known): Token[] {
  const made: Token[] = [];
  const declared = new Map<string, readonly Scope[]>();
  let assemblyEnd = -1;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'string' && i < assemblyEnd) {
      made.push({ ...token, text: renameInAssembly(token.text, known) });
      continue;
    }
    if (/^(?:asm|__asm__|__asm)$/.test(token.text)) {
      const open = tokens.findIndex(({ text }, at) => at > i && at < i + 5 && text === '(');
      assemblyEnd = open < 0 ? -1 : closing(tokens, open);
    }
    if (token.kind !== 'name') {
      made.push(token);
      continue;
    }
    const { text } = token;
    const next = tokens[i + 1]?.text;
    if (isConfigTest(text) && next === '(' && tokens[i + 3]?.text === ')') {
      const is = decideTest(known, text, tokens[i + 2]!.text);
      if (is !== null) {
        made.push({ ...token, kind: 'number', text: is ? '1' : '0' });
        i += 3;
        continue;
      }
    }
    const before = made.at(-1)?.text;
    const isMember = before === '.' || before === '->';
    const value = isMember ? undefined : known.values.get(text);
    if (value?.value === '') {
      if (value.takesArguments && next === '(') i = closing(tokens, i + 1);
      continue;
    }
    const isObject = value && value.value !== null && value.what !== 'function';
    // A name between a type and `=` or `;` is being defined, which items see to.
    if (isObject && (value.what === 'macro' ? next !== '(' : true) && !isDefined(made.at(-1), next)) {
      pushText(made, value.value, token);
      continue;
    }
    const config = configOf(known, text);
    if (config && next !== ')' && before !== '##') {
      const plain = textOfConfig(config);
      if (plain !== null) {
        pushText(made, plain, token);
        continue;
      }
    }
    if (config && next === ')' && !(before === '(' && isConfigTest(made.at(-2)?.text ?? ''))) {
      const plain = textOfConfig(config);
      if (plain !== null) {
        pushText(made, plain, token);
        continue;
      }
    }
    const replaced = known.replaced
      .get(text)
      ?.find(
        (fact) =>
          (fact.what === 'member' ? isMember || fact.isRenaming === true : !isMember) &&
          (!known.replacesOthers || mayMeanOther(tokens, i, fact, { declared, known })),
      );
    if (replaced) {
      if (replaced.what !== 'type') {
        pushText(made, replaced.with, token);
        continue;
      }
      const words = replaced.with.split(' ');
      const tagged = words.length > 1 && /^(?:struct|union|enum)$/.test(before ?? '');
      const fresh = readTokens(tagged ? words.slice(1).join(' ') : replaced.with, STYLE);
      for (const one of fresh) made.push({ ...one, at: token.at, opensLine: false });
      continue;
    }
    made.push(token);
  }
  return made;
}

/** Assembly names functions and objects within strings: new names stand there, too. */
function renameInAssembly(text: string, known: Known): string {
  if (known.replacesOthers || known.replaced.size === 0) return text;
  return text.replace(/\w+/g, (word) => {
    const fact = known.replaced.get(word)?.find(({ what, isRenaming }) => what !== 'member' && isRenaming);
    return fact?.with ?? word;
  });
}

/** Where a name is declared: the brackets of the block around, as indices. */
type Scope = readonly [open: number, close: number];

/**
 * Whether a name needn't be the thing that a fact gives another name: a member, a label, a word without the tag's, or
 * one that these tokens declare for themselves.
 * @param declared where the tokens declare a name, as far as that was looked up.
 */
function mayMeanOther(
  tokens: readonly Token[],
  i: number,
  { what, name }: ReplaceFact,
  { declared, known }: { readonly declared: Map<string, readonly Scope[]>; readonly known: Known },
): boolean {
  const before = tokens[i - 1]?.text ?? '';
  const next = tokens[i + 1]?.text ?? '';
  const { text } = tokens[i]!;
  if (what === 'member') return !known.ownMembers.has(text) || (before !== '.' && before !== '->');
  if (what === 'type' && name.includes(' ')) return before !== name.slice(0, name.indexOf(' '));
  if (before === 'goto' || (next === ':' && /^[;{}:]$/.test(before))) return true;
  let scopes = declared.get(text);
  if (!scopes) {
    scopes = tokens.flatMap((_, at) =>
      tokens[at]!.text === text && isLocalDeclaration(tokens, at) ? [scopeAround(tokens, at)] : [],
    );
    declared.set(text, scopes);
  }
  return scopes.some(([open, close]) => open < i && i < close);
}

/** The block that a token stands in; all tokens where there is none, as for a parameter. */
function scopeAround(tokens: readonly Token[], at: number): Scope {
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    const { kind, text } = tokens[i]!;
    if (kind !== 'mark') continue;
    if (text === '}') depth++;
    else if (text === '{' && depth-- === 0) return [i, closing(tokens, i)];
  }
  return [-1, tokens.length];
}

/** Whether a name is that of a local, a parameter or a member that is declared here. */
function isLocalDeclaration(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  const next = tokens[i + 1]?.text ?? '';
  if (!before || !/^[,)=;[:]$/.test(next)) return false;
  const second = tokens[i - 2];
  if (before.text === '*') {
    const isToFunction = second?.text === '(' && next === ')' && tokens[i + 2]?.text === '(';
    return isToFunction || second?.kind === 'name' || second?.text === '*';
  }
  return before.kind === 'name' && !/^(?:return|case|goto|else|sizeof|struct|union|enum)$/.test(before.text);
}

const STYLE = { hasLineComments: true, hasStrings: true };

/** A value in the place of a name, in parentheses where it is more than a word. */
function pushText(made: Token[], text: string, place: Token): void {
  const tokens = readTokens(text, STYLE);
  const mark = (own: string): Token => ({
    kind: 'mark',
    text: own,
    at: place.at,
    opensLine: false,
    isGlued: true,
  });
  const isWord = tokens.length <= 1;
  const isBare =
    isWord ||
    tokens.every(({ kind: own, text: word }) => own === 'name' || word === '.' || word === '->') ||
    (tokens[0]!.text === '(' && closing(tokens, 0) === tokens.length - 1);
  if (!isBare) made.push(mark('('));
  for (const token of tokens) made.push({ ...token, at: place.at, opensLine: false });
  if (!isBare) made.push(mark(')'));
}

function isDefined(before: Token | undefined, next: string | undefined): boolean {
  return (
    before?.kind === 'name' &&
    before.text !== 'return' &&
    before.text !== 'case' &&
    /^[=;[]$/.test(next ?? '')
  );
}

/** Index of the bracket that closes the one at `open`; the end where there is none. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!;
    if (kind !== 'mark') continue;
    if (text === '(' || text === '[' || text === '{') depth++;
    else if (text === ')' || text === ']' || text === '}') if (--depth === 0) return i;
  }
  return tokens.length - 1;
}
