import type { Expression } from './expression.js';
import { readExpression, readTokens } from './expression.js';

/** What a document says about Kconfig symbols, as plain data: the proof reads the rule for itself. */
export interface Statements {
  readonly removed: readonly {
    readonly name: string;
    /** `y`, `m`, `n`, or a literal without quotes. */
    readonly value: string;
    readonly isLiteral: boolean;
    readonly heirs: readonly string[];
    readonly dropsSelects: boolean;
  }[];
  readonly replaced: readonly {
    readonly name: string;
    readonly with: string;
    readonly heirs: readonly string[];
    readonly keepsOld: boolean;
  }[];
  readonly renamed: readonly { readonly name: string; readonly to: string }[];
  readonly added: readonly {
    readonly kind: 'depends-on' | 'select' | 'imply' | 'default';
    readonly text: string;
    readonly to: string;
  }[];
  /** Symbols that the plan found to be n, or read by nothing, in addition: each must be justified. */
  readonly derived: readonly string[];
}

/** A symbol that goes. */
export interface Gone {
  readonly name: string;
  /** What its value was; null for one that others replace. */
  readonly value: { readonly text: string; readonly isLiteral: boolean } | null;
  /** Who takes over its select and imply lines; null: they go nowhere by the rule's own word. */
  readonly heirs: readonly string[] | null;
  readonly isDerived: boolean;
}

/** The statements by the names that texts have before the change. */
export interface Premises {
  readonly gone: ReadonlyMap<string, Gone>;
  /** What stands for a symbol that is replaced by others, in their old names. */
  readonly replaced: ReadonlyMap<string, Expression>;
  /** New names of symbols whose entries stay. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Words that help texts and prompts may spell either way, by the old one. */
  readonly respelled: ReadonlyMap<string, string>;
  readonly added: Statements['added'];
  /** Symbols that get lines: by an addition, or from one that goes. */
  readonly recipients: ReadonlySet<string>;
  /** Whether symbols take the place of others, so that lines may come to say what another says already. */
  readonly merges: boolean;
}

export function readPremises(statements: Statements): Premises {
  const gone = new Map<string, Gone>();
  const replaced = new Map<string, Expression>();
  const renamed = new Map<string, string>();
  const respelled = new Map<string, string>();
  for (const { name, value, isLiteral, heirs, dropsSelects } of statements.removed) {
    const isDropped = dropsSelects || (!isLiteral && value === 'n');
    gone.set(name, {
      name,
      value: { text: value, isLiteral },
      heirs: isDropped ? null : heirs,
      isDerived: false,
    });
  }
  for (const { name, with: text, heirs, keepsOld } of statements.replaced) {
    const tokens = readTokens(text);
    const read = readExpression(tokens, 0);
    if (read?.end !== tokens.length) continue;
    const symbol = read.expression.kind === 'symbol' ? read.expression.name : undefined;
    if (symbol !== undefined) respelled.set(name, symbol);
    if (keepsOld && symbol !== undefined) {
      // The entries of the old symbol stay under the new name, and take over from those that had it.
      renamed.set(name, symbol);
      gone.set(symbol, {
        name: symbol,
        value: null,
        heirs: heirs.length > 0 ? heirs : [symbol],
        isDerived: false,
      });
    } else {
      replaced.set(name, read.expression);
      const own = symbol === undefined ? [] : [symbol];
      gone.set(name, { name, value: null, heirs: heirs.length > 0 ? heirs : own, isDerived: false });
    }
  }
  for (const { name, to } of statements.renamed) {
    renamed.set(name, to);
    respelled.set(name, to);
  }
  for (const name of statements.derived) {
    if (!gone.has(name)) {
      gone.set(name, { name, value: { text: 'n', isLiteral: false }, heirs: null, isDerived: true });
    }
  }
  return {
    gone,
    replaced,
    renamed,
    respelled,
    added: statements.added,
    recipients: new Set([
      ...statements.added.map(({ to }) => to),
      ...[...gone.values()].flatMap(({ heirs }) => heirs ?? []),
    ]),
    merges: statements.replaced.length > 0,
  };
}

/** A text in which symbols have their new names, so that both spellings compare equal. */
export function respell({ respelled }: Premises, text: string): string {
  if (respelled.size === 0) return text;
  return text.replace(/\w+/g, (word) => {
    const at = word.indexOf('CONFIG_');
    const head = at < 0 ? '' : word.slice(0, at + 'CONFIG_'.length);
    const name = word.slice(head.length);
    const known = respelled.get(name);
    if (known !== undefined) return head + known;
    const base = respelled.get(name.replace(/_MODULE$/, ''));
    return base === undefined ? word : `${head}${base}_MODULE`;
  });
}

/** Whether a select of the symbol, by its old name, has no target any more. */
export function isTargetGone({ gone, replaced }: Premises, name: string): boolean {
  const found = gone.get(name);
  if (!found) return false;
  const expression = replaced.get(name);
  // What other entries took the place of is selected under its name, or that of its successor.
  return expression ? expression.kind !== 'symbol' : found.value !== null;
}
