import { archOf, isCertain } from '../check/kconfig-scope.js';
import { GENERATED } from '../check/find-undefined.js';
import { isEntry, isInChoice } from '../lang/kconfig/liveness.js';
import { eachItem, type KconfigModel } from '../lang/kconfig/model.js';
import type {
  Block,
  Item,
  KconfigFile,
  MenuEntry,
  SelectProperty,
  SourceItem,
} from '../lang/kconfig/syntax.js';
import { isTristateType } from '../lang/kconfig/tristate.js';
import { every, makeFormula, type Formula } from './formula.js';

/** An entry of a symbol, ready to be reckoned with. */
export interface CompiledEntry {
  readonly file: KconfigFile;
  readonly entry: MenuEntry;
  readonly symbol: number;
  /** All that it depends on: its own lines, and the blocks around it in its file. */
  readonly needs: Formula;
  /** Conditions of its prompts, `visible if` around it included. */
  readonly prompts: readonly Formula[];
  readonly defaults: readonly { readonly value: Formula; readonly condition: Formula }[];
  /** Where its dependencies allow it, it may have any value: a choice, a number, a line that can't be read. */
  readonly isOpen: boolean;
  readonly selects: readonly CompiledSelect[];
}

export interface CompiledSelect {
  readonly property: SelectProperty;
  readonly target: number;
  readonly condition: Formula;
}

/** A line that reads other files. */
export interface CompiledSource {
  readonly item: SourceItem;
  readonly paths: readonly string[];
  readonly needs: Formula;
  readonly visible: Formula;
}

export interface CompiledFile {
  readonly file: KconfigFile;
  readonly entries: readonly CompiledEntry[];
  readonly sources: readonly CompiledSource[];
}

/** All Kconfig files of a tree, with their symbols numbered. */
export interface CompiledKconfig {
  readonly root: string | undefined;
  readonly files: ReadonlyMap<string, CompiledFile>;
  /** By number. */
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Architectures that a macro of a source line stands for, as in `arch/NAME/Kconfig`; [''] where there are none. */
  readonly archs: readonly string[];
  /** A source line may read files that aren't in the tree: they may define or select anything. */
  readonly isOpen: boolean;
}

const ROOTS = ['Kconfig', 'Config.in'];

/** @param open symbols that count as if they could have any value. */
export function compileKconfig(model: KconfigModel, open: ReadonlySet<string> = new Set()): CompiledKconfig {
  const names: string[] = [];
  const indexOf = new Map<string, number>();
  const numberOf = (name: string): number | undefined => {
    // The build defines it: it may have any value.
    if (GENERATED.test(name) || open.has(name)) return undefined;
    let index = indexOf.get(name);
    if (index === undefined) indexOf.set(name, (index = names.push(name) - 1));
    return index;
  };
  const archs = new Set<string>();
  let isOpen = false;
  const files = new Map<string, CompiledFile>();
  for (const [path, file] of model.files) {
    const entries: CompiledEntry[] = [];
    const sources: CompiledSource[] = [];
    for (const item of eachItem(file.items)) {
      if (isEntry(item)) entries.push(compileEntry(file, item, numberOf));
      if (item.kind !== 'source') continue;
      const paths = model.sources.get(item) ?? [];
      sources.push({ item, paths, ...conditionsAround(item, numberOf) });
      if (item.exact) continue;
      if (paths.length === 0) isOpen = true;
      if (!/^[^\n]*\barch\/\$[({]\w+[)}]\/Kconfig/.test(file.text.slice(item.start, item.end))) continue;
      for (const read of paths) archs.add(archOf(read) ?? '');
    }
    files.set(path, { file, entries, sources });
  }
  archs.delete('');
  return {
    root: ROOTS.find((path) => files.has(path)),
    files,
    names,
    indexOf,
    archs: archs.size === 0 ? [''] : [...archs].sort(),
    isOpen,
  };
}

/**
 * What a line reads in the configurations of one architecture: a macro may stand for its name, else for anything.
 * @returns isSure: it reads the one file whatever the configuration says.
 */
export function filesRead(
  { item, paths }: CompiledSource,
  arch: string,
): { readonly paths: readonly string[]; readonly isSure: boolean } {
  if (arch === '' || item.exact) return { paths, isSure: isCertain(item) };
  const meant = item.glob.replace(/^arch\/\*\*\//, `arch/${arch}/`);
  if (paths.includes(meant)) return { paths: [meant], isSure: !item.optional };
  const own = paths.filter((path) => archOf(path) === arch);
  return { paths: own.length > 0 ? own : paths, isSure: false };
}

type NumberOf = (name: string) => number | undefined;

function compileEntry(file: KconfigFile, entry: MenuEntry, numberOf: NumberOf): CompiledEntry {
  const around = conditionsAround(entry, numberOf);
  const prompts: Formula[] = [];
  const defaults: { value: Formula; condition: Formula }[] = [];
  const selects: CompiledSelect[] = [];
  let isOpen = isInChoice(entry);
  for (const property of entry.properties) {
    const condition = property.condition ? makeFormula(property.condition.expression, numberOf) : every([]);
    switch (property.kind) {
      case 'type':
        if (!isTristateType(property.type)) isOpen = true;
        if (property.prompt) prompts.push(every([condition, around.visible]));
        break;
      case 'prompt':
        prompts.push(every([condition, around.visible]));
        break;
      case 'typed-default':
        if (!isTristateType(property.type)) isOpen = true;
        defaults.push({ value: makeFormula(property.value, numberOf), condition });
        break;
      case 'default':
        defaults.push({ value: makeFormula(property.value, numberOf), condition });
        break;
      case 'select':
      case 'imply': {
        const target = numberOf(property.target.name);
        if (target !== undefined) selects.push({ property, target, condition });
        break;
      }
      case 'option':
      case 'unreadable':
        isOpen = true;
        break;
      default:
        break;
    }
  }
  const symbol = numberOf(entry.name.name);
  return {
    file,
    entry,
    // What may have any value stands for all others of that kind.
    symbol: symbol ?? numberOf('')!,
    needs: every([...dependenciesOf(entry, numberOf), around.needs]),
    prompts,
    defaults,
    isOpen: isOpen || symbol === undefined,
    selects,
  };
}

function conditionsAround(item: Item, numberOf: NumberOf): { needs: Formula; visible: Formula } {
  const needs: Formula[] = [];
  const visible: Formula[] = [];
  for (let block: Block | undefined = item.parent; block; block = block.parent) {
    if (block.condition) needs.push(makeFormula(block.condition.expression, numberOf));
    needs.push(...dependenciesOf(block, numberOf));
    for (const property of block.properties) {
      if (property.kind === 'visible') visible.push(makeFormula(property.condition.expression, numberOf));
    }
  }
  return { needs: every(needs), visible: every(visible) };
}

function dependenciesOf({ properties }: MenuEntry | Block, numberOf: NumberOf): Formula[] {
  return properties.flatMap((property): Formula[] => {
    if (property.kind !== 'depends') return [];
    const value = makeFormula(property.value, numberOf);
    if (!property.condition) return [value];
    // `depends on A if B`: A, or B is n.
    const unless: Formula = { kind: 'not', of: makeFormula(property.condition.expression, numberOf) };
    return [{ kind: 'some', of: [value, unless] }];
  });
}
