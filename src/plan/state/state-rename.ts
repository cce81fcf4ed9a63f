import { isPlainName, subjectOf } from '../../lang/c/names/name-subject.js';
import type { Fact, ReplaceFact } from '../../lang/facts.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope, StatedCode } from '../state-code.js';
import { findName, includersOf } from './find-names.js';
import { MAY_BE, type NamedKind } from './state-replace.js';
import { isAlias } from './find-wrapper.js';
import { findCaptured } from './macro-clash.js';
import { severalFiles } from './several-files.js';
import { explainUnknown, fieldAt } from './unknown-name.js';

/**
 * `function: OLD`, `to: NEW`, and the same of a macro, variable, enumerator or type. NEW must be free,
 * or a mere alias of OLD.
 */
export async function stateRename(
  entry: RuleEntry,
  tree: PlannedTree,
  inScope: InScope,
): Promise<StatedCode> {
  if (entry.action !== 'rename' || !(entry.kind in MAY_BE)) return { facts: [], problems: [] };
  const what = entry.kind as NamedKind;
  const { name, tag } = subjectOf(entry.name);
  const to = subjectOf(entry.to);
  const refuse = (message: string): StatedCode => ({
    facts: [],
    problems: [{ at: fieldAt(entry, 'to'), message }],
  });
  const found = await findName(tree, name);
  const isKnown =
    MAY_BE[what].some((kind) => found.kinds.has(kind)) || (tag !== null && found.reports.size > 0);
  if (!isKnown) return { facts: [], problems: [await explainUnknown(entry, what, name, tree, found)] };
  if (!isPlainName(to.name) || (to.tag !== null && to.tag !== tag))
    return refuse(`'${entry.to}' can't be the name of '${entry.name}'`);
  const taken = await findName(tree, to.name);
  const isShared = tag !== null || found.shared.length > 0;
  // A static thing meets only what its own file has or sees.
  const isFree = isShared && tag === null && isAlias(tree, taken, to.name, name);
  const clash = [...(isShared ? [...taken.shared, ...taken.local] : taken.shared), ...found.local].find(
    (path) => {
      const report = taken.reports.get(path);
      return (
        report?.definitions.some(({ what: kind }) => kind !== 'member') ?? (report && report.declarations > 0)
      );
    },
  );
  if (clash !== undefined && !isFree && inScope(clash))
    return refuse(`'${to.name}' is the name of another thing already, in ${clash}`);
  const make = (path?: string): ReplaceFact => ({
    kind: 'replace',
    what,
    name: entry.name.trim(),
    with: tag === null ? to.name : `${tag} ${to.name}`,
    isRenaming: true,
    ...(path === undefined ? {} : { path }),
  });
  // `#define new old` is what the rule says: there is but one name then.
  const alias: Fact[] = isFree ? [{ kind: 'unused', what: 'macro', name: to.name }] : [];
  const own = isShared ? [] : found.local.filter(inScope);
  const paths = new Set(own.flatMap((path) => [path, ...includersOf(tree, path, found)]));
  const macros = [...found.reports.values()]
    .flatMap(({ definitions }) => definitions)
    .filter((definition) => definition.what === 'macro');
  if (macros.length > 0 && !isFree) {
    const isFunctionLike = macros.every((macro) => macro.isFunctionLike);
    const seenBy = isShared ? undefined : [...paths];
    const captured = findCaptured(tree, taken, to.name, isFunctionLike, inScope, seenBy);
    if (captured !== undefined)
      return refuse(`'${to.name}' means something else in ${captured}, where the macro would take its place`);
  }
  if (isShared) return { facts: [make(), ...alias], problems: [] };
  if (own.length > 1) return { facts: [], problems: [severalFiles(entry, name, own)] };
  return { facts: [...paths].sort().map(make), problems: [] };
}
