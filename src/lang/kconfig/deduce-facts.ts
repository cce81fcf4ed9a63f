import { limitSteps, type StepLimit } from '../../text/step-limit.js';
import type { ConfigFact, DerivedFact } from '../facts.js';
import { MOST_STEPS, settle } from './liveness.js';
import type { KconfigModel } from './model.js';

/**
 * The symbols that by the facts can only be n now, with whatever follows from those, to the fixed point: every
 * definition's dependencies are n and no select in force reaches it, or it has no prompt and its last default,
 * select or imply is out of force. Symbols for which that was so before the facts are not among them, unless all
 * their definitions go. Nothing is ever derived to be y or m.
 *
 * @throws TooManySteps
 *
 * `because` holds the ids of the facts that touched the symbol; the place is its first definition.
 */
export function deduceConfigFacts(
  model: KconfigModel,
  facts: readonly ConfigFact[],
  steps: StepLimit = limitSteps(MOST_STEPS),
): DerivedFact[] {
  const derived: DerivedFact[] = [];
  settle(model, facts, steps, ({ info, because }) => {
    const fact: ConfigFact = { kind: 'config', name: info.name, value: { kind: 'tristate', value: 'n' } };
    const first = info.definitions[0]!;
    derived.push({ fact, because, path: first.file.path, offset: first.entry.name.start });
    return fact;
  });
  return derived;
}
