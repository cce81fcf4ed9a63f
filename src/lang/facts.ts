/**
 * What a rule states, and what follows from it. Facts are plain data: they cross threads and go into reports.
 */

/** Value of a Kconfig symbol: a tristate, or the literal of an int, hex or string symbol (without quotes). */
export type ConfigValue =
  | { readonly kind: 'tristate'; readonly value: 'y' | 'm' | 'n' }
  | { readonly kind: 'literal'; readonly value: string };

/** The Kconfig symbol `name` (without CONFIG_) always has this value, and goes. */
export interface ConfigFact {
  readonly kind: 'config';
  readonly name: string;
  readonly value: ConfigValue;
  /** Symbols that take over its select and imply lines; rule facts only. */
  readonly inherit?: readonly string[];
  /** Its select and imply lines go without an heir; rule facts only. */
  readonly dropSelects?: boolean;
  /**
   * What took its place in all texts already (`replace:`), so that only its own entries are left to go, with
   * what they hand on; rule facts only.
   */
  readonly replacedBy?: string;
  /** BusyBox: ENABLE_X and IF_X() tell of it, too (config-flags.ts); told to the proof. */
  readonly hasFlags?: true;
}

/**
 * In this file symbols stand where another one stood that they replace, so that some conditions may repeat others.
 */
export interface MergedFact {
  readonly kind: 'merged';
  /** The symbol that they replaced. */
  readonly symbol: string;
  /** What took its place, as a rule spells it. */
  readonly by: string;
  readonly path: string;
  readonly operands: readonly MergedSymbol[];
  /** Offsets of the operands' names (behind CONFIG_) that took the symbol's place, sorted. */
  readonly places: readonly number[];
}

/** A symbol that took another's place. */
export interface MergedSymbol {
  readonly name: string;
  readonly type: 'bool' | 'tristate';
  /** Whether the file is only built where it isn't n. */
  readonly isEnabled: boolean;
}

/** The file goes: nothing builds or includes it any more. */
export interface FileFact {
  readonly kind: 'file';
  readonly path: string;
  /**
   * Stated by a rule, so that other files may include it or build it still: the files that an #include of this one could
   * mean instead.
   */
  readonly rivals?: readonly string[];
}

export type CNameKind =
  | 'function'
  | 'macro'
  | 'variable'
  | 'member'
  | 'type'
  | 'enumerator'
  | 'tracepoint'
  | 'parameter'
  | 'label'
  | 'local';

/** A fact that a rule states of the whole tree may leave out some files, in which the name means something else. */
export interface Limited {
  /** Files of other programs, which have a thing of that name of their own. */
  readonly except?: readonly string[];
}

/** A C name that nothing uses any more: its definitions, declarations and EXPORT_SYMBOL lines go. */
export interface UnusedFact extends Limited {
  readonly kind: 'unused';
  readonly what: CNameKind;
  readonly name: string;
  /** Of a type that a rule removes: how uses spell it (`struct s`); they are leftovers. */
  readonly spelled?: string;
  /** Only in this file (a static function, a macro of a .c file); absent: in the whole tree. */
  readonly path?: string;
}

/**
 * Each use of a function or macro yields this: a call folds to `value`, and the definitions go.
 * `value` is a constant C expression, or null for a function without effect and value (a call as statement goes).
 */
export interface ValueFact extends Limited {
  readonly kind: 'value';
  readonly what: 'function' | 'macro' | 'variable' | 'enumerator';
  readonly name: string;
  readonly value: string | null;
  /** Whether a call evaluates its arguments: true of a function, false of a macro that drops its parameters. */
  readonly evaluatesArguments: boolean;
  /**
   * Stated by a rule: the thing goes whatever uses it has, so an initializer that names it goes, and a call whose value
   * is needed though none is known refuses the rule. Of what merely is constant, the address may still be taken.
   */
  readonly goes?: true;
  /** Of a macro that becomes nothing: it is function-like, so its arguments go with it. */
  readonly takesArguments?: true;
  /** A macro without a body: a use of it may be an attribute, and no statement need take its place. */
  readonly isEmpty?: true;
  readonly path?: string;
}

/**
 * A member of a struct or union goes: its declaration, its initializers, assignments to it. A read of it becomes
 * `value`, a call through it `returns`; null: no such value is known, and a place that needs it stays.
 */
export interface MemberFact extends Limited {
  readonly kind: 'member';
  readonly name: string;
  /** `struct s`, `union u` or the name of a typedef. */
  readonly of: string;
  readonly value: string | null;
  readonly returns: string | null;
  /** A pointer to function: `value` may name the function that it always holds. */
  readonly isFunction?: boolean;
  /**
   * Of a member whose name many files hold: the words by which code gets at the struct (its names; members, functions,
   * objects and macros of its type). A file that holds none of them, or an expression that ends in another one, can't
   * mean it.
   */
  readonly via?: readonly string[];
  /** Of a member that nothing uses any more: the files that may mean it, which were looked into; no others do. */
  readonly files?: readonly string[];
  /** Files that initialize the struct by position, so that a value may be the member's though nothing names it. */
  readonly positional?: readonly string[];
  /** Which member of the struct it is, from 0, where there are such files and each definition has it there. */
  readonly position?: number;
}

