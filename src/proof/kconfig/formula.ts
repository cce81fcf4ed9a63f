import { noteSampling } from '../sampling.js';
import type { StepLimit } from '../../text/step-limit.js';
import { DiagramTooLarge, makeDiagrams, type Diagrams, type Node } from './diagram.js';

/** Kconfig's numbers for n, m and y: && is the minimum, || the maximum, ! is 2 minus its operand. */
export type Tristate = 0 | 1 | 2;

/** A function of the symbols of a tree: what a condition, a default or a range comes to. */
export type Formula =
  | { readonly kind: 'value'; readonly value: Tristate }
  /** A value that is no tristate; stands only where a default or a range is chosen. */
  | { readonly kind: 'leaf'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string; readonly isBool: boolean }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }
  /** y where the value is one of those that hold, in the order n, m, y. */
  | { readonly kind: 'test'; readonly of: Formula; readonly holds: readonly [boolean, boolean, boolean] }
  /** The first case whose condition isn't n. */
  | { readonly kind: 'first'; readonly cases: readonly Case[]; readonly otherwise: Formula };

export interface Case {
  readonly when: Formula;
  readonly then: Formula;
}

export const NO: Formula = { kind: 'value', value: 0 };
export const MODULE: Formula = { kind: 'value', value: 1 };
export const YES: Formula = { kind: 'value', value: 2 };

export const conjunction = (of: readonly Formula[]): Formula =>
  of.length === 0 ? YES : of.length === 1 ? of[0]! : { kind: 'and', of };
export const disjunction = (of: readonly Formula[]): Formula =>
  of.length === 0 ? NO : of.length === 1 ? of[0]! : { kind: 'or', of };

/** Past so many nodes the decision is left to samples. */
const MOST_NODES = 50_000;
const SAMPLES = 512;
/** Past so many variables, too: the diagram's operations nest as deep as there are variables. */
const MOST_VARIABLES = 1500;

/** What is known of the variables, and how much may be spent on them. */
export interface Symbols {
  /** Of a variable that isn't known to be a bool: asked only where it could matter. */
  readonly isBool: (name: string) => boolean;
  /** A formula's part costs one, a node of a diagram, too. */
  readonly steps: StepLimit;
}

/**
 * Whether two functions are the same: exactly, by decision diagrams of up to 50,000 nodes and 1,500 variables; beyond,
 * for 512 assignments that depend on nothing but the names.
 * @throws TooManySteps
 */
export function isSame(a: Formula, b: Formula, symbols: Symbols): boolean {
  if (a === b || decide(a, b, { ...symbols, isBool: () => false })) return true;
  return decide(a, b, symbols);
}

/** Whether the function is n whatever the variables are. */
export const isNever = (of: Formula, symbols: Symbols): boolean => isSame(of, NO, symbols);

/** Whether `a` is never more than `b`. */
export const isAtMost = (a: Formula, b: Formula, symbols: Symbols): boolean =>
  isSame({ kind: 'and', of: [a, b] }, a, symbols);

function decide(a: Formula, b: Formula, { isBool, steps }: Symbols): boolean {
  const names = new Set<string>();
  const seen = new Set<Formula>();
  for (const one of [a, b]) collectVariables(one, names, seen);
  steps.spend(seen.size);
  if (names.size <= MOST_VARIABLES) {
    try {
      const diagrams = makeDiagrams(MOST_NODES, steps);
      const bools = new Map<string, boolean>();
      const built = new Map<Formula, Node>();
      const build = (one: Formula): Node => {
        let node = built.get(one);
        if (node === undefined) {
          node = buildDiagram(diagrams, one, build, (name) => lookUp(bools, name, isBool));
          built.set(one, node);
        }
        return node;
      };
      return build(a) === build(b);
    } catch (error) {
      if (!(error instanceof DiagramTooLarge)) throw error;
    }
  }
  steps.spend(seen.size * SAMPLES);
  return agreeOnSamples(a, b, [...names], isBool);
}

