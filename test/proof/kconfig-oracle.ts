import type { Expression, Operand } from '../../src/lang/kconfig/expression.js';
import { eachItem } from '../../src/lang/kconfig/model.js';
import { parseKconfig } from '../../src/lang/kconfig/parse-kconfig.js';
import type { Item, KconfigFile, Property } from '../../src/lang/kconfig/syntax.js';
import { hashText } from './hash-text.js';

/**
 * Says whether two Kconfig texts mean the same, by the rewriter's reader (the proof has one of its own) and by values
 * drawn for all symbols: what the proof says about mutants is held against that.
 */

const SAMPLES = 40;

/** @param gone symbols that are defined no more, so that they are n. */
export function meansTheSame(a: string, b: string, gone: ReadonlySet<string>): boolean {
  const files = [parseKconfig('Kconfig', a), parseKconfig('Kconfig', b)] as const;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [left, right] = files.map((file) => JSON.stringify(describeFile(file, sample, gone)));
    if (left !== right) return false;
  }
  return true;
}

interface Draw {
  readonly text: string;
  readonly sample: number;
  readonly gone: ReadonlySet<string>;
  readonly bools: ReadonlySet<string>;
}

function describeFile(file: KconfigFile, sample: number, gone: ReadonlySet<string>): unknown[] {
  const items = [...eachItem(file.items)].filter(({ kind }) => kind !== 'if');
  const bools = new Set<string>();
  for (const item of items) {
    if (!('name' in item)) continue;
    for (const p of item.properties) if ('type' in p && p.type === 'bool') bools.add(item.name.name);
  }
  const draw: Draw = { text: file.text, sample, gone, bools };
  return [file.strayEnds.length, ...items.map((item) => describeItem(item, draw))];
}

function describeItem(item: Item, draw: Draw): unknown {
  const { text } = draw;
  const around = outer(item, draw);
  const place = [item.kind, around.path.join('/')];
  if (!('properties' in item))
    return [...place, around.exists, text.slice(item.start, item.end).trim().replace(/\s+/g, ' ')];
  const exists = item.properties.reduce((all, p) => Math.min(all, dependsOn(p, draw)), around.exists);
  const name = 'name' in item ? item.name.name : text.slice(item.head.start, item.head.end).trim();
  const when = (p: Property) => Math.min(exists, conditionOf(p, draw));
  const facts: string[] = [];
  const effects = new Map<string, number>();
  const note = (key: string, value: number) => {
    if (value > 0) effects.set(key, Math.max(effects.get(key) ?? 0, value));
  };
  let given: unknown;
  let range: unknown;
  for (const p of item.properties) {
    if (p.kind === 'type' || p.kind === 'typed-default') facts.push(`type ${p.type}`);
    if ((p.kind === 'type' || p.kind === 'prompt') && p.prompt) {
      note(`prompt ${text.slice(p.prompt.start, p.prompt.end)}`, Math.min(when(p), around.shown));
    }
    // A select asks for at least so much, so one that asks for no more than the target is anyway says nothing.
    if (p.kind === 'select')
      note(`select ${p.target.name}`, when(p) > drawOf(p.target.name, draw) ? when(p) : 0);
    if (p.kind === 'imply') note(`imply ${p.target.name}`, when(p));
    if ((p.kind === 'default' || p.kind === 'typed-default') && given === undefined && when(p) > 0) {
      given = isLiteral(item, p.value)
        ? text.slice(p.value.start, p.value.end)
        : Math.min(when(p), valueOf(p.value, draw));
    }
    if (p.kind === 'range' && range === undefined && when(p) > 0) {
      range = text.slice(p.low.start, p.high.end).replace(/\s+/g, ' ');
    }
    if (p.kind === 'help')
      facts.push(`help ${text.slice(p.text.start, p.text.end).replace(/\s+/g, ' ').trim()}`);
    if (p.kind === 'option' || p.kind === 'unreadable')
      facts.push(text.slice(p.start, p.end).replace(/\s+/g, ' '));
    if (p.kind === 'visible') note('visible', conditionOf(p, draw));
  }
  const sorted = [...effects].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...place, name, exists, [...new Set(facts)], sorted, given ?? 'none', range ?? 'none'];
}

