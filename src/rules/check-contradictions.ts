import type { RuleEntry, RulePosition } from './rule-document.js';
import { formatPosition, type RuleProblem } from './rule-errors.js';

/**
 * Finds entries of one document that can't hold at once: two about the same thing, a thing that goes and is needed
 * by another entry, an heir that goes itself. Repeated entries must be gone already.
 */
export function checkContradictions(entries: readonly RuleEntry[]): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const firstOf = new Map<string, Subject>();
  const goingConfigs = new Map<string, RuleEntry>();
  const newNames = new Map<string, RuleEntry>();

  for (const entry of entries) {
    if (entry.action === 'add') continue;
    const key = subjectOf(entry);
    const first = firstOf.get(key);
    if (first) problems.push(contradiction(entry, first));
    else firstOf.set(key, entry);
    if (entry.kind === 'config') goingConfigs.set(entry.name, entry);
    if (entry.action === 'rename') {
      const target = `${spaceOf(entry.kind)} ${entry.of ?? ''} ${entry.to}`;
      const other = newNames.get(target);
      if (other) {
        const message = `'${nameOf(other)}' gets the name '${entry.to}', too; join them with 'replace'`;
        problems.push({ at: fieldAt(entry, 'to'), message });
      }
      newNames.set(target, entry);
    }
  }

  for (const entry of entries) {
    if (entry.action === 'remove' && entry.kind === 'config') {
      if (entry.inherit.length > 0 && entry.dropSelects) {
        problems.push({
          at: fieldAt(entry, 'drop-selects'),
          message: "'inherit' and 'drop-selects' exclude each other",
        });
      }
      if (entry.inherit.length > 0 && entry.value.value === 'n' && entry.value.kind === 'tristate') {
        const message = `nothing to inherit: the selects of a symbol that is n never took effect`;
        problems.push({ at: fieldAt(entry, 'inherit'), message });
      }
    }
    for (const heir of 'inherit' in entry ? entry.inherit : []) {
      const going = goingConfigs.get(heir);
      if (going)
        problems.push({
          at: fieldAt(entry, 'inherit'),
          message: `'${heir}' can't inherit: it ${fateOf(going)}`,
        });
    }
    if (entry.action === 'add' || (entry.action === 'rename' && entry.kind === 'config')) {
      const going = goingConfigs.get(entry.to);
      if (going) problems.push({ at: fieldAt(entry, 'to'), message: `'${entry.to}' ${fateOf(going)}` });
    }
    if (entry.action === 'replace' && entry.with === entry.name) {
      problems.push({ at: fieldAt(entry, 'with'), message: `'${entry.name}' becomes itself` });
    }
    if (entry.action === 'rename' && entry.to === entry.name) {
      problems.push({ at: fieldAt(entry, 'to'), message: `'${entry.name}' becomes itself` });
    }
  }
  return problems;
}

type Subject = Exclude<RuleEntry, { action: 'add' }>;

/** Functions, macros, variables and constants share one name space, as far as a rule is concerned. */
function spaceOf(kind: Subject['kind']): string {
  return kind === 'macro' || kind === 'variable' || kind === 'enumerator' ? 'function' : kind;
}

function subjectOf(entry: Subject): string {
  const owner = 'of' in entry ? (entry.of ?? '') : '';
  return `${spaceOf(entry.kind)} ${owner.replace(/ +/g, ' ')} ${entry.name}`;
}

function contradiction(entry: Subject, first: Subject): RuleProblem {
  const place = placeOf(first.at);
  if (
    entry.action === 'remove' &&
    first.action === 'remove' &&
    entry.kind === 'config' &&
    first.kind === 'config'
  ) {
    return entry.value.value === first.value.value
      ? { at: entry.at, message: `'${entry.name}' is removed in other words already (${place})` }
      : {
          at: fieldAt(entry, 'value'),
          message: `'${entry.name}' is ${first.value.value} already (${place}), so it can't be ${entry.value.value}`,
        };
  }
  return {
    at: entry.at,
    message: `'${entry.name}' can't be both ${pastOf(first)} (${place}) and ${pastOf(entry)}`,
  };
}

function pastOf(entry: Subject): string {
  return { remove: 'removed', replace: 'replaced', rename: 'renamed' }[entry.action];
}

function fateOf(entry: RuleEntry): string {
  return `is ${entry.action === 'add' ? 'changed' : pastOf(entry)} (${placeOf(entry.at)})`;
}

function nameOf(entry: RuleEntry): string {
  return entry.action === 'add' ? entry.to : entry.name;
}

function placeOf(at: RulePosition): string {
  return at.kind === 'file' ? `line ${at.line}` : formatPosition(at);
}

function fieldAt(entry: RuleEntry, key: string): RulePosition {
  return entry.fieldsAt.get(key) ?? entry.at;
}
