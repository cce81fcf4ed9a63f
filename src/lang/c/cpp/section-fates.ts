import type { IfSection } from './conditional-tree.js';
import type { FoldedCondition, Verdict } from './conditions.js';

/** What becomes of a group. */
export type GroupFate =
  /** Directive and content go. */
  | 'drop'
  /** The directive goes, the content stays without condition. */
  | 'unwrap'
  /** It stays, as the first of its section: an `#if`. */
  | 'first'
  /** It stays where it is. */
  | 'keep'
  /** It stays as the `#else` of those before it. */
  | 'else';

export interface SectionFate {
  readonly groups: readonly GroupFate[];
  /** Whether the `#endif` stays. */
  readonly keepsEndif: boolean;
}

/**
 * How far a section has come: no group stays yet; some stay under their conditions; one stays without condition, so
 * that no later group can be reached, with or without groups before it.
 */
type State = 'none' | 'some' | 'unwrapped' | 'ended';
type Input = Verdict | 'else';
type Step = readonly [fate: GroupFate, next: State];

/** One step per group, in order (C11 6.10.1p6: the first group whose condition is true is processed). */
const STEPS: Readonly<Record<State, Readonly<Record<Input, Step>>>> = {
  none: {
    false: ['drop', 'none'],
    unknown: ['first', 'some'],
    true: ['unwrap', 'unwrapped'],
    else: ['unwrap', 'unwrapped'],
  },
  some: {
    false: ['drop', 'some'],
    unknown: ['keep', 'some'],
    true: ['else', 'ended'],
    else: ['keep', 'ended'],
  },
  unwrapped: {
    false: ['drop', 'unwrapped'],
    unknown: ['drop', 'unwrapped'],
    true: ['drop', 'unwrapped'],
    else: ['drop', 'unwrapped'],
  },
  ended: {
    false: ['drop', 'ended'],
    unknown: ['drop', 'ended'],
    true: ['drop', 'ended'],
    else: ['drop', 'ended'],
  },
};

/** The fate of each group, given its folded condition (undefined for the `#else`). */
export function decideSection(
  section: IfSection,
  conditions: readonly (FoldedCondition | undefined)[],
): SectionFate {
  let state: State = 'none';
  const groups = section.groups.map((_, i) => {
    const condition = conditions[i];
    const [fate, next]: Step = STEPS[state][condition ? condition.verdict : 'else'];
    state = next;
    return fate;
  });
  return { groups, keepsEndif: (state as State) === 'some' || (state as State) === 'ended' };
}
