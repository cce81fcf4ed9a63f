import { causesOf, evaluate } from './simplify.js';
import type { DefaultProperty, MenuEntry, Property, TypedDefaultProperty } from './syntax.js';
import type { Knowledge } from './tristate.js';

export type AnyDefault = DefaultProperty | TypedDefaultProperty;

export const isDefault = (property: Property): property is AnyDefault =>
  property.kind === 'default' || property.kind === 'typed-default';

/**
 * Which defaults of an entry go, with the fact that caused it. Kconfig takes the first default whose condition isn't
 * n (kconfig-language.rst, "default value"), so:
 * - one whose condition became n goes;
 * - those after one whose condition became y can't be reached any more and go;
 * - one whose value became n goes where only others of value n follow, as n is what no default means; anywhere else
 *   it stays as `default n`, since it shields those after it. `isLast` says that this may be asked: the symbol is a
 *   bool or tristate, and no other definition of it has defaults, which would come after these.
 * A default that mentions no fact goes only in the second case.
 */
export function findDroppedDefaults(
  entry: MenuEntry,
  known: Knowledge,
  isLast: boolean,
): Map<AnyDefault, string> {
  const dropped = new Map<AnyDefault, string>();
  const defaults = entry.properties.filter(isDefault);
  let shield: string | undefined;
  for (const property of defaults) {
    if (shield !== undefined) {
      dropped.set(property, shield);
      continue;
    }
    const { condition } = property;
    const cause = condition && causesOf(condition.expression, known)[0];
    if (!condition || cause === undefined) continue;
    const value = evaluate(condition.expression, known);
    if (value === 0) dropped.set(property, cause);
    else if (value === 2) shield = cause;
  }
  if (!isLast) return dropped;
  for (const property of defaults.reverse()) {
    if (dropped.has(property)) continue;
    if (evaluate(property.value, known) !== 0) break;
    const cause = causesOf(property.value, known)[0];
    if (cause !== undefined) dropped.set(property, cause);
  }
  return dropped;
}
