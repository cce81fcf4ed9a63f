import type { Outline } from '../syntax/outline.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';

/** Parts of names that `##` (C11 6.10.3.3) may complete to a whole one. */
export interface Pasting {
  /** Left operands: a name that starts with one may be built. */
  readonly prefixes: ReadonlySet<string>;
  readonly suffixes: ReadonlySet<string>;
  /** Words handed to macros in capitals, which may paste them: DEVICE_ATTR_RO(foo) uses foo_show. */
  readonly handed: ReadonlySet<string>;
}

/** File-scope macros that build no name out of the file's own functions and objects. */
const NEVER_PASTES = /^(?:MODULE_\w+|EXPORT_\w+|module_\w+|\w*initcall\w*|late_\w+)$/;

/** Looks at the file's own macros and at what it hands to macros defined elsewhere. */
export function findPasting(outline: Outline): Pasting {
  const prefixes = new Set<string>();
  const suffixes = new Set<string>();
  const handed = new Set<string>();
  for (const macro of outline.macros) {
    const body = lex(outline.tokens.text, macro.body.start, macro.body.end);
    for (let i = 1; i + 1 < body.count; i++) {
      if (tokenText(body, i) !== '##') continue;
      const left = tokenText(body, i - 1);
      const right = tokenText(body, i + 1);
      if (!macro.parameters?.includes(left)) prefixes.add(left);
      if (!macro.parameters?.includes(right)) suffixes.add(right);
    }
  }
  const { tokens } = outline;
  for (const item of outline.items) {
    if (item.kind === 'invocation' && !NEVER_PASTES.test(item.names[0] ?? ''))
      addHanded(tokens, item.firstToken, Math.min(item.endToken, item.firstToken + 60), handed);
    // Initializers: { __ATTR_RO(foo), … }
    else if (item.kind === 'variable') addHanded(tokens, item.firstToken, item.endToken, handed);
  }
  return { prefixes, suffixes, handed };
}

/** Words that are whole arguments of macros in capitals: a pasted operand is one token. */
function addHanded(tokens: Tokens, from: number, to: number, handed: Set<string>): void {
  let inMacro = 0;
  let depth = 0;
  for (let i = from; i + 1 < to; i++) {
    const text = tokenText(tokens, i);
    if (text === '(') {
      depth++;
      if (inMacro === 0 && i > from && /^_*[A-Z][A-Z0-9_]+$/.test(tokenText(tokens, i - 1))) inMacro = depth;
    } else if (text === ')') {
      if (depth-- === inMacro) inMacro = 0;
    } else if (inMacro > 0 && tokens.kind[i] === TokenKind.Identifier) {
      if (/^[(,]$/.test(tokenText(tokens, i - 1)) && /^[),]$/.test(tokenText(tokens, i + 1)))
        handed.add(text);
    }
  }
}

/** Whether the name could come from a `##`: it starts or ends with a pasted part, or with a word handed to a macro. */
export function mayBePasted(name: string, pasting: Pasting): boolean {
  for (const prefix of pasting.prefixes)
    if (prefix.length > 2 && name.length > prefix.length && name.startsWith(prefix)) return true;
  for (const suffix of pasting.suffixes)
    if (suffix.length > 2 && name.length > suffix.length && name.endsWith(suffix)) return true;
  const parts = name.split('_');
  for (let i = 1; i < parts.length; i++) {
    if (pasting.handed.has(parts.slice(0, i).join('_')) || pasting.handed.has(parts.slice(i).join('_')))
      return true;
  }
  return false;
}