function lookUp(known: Map<string, boolean>, name: string, ask: (name: string) => boolean): boolean {
  let answer = known.get(name);
  if (answer === undefined) known.set(name, (answer = ask(name)));
  return answer;
}

/** @param seen formulas that were walked already: what an item's lines share is one object. */
function collectVariables(formula: Formula, names: Set<string>, seen: Set<Formula>): void {
  if (seen.has(formula)) return;
  seen.add(formula);
  switch (formula.kind) {
    case 'variable':
      names.add(formula.name);
      break;
    case 'not':
    case 'test':
      collectVariables(formula.of, names, seen);
      break;
    case 'and':
    case 'or':
      for (const operand of formula.of) collectVariables(operand, names, seen);
      break;
    case 'first':
      for (const { when, then } of formula.cases) {
        collectVariables(when, names, seen);
        collectVariables(then, names, seen);
      }
      collectVariables(formula.otherwise, names, seen);
      break;
    case 'value':
    case 'leaf':
      break;
  }
}

/** @param build makes the diagram of a part. */
function buildDiagram(
  diagrams: Diagrams,
  formula: Formula,
  build: (part: Formula) => Node,
  isBool: (name: string) => boolean,
): Node {
  switch (formula.kind) {
    case 'value':
      return formula.value;
    case 'leaf':
      return diagrams.leaf(formula.name);
    case 'variable':
      return diagrams.variable(formula.name, formula.isBool || isBool(formula.name));
    case 'not':
      return diagrams.not(build(formula.of));
    case 'test':
      return diagrams.test(build(formula.of), formula.holds);
    case 'and':
      return formula.of.reduce((node, operand) => diagrams.and(node, build(operand)), 2);
    case 'or':
      return formula.of.reduce((node, operand) => diagrams.or(node, build(operand)), 0);
    case 'first':
      return formula.cases.reduceRight(
        (rest, { when, then }) => diagrams.choose(build(when), build(then), rest),
        build(formula.otherwise),
      );
  }
}

/** The function's value under an assignment; a leaf's is its name. */
export function evaluate(
  formula: Formula,
  valueOf: (name: string, isBool: boolean) => Tristate,
): Tristate | string {
  const number = (one: Formula): Tristate => {
    const value = evaluate(one, valueOf);
    return typeof value === 'string' ? 0 : value;
  };
  switch (formula.kind) {
    case 'value':
      return formula.value;
    case 'leaf':
      return formula.name;
    case 'variable':
      return valueOf(formula.name, formula.isBool);
    case 'not':
      return (2 - number(formula.of)) as Tristate;
    case 'test':
      return formula.holds[number(formula.of)] ? 2 : 0;
    case 'and':
      return formula.of.reduce<Tristate>((all, operand) => Math.min(all, number(operand)) as Tristate, 2);
    case 'or':
      return formula.of.reduce<Tristate>((all, operand) => Math.max(all, number(operand)) as Tristate, 0);
    case 'first':
      return evaluate(
        formula.cases.find(({ when }) => number(when) !== 0)?.then ?? formula.otherwise,
        valueOf,
      );
  }
}

function agreeOnSamples(
  a: Formula,
  b: Formula,
  names: readonly string[],
  isBool: (name: string) => boolean,
): boolean {
  noteSampling();
  const bools = new Set(names.filter(isBool));
  for (let sample = 0; sample < SAMPLES; sample++) {
    // A third of the samples is mostly n, a third mostly y: chains of && and || need that to show a difference.
    const bias = sample % 3;
    const valueOf = (name: string, own: boolean): Tristate => {
      const hash = hashText(name, sample);
      const value = bias > 0 && hash % 16 !== 0 ? (bias === 1 ? 0 : 2) : (hash >>> 8) % 3;
      return (value === 1 && (own || bools.has(name)) ? 2 : value) as Tristate;
    };
    if (evaluate(a, valueOf) !== evaluate(b, valueOf)) return false;
  }
  return true;
}

/** A number that depends on the text and the seed alone (FNV-1a, mixed). */
export function hashText(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}