/** A parameter of a function goes, from its declarations and from every call. */
export interface ParameterFact extends Limited {
  readonly kind: 'parameter';
  /** Its name in the function's definition. */
  readonly name: string;
  /** The function or function-like macro. */
  readonly of: string;
  /** Which parameter it is, from 0, of how many. */
  readonly index: number;
  readonly count: number;
  /** What a use in the body becomes; null: nothing is known. */
  readonly value: string | null;
  /**
   * `of` is a member of this `struct s`, `union u` or typedef, a pointer to function: its declaration and the calls
   * through it change. The functions that it may point to have facts of their own.
   */
  readonly memberOf?: string;
  /** It stays, under this name. */
  readonly to?: string;
  /** Of a macro that handed it on to what lost its own: it goes only where the macro has no other definition. */
  readonly isHandedOn?: true;
  /** The file of a static function; absent: in the whole tree. */
  readonly path?: string;
}

/** The function returns void from now on; callers that use its value get `value` (null: none is known). */
export interface ReturnFact extends Limited {
  readonly kind: 'return';
  readonly name: string;
  readonly value: string | null;
  readonly path?: string;
}

/** OLD goes, and each use of it becomes `with`; for a renaming all that OLD is has the new name. */
export interface ReplaceFact extends Limited {
  readonly kind: 'replace';
  readonly what: 'function' | 'macro' | 'member' | 'variable' | 'enumerator' | 'type';
  readonly name: string;
  /** For a member: its `struct s`, `union u` or typedef. */
  readonly of?: string;
  readonly with: string;
  /** The same thing under another name: definitions, declarations and prose follow. */
  readonly isRenaming?: true;
  /** The new name is known to single files only, so that a file which has it to itself means no other thing. */
  readonly withIsLocal?: true;
  /** The file of a static function or a macro of a .c file; absent: in the whole tree. */
  readonly path?: string;
  /** An enumeration constant that the values behind it depend on: its uses change, but it stays. */
  readonly keepsDefinition?: true;
}

/** Calls that match a pattern (`$name`, `$...name`) become `with`; null: statements that are such a call go. */
export interface CallFact {
  readonly kind: 'call';
  readonly pattern: string;
  /** The function or macro that the pattern calls. */
  readonly callee: string;
  readonly with: string | null;
  /** The file of a static callee; absent: in the whole tree. */
  readonly path?: string;
}

/** Nothing in the file needs what this #include provides any more. */
export interface IncludeFact {
  readonly kind: 'include';
  /** As written between the quotes or angle brackets. */
  readonly target: string;
  readonly path: string;
}

export type CodeFact = MemberFact | ParameterFact | ReturnFact | ReplaceFact | CallFact;

export type Fact = ConfigFact | MergedFact | FileFact | IncludeFact | UnusedFact | ValueFact | CodeFact;

/** Identifies a fact: two facts with the same id say the same. Made for people to read, too. */
export function factId(fact: Fact): string {
  switch (fact.kind) {
    case 'config':
      return fact.replacedBy === undefined
        ? `CONFIG_${fact.name}=${fact.value.value}`
        : `CONFIG_${fact.name} becomes ${fact.replacedBy}`;
    case 'merged':
      return `CONFIG_${fact.symbol} becomes ${fact.by} in ${fact.path}`;
    case 'file':
      return `${fact.path} is gone`;
    case 'include':
      return `the #include of ${fact.target} is unneeded in ${fact.path}`;
    case 'unused':
      return `${fact.what} ${fact.name} is unused${fact.path ? ` in ${fact.path}` : ''}`;
    case 'value':
      return fact.value === null
        ? `${fact.name}${/^(?:function|macro)$/.test(fact.what) ? '() does nothing' : ' is gone'}${fact.path ? ` in ${fact.path}` : ''}`
        : `${fact.name} is ${fact.value || 'nothing'}${fact.path ? ` in ${fact.path}` : ''}`;
    case 'member':
      return `${fact.of}.${fact.name} is gone`;
    case 'parameter':
      return `parameter ${fact.name} of ${fact.memberOf ? `${fact.memberOf}.` : ''}${fact.of}() is ${fact.to === undefined ? 'gone' : `named ${fact.to}`}${fact.path ? ` in ${fact.path}` : ''}`;
    case 'return':
      return `${fact.name}() returns nothing${fact.path ? ` in ${fact.path}` : ''}`;
    case 'replace':
      return `${fact.of ? `${fact.of}.` : ''}${fact.name} ${fact.isRenaming ? 'is now' : 'becomes'} ${fact.with}${fact.path ? ` in ${fact.path}` : ''}`;
    case 'call':
      return fact.with === null ? `${fact.pattern} is gone` : `${fact.pattern} becomes ${fact.with}`;
  }
}

/** A fact that follows from others, with the place that shows it. */
export interface DerivedFact {
  readonly fact: Fact;
  /** Ids of the facts that it follows from. */
  readonly because: readonly string[];
  readonly path?: string;
  /** Byte offset in `path`. */
  readonly offset?: number;
}

/** A place that a person must look at. Codes are kebab-case words, documented in docs/leftovers.md. */
export interface Leftover {
  readonly code: string;
  readonly path: string;
  readonly offset: number;
  /** One clause that says why the tool left it: "mentions the removed symbol in a comment". */
  readonly message: string;
  /** Id of the fact that it belongs to. */
  readonly cause: string;
  /** With this place left as it is the rule makes no sense: it is refused as a whole, with an error that lists the place. */
  readonly refuses?: true;
}
