import type { KconfigPlan } from './plan-kconfig.js';

/**
 * The plan with some symbols taken as read, whatever the facts take away: a rule that gives a symbol another name
 * says that it stays.
 */
export function keepSymbols(kconfig: KconfigPlan, kept: ReadonlySet<string>): KconfigPlan {
  if (kept.size === 0) return kconfig;
  return {
    ...kconfig,
    findUnread: (facts) => kconfig.findUnread(facts).filter(({ name }) => !kept.has(name)),
    isUnread: (name, facts) => !kept.has(name) && kconfig.isUnread(name, facts),
  };
}
