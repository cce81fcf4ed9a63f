import type { Removal } from '../../../edit/edit.js';
import type { IfSection } from './conditional-tree.js';
import type { ConditionalFile } from './conditional-file.js';
import { conditionOf } from './conditions.js';
import type { ConfigMacros } from './config-macros.js';
import { nameOf, type Directive } from './directives.js';
import type { Expression } from './expression.js';
import {
  bothHold,
  constraintOf,
  DECIDED,
  isTouched,
  macrosOf,
  NO_CONSTRAINT,
  settleTests,
  type Constraint,
  type MergedSymbols,
} from './merged-symbols.js';

/** Decides those tests of a condition that repeat others, where a replacement made it so. */
export type Settle = (node: Expression) => Expression;

/** What merged symbols mean for the conditions of a file. */
export interface MergedContext {
  /** For the condition of a group; undefined where the replacement wrote no part of it: then it stays as it is. */
  settleGroup(section: IfSection, group: number): Settle | undefined;
  /** For a comment beside the section's `#else` or `#endif`. */
  settleComment(section: IfSection): Settle | undefined;
}

interface SectionContext {
  readonly around: Constraint;
  /** Where each group's condition is evaluated: all before it are false. */
  readonly before: readonly Constraint[];
  readonly inside: readonly Constraint[];
  readonly isTouched: boolean;
}

/**
 * Reads what the conditions of a file say of merged symbols. Undefined where nothing can be said: directives don't
 * pair up, or the file itself defines the macros.
 */
export function openMergedContext(
  text: string,
  file: ConditionalFile,
  merged: MergedSymbols | undefined,
): MergedContext | undefined {
  if (!merged || file.tree.defects.length > 0) return undefined;
  const macros = macrosOf(merged);
  const redefines = ({ kind }: Directive) => kind === 'define' || kind === 'undef';
  if (file.directives.some((directive) => redefines(directive) && macros.has(nameOf(text, directive)))) {
    return undefined;
  }
  const contexts: SectionContext[] = [];
  const bySection = new Map<IfSection, SectionContext>();
  for (const section of file.tree.sections) {
    const around =
      section.parent < 0
        ? merged.everywhere
        : (contexts[section.parent]?.inside[section.parentGroup] ?? NO_CONSTRAINT);
    const context = readSection(text, section, merged, around);
    contexts.push(context);
    bySection.set(section, context);
  }
  return {
    settleGroup(section, group) {
      const { body } = section.groups[group]!.directive;
      if (!isTouched(merged, body.start, body.end)) return undefined;
      const holds = bySection.get(section)!.before[group]!;
      return (node) => settleTests(merged, node, holds);
    },
    settleComment(section) {
      const context = bySection.get(section)!;
      return context.isTouched ? (node) => settleTests(merged, node, context.around) : undefined;
    },
  };
}

function readSection(
  text: string,
  section: IfSection,
  merged: MergedSymbols,
  around: Constraint,
): SectionContext {
  const before: Constraint[] = [];
  const inside: Constraint[] = [];
  let own = around;
  let touched = false;
  for (const { directive } of section.groups) {
    before.push(own);
    const condition = conditionOf(text, directive);
    touched ||= isTouched(merged, directive.body.start, directive.body.end);
    if (!condition) {
      inside.push(own);
      continue;
    }
    inside.push(bothHold(own, constraintOf(merged, condition, true)));
    own = bothHold(own, constraintOf(merged, condition, false));
  }
  return { around, before, inside, isTouched: touched };
}

/** The macros with the meaning of tests that are decided, which is the affair of the replacement. */
export function knowDecided(macros: ConfigMacros, cause: string): ConfigMacros {
  return {
    ...macros,
    valueOf(name) {
      if (name === DECIDED.true) return { defined: true, text: '1' };
      return name === DECIDED.false ? { defined: false } : macros.valueOf(name);
    },
    causeOf: (name) => (name === DECIDED.true || name === DECIDED.false ? cause : macros.causeOf(name)),
  };
}

/**
 * Sections that stand line by line below each other under the same condition, since a replacement made it the same:
 * the `#endif` of one and the first line of the next go.
 * @param stays whether a section's lines stay as they are.
 */
export function joinNeighbours(
  text: string,
  sections: readonly IfSection[],
  merged: MergedSymbols,
  stays: (section: IfSection) => boolean,
): Removal[] {
  const removals: Removal[] = [];
  const byStart = new Map(sections.map((section) => [section.start, section]));
  for (const section of sections) {
    const next = byStart.get(section.end);
    if (!next || section.groups.length !== 1 || next.groups.length !== 1) continue;
    if (!stays(section) || !stays(next)) continue;
    const [a, b] = [section.groups[0]!.directive, next.groups[0]!.directive];
    if (spellingOf(text, a) !== spellingOf(text, b)) continue;
    if (![a, b].some(({ body }) => isTouched(merged, body.start, body.end))) continue;
    removals.push({ start: section.endif.start, end: b.end, cause: merged.cause });
  }
  return removals;
}

function spellingOf(text: string, { keyword, body }: Directive): string {
  return text.slice(keyword.start, body.end).replace(/\s+/g, ' ');
}