/** A default that is no truth value: a number, or a choice's member. */
function isLiteral(item: Item, value: Expression): boolean {
  if (item.kind === 'choice') return true;
  if (!('properties' in item)) return false;
  return (
    item.properties.some(
      (p) => (p.kind === 'type' || p.kind === 'typed-default') && p.type !== 'bool' && p.type !== 'tristate',
    ) ||
    (value.kind === 'constant' && !/^[ymn]$/.test(value.value ?? ''))
  );
}

function outer(item: Item, draw: Draw): { exists: number; shown: number; path: string[] } {
  let exists = 2;
  let shown = 2;
  const path: string[] = [];
  for (let block = item.parent; block; block = block.parent) {
    if (block.condition) exists = Math.min(exists, valueOf(block.condition.expression, draw));
    else path.push(draw.text.slice(block.head.start, block.head.end).trim());
    for (const p of block.properties) {
      exists = Math.min(exists, dependsOn(p, draw));
      if (p.kind === 'visible') shown = Math.min(shown, conditionOf(p, draw));
    }
  }
  return { exists, shown, path };
}

function dependsOn(p: Property, draw: Draw): number {
  if (p.kind !== 'depends') return 2;
  return Math.max(valueOf(p.value, draw), p.condition && conditionOf(p, draw) === 0 ? 2 : 0);
}

const conditionOf = (p: Property, draw: Draw): number =>
  p.condition ? valueOf(p.condition.expression, draw) : 2;

function valueOf(expression: Expression | Operand, draw: Draw): number {
  switch (expression.kind) {
    case 'symbol': {
      const constant = 'nmy'.indexOf(expression.name);
      if (expression.name.length === 1 && constant >= 0) return constant;
      return drawOf(expression.name, draw);
    }
    case 'constant':
      return Math.max(0, ['n', 'm', 'y'].indexOf(expression.value ?? ''));
    case 'compare': {
      const sides = [expression.left, expression.right].map((side) => sideOf(side, draw));
      const tri = sides.map((side) => 'nmy'.indexOf(side));
      const order = sides.every((side, i) => side.length === 1 && tri[i]! >= 0)
        ? tri[0]! - tri[1]!
        : undefined;
      if (order === undefined)
        return hashText(`${sides[0]!}${expression.operator}${sides[1]!}`, draw.sample) % 2 === 0 ? 2 : 0;
      const holds = {
        '=': order === 0,
        '!=': order !== 0,
        '<': order < 0,
        '<=': order <= 0,
        '>': order > 0,
        '>=': order >= 0,
      };
      return holds[expression.operator] ? 2 : 0;
    }
    case 'not':
      return 2 - valueOf(expression.operand, draw);
    case 'parentheses':
      return valueOf(expression.inner, draw);
    case 'and':
      return Math.min(...expression.operands.map((operand) => valueOf(operand, draw)));
    case 'or':
      return Math.max(...expression.operands.map((operand) => valueOf(operand, draw)));
    default:
      return drawValue(draw.text.slice(expression.start, expression.end).replace(/\s+/g, ' '), draw.sample);
  }
}

/** One side of a comparison: a letter where it has a truth value, else its text. */
function sideOf(side: Operand, draw: Draw): string {
  if (side.kind === 'constant') return side.value ?? '';
  if (side.kind === 'macro') return draw.text.slice(side.start, side.end);
  if (/^[ymn]$|^[-\d]/.test(side.name)) return side.name;
  return 'nmy'[valueOf(side, draw)]!;
}

function drawOf(name: string, { gone, bools, sample }: Draw): number {
  if (gone.has(name)) return 0;
  const value = drawValue(name, sample);
  return value === 1 && bools.has(name) ? 2 : value;
}

/** A third of the samples draws evenly, a third mostly n, a third mostly y. */
function drawValue(name: string, sample: number): number {
  const hash = hashText(name, sample);
  const bias = sample % 3;
  return bias > 0 && hash % 8 !== 0 ? (bias === 1 ? 0 : 2) : (hash >>> 8) % 3;
}
