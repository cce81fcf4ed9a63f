import type { Fact } from '../../lang/facts.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName } from './find-names.js';
import { explainUnknown } from './unknown-name.js';

/**
 * `macro: M`, `value: E`: every definition of it, in headers and sources. With the value "" it is an attribute, which
 * vanishes where it stands. A call counts as evaluating its arguments where some definition uses its parameters.
 */
export async function stateMacro(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'macro') return { facts: [], problems: [] };
  const { name, value } = entry;
  const found = await findName(tree, name);
  const definitions = [...found.reports.values()].flatMap((report) => report.definitions);
  const macros = definitions.filter(({ what }) => what === 'macro');
  if (macros.length === 0)
    return { facts: [], problems: [await explainUnknown(entry, 'macro', name, tree, found)] };
  const isAttribute = value?.trim() === '';
  const evaluatesArguments =
    !isAttribute && macros.some(({ constant }) => constant === null || constant.evaluatesArguments);
  const takesArguments = isAttribute && macros.every(({ isFunctionLike }) => isFunctionLike);
  const form = takesArguments ? ({ takesArguments } as const) : {};
  const text = isAttribute ? '' : (value ?? null);
  const make = (path?: string): Fact[] => {
    const place = path === undefined ? {} : { path };
    return [
      { kind: 'unused', what: 'macro', name, ...place },
      { kind: 'value', what: 'macro', name, value: text, evaluatesArguments, goes: true, ...form, ...place },
    ];
  };
  const own = found.local.filter((path) =>
    found.reports.get(path)!.definitions.some(({ what }) => what === 'macro'),
  );
  const isShared = [...found.reports].some(
    ([path, report]) => !own.includes(path) && report.definitions.some(({ what }) => what === 'macro'),
  );
  return { facts: [...(isShared ? make() : []), ...own.flatMap(make)], problems: [] };
}
