import { parseTristate } from '../lang/kconfig/tristate.js';
import { stripParentheses } from '../lang/kconfig/expression.js';
import type { Finding } from './finding.js';
import { isEntry, type KconfigScope } from './kconfig-scope.js';
import { allLiterals, findConflict, ownLiterals } from './literals.js';

/** Dependencies that can never hold: a plain n, or A together with !A, whether in one line or in blocks around it. */
export function findNever(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  const isBool = (name: string) => scope.infoOf(name)?.type === 'bool';
  for (const { file, item } of scope.items) {
    if (!('properties' in item)) continue;
    const own = ownLiterals(file, item);
    if (own.length === 0) continue;
    const conflict = findConflict(own, allLiterals(scope, file, item), isBool);
    if (!conflict) continue;
    const [literal, other] = conflict;
    const symbol = 'name' in item ? item.name.name : (literal.name ?? '');
    const what = literal.name === undefined ? 'n' : `${literal.name} && !${literal.name}`;
    findings.push({
      code: 'depends-never',
      symbol,
      path: file.path,
      start: literal.start,
      end: literal.end,
      message: `this can never hold: it depends on ${what}`,
      related:
        other === literal
          ? []
          : [{ path: other.file.path, start: other.start, end: other.end, message: 'excluded here' }],
    });
  }
  return findings;
}

/** Defaults behind one of the same entry that always holds. */
export function findUnreachedDefaults(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const { file, item } of scope.items) {
    if (!isEntry(item)) continue;
    const defaults = item.properties.filter(({ kind }) => kind === 'default' || kind === 'typed-default');
    const always = defaults.findIndex(({ condition }) => {
      if (!condition) return true;
      const expression = stripParentheses(condition.expression);
      return expression.kind === 'symbol' && parseTristate(expression.name) === 2;
    });
    const first = defaults[always];
    const later = always < 0 ? undefined : defaults[always + 1];
    if (!first || !later) continue;
    findings.push({
      code: 'default-unreachable',
      symbol: item.name.name,
      path: file.path,
      start: later.start,
      end: later.end,
      message: `this default of ${item.name.name} is never reached: the one above always holds`,
      related: [{ path: file.path, start: first.start, end: first.end, message: 'this one always holds' }],
    });
  }
  return findings;
}
