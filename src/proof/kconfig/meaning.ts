import { conjunction, disjunction, YES, type Case, type Formula } from './formula.js';
import { eachBlock, type Item, type Line } from './read-kconfig.js';
import { toFormula, toText, type Scope } from './scope.js';

/** What an item says: functions of the symbols, and texts. */
export interface Meaning {
  /** When it exists: its own dependencies and those of all that is around it in its file. */
  readonly exists: Formula;
  /** When the prompts within it can be seen, as far as the menus around it say. */
  readonly shown: Formula;
  readonly types: readonly string[];
  /** By what they do (`select X`, `prompt "words"`): when. A thing that isn't there is never done. */
  readonly effects: ReadonlyMap<string, Formula>;
  /** What it is when nobody sets it; `none` where no default counts. */
  readonly default: Formula;
  readonly range: Formula;
  /** The members that a choice prefers, in order, each with its condition. */
  readonly preferred: readonly { readonly name: string; readonly when: Formula }[];
  /** Lines that are compared as they stand. */
  readonly others: readonly string[];
}

export interface MeaningOptions {
  readonly scope: Scope;
  /** Whether a select of, or a preference for, a symbol (by the name in the text) is to be left out. */
  readonly isGone: (name: string) => boolean;
  /** Whether the item's symbol is a bool or tristate. */
  readonly isTristate: boolean;
  readonly respell: (text: string) => string;
  /** Lines that are not looked at. */
  readonly skips: (line: Line) => boolean;
  /** Lines that it has in addition; a default comes before one that always counts. */
  readonly extra: readonly Line[];
}

const NONE: Formula = { kind: 'leaf', name: 'none' };

/** What an item says where names mean what the scope says. */
export function meaningOf(item: Item, options: MeaningOptions): Meaning {
  const { scope, isGone, respell } = options;
  const own = [...item.lines.filter((line) => !options.skips(line)), ...options.extra];
  const exists = conjunction([
    existenceOf(item, scope),
    ...own.filter(isDepends).map((line) => dependsOn(line, scope)),
  ]);
  const shown = shownWithin(item, scope);
  const when = (line: Line, ...more: Formula[]) =>
    conjunction([exists, ...(line.condition ? [toFormula(line.condition, scope)] : []), ...more]);
  const effects = new Map<string, Formula[]>();
  const add = (key: string, formula: Formula) => {
    const list = effects.get(key);
    if (list) list.push(formula);
    else effects.set(key, [formula]);
  };
  const cases: Case[] = [];
  const ranges: Case[] = [];
  const preferred: { name: string; when: Formula }[] = [];
  const others: string[] = [];
  const types = new Set<string>();
  for (const line of orderDefaults(own)) {
    if (line.type !== undefined) types.add(line.type);
    switch (line.kind) {
      case 'type':
      case 'prompt':
        if (line.target !== undefined) add(`prompt ${respell(line.target)}`, when(line, shown));
        break;
      case 'select':
      case 'imply': {
        const target = isGone(line.target!) ? undefined : scope.spell(line.target!);
        if (target !== undefined) add(`${line.kind} ${target}`, when(line));
        break;
      }
      case 'default': {
        const name = line.value?.kind === 'symbol' ? line.value.name : undefined;
        if (item.kind === 'choice' && name !== undefined) {
          if (!isGone(name)) preferred.push({ name: scope.spell(name) ?? name, when: when(line) });
          break;
        }
        cases.push({ when: when(line), then: valueOf(line, when(line), options) });
        break;
      }
      case 'range':
        ranges.push({
          when: when(line),
          then: { kind: 'leaf', name: `${toText(line.value!, scope)} to ${toText(line.high!, scope)}` },
        });
        break;
      case 'other':
        others.push(respell(line.text));
        break;
      case 'depends':
      case 'visible':
        break;
    }
  }
  return {
    exists,
    shown: conjunction([
      shown,
      ...own.filter(isVisible).map(({ condition }) => (condition ? toFormula(condition, scope) : YES)),
    ]),
    types: [...types].sort(),
    effects: new Map([...effects].map(([key, list]) => [key, disjunction(list)])),
    default: { kind: 'first', cases, otherwise: NONE },
    range: { kind: 'first', cases: ranges, otherwise: NONE },
    preferred,
    others,
  };
}

const isDepends = ({ kind }: Line) => kind === 'depends';
const isVisible = ({ kind }: Line) => kind === 'visible';

/** `depends on A if B` asks for A only where B isn't n (menu_add_dep() of scripts/kconfig/menu.c). */
function dependsOn(line: Line, scope: Scope): Formula {
  const value = toFormula(line.value!, scope);
  if (!line.condition) return value;
  const isNo: Formula = { kind: 'test', of: toFormula(line.condition, scope), holds: [true, false, false] };
  return { kind: 'or', of: [value, isNo] };
}

/** When what is around an item lets it exist. */
export function existenceOf(item: Item, scope: Scope): Formula {
  const parts: Formula[] = [];
  for (const block of eachBlock(item)) {
    if (block.condition) parts.push(toFormula(block.condition, scope));
    for (const line of block.lines) if (line.kind === 'depends') parts.push(dependsOn(line, scope));
  }
  return conjunction(parts);
}

function shownWithin(item: Item, scope: Scope): Formula {
  const parts: Formula[] = [];
  for (const block of eachBlock(item)) {
    for (const line of block.lines) {
      if (line.kind === 'visible' && line.condition) parts.push(toFormula(line.condition, scope));
    }
  }
  return conjunction(parts);
}

function valueOf(line: Line, when: Formula, { scope, isTristate }: MeaningOptions): Formula {
  if (!isTristate) return { kind: 'leaf', name: `value ${toText(line.value!, scope)}` };
  return conjunction([toFormula(line.value!, scope), when]);
}

/** An added default stands before the first one without a condition, which would hide it. */
function orderDefaults(lines: readonly Line[]): readonly Line[] {
  const added = lines.filter(({ kind, start }) => kind === 'default' && start < 0);
  if (added.length === 0) return lines;
  const rest = lines.filter((line) => !added.includes(line));
  const at = rest.findIndex(({ kind, condition }) => kind === 'default' && !condition);
  return at < 0 ? [...rest, ...added] : [...rest.slice(0, at), ...added, ...rest.slice(at)];
}
