import type { CallFact } from '../../lang/facts.js';
import {
  isRest,
  readCallPattern,
  readPatternText,
  variableAt,
  type CallPattern,
} from '../../lang/c/fold/call-pattern.js';
import { walkNodes } from '../../lang/c/syntax/syntax-node.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope, StatedCode } from '../state-code.js';
import { findName, includersOf } from './find-names.js';
import { explainUnknown, fieldAt } from './unknown-name.js';

/** `call: PATTERN`, under `replace` with what takes its place, under `remove` as a statement that goes. */
export async function stateCall(entry: RuleEntry, tree: PlannedTree, inScope: InScope): Promise<StatedCode> {
  if (entry.kind !== 'call') return { facts: [], problems: [] };
  const pattern = readCallPattern(entry.name);
  if (!pattern) {
    const message = `'${entry.name}' is no call of a function or macro by its name`;
    return { facts: [], problems: [{ at: fieldAt(entry, 'call'), message }] };
  }
  const problems = checkTexts(entry, pattern);
  const found = await findName(tree, pattern.callee);
  const isMentioned = [...found.reports.values()].some(({ uses }) => uses > 0);
  if (!isMentioned && !found.kinds.has('function') && !found.kinds.has('macro'))
    problems.push(await explainUnknown(entry, 'function or macro', pattern.callee, tree, found));
  if (problems.length > 0) return { facts: [], problems };
  const make = (path?: string): CallFact => ({
    kind: 'call',
    pattern: entry.name.trim(),
    callee: pattern.callee,
    with: entry.action === 'replace' ? entry.with.trim() : null,
    ...(path === undefined ? {} : { path }),
  });
  if (found.shared.length > 0 || found.local.length === 0) return { facts: [make()], problems };
  const own = found.local.filter(inScope);
  const paths = new Set(own.flatMap((path) => [path, ...includersOf(tree, path, found)]));
  return { facts: [...paths].sort().map(make), problems };
}

/** What is wrong with the texts themselves. */
function checkTexts(entry: RuleEntry, pattern: CallPattern): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const rests = [...pattern.variables].filter(isRest);
  if (rests.length > 1) {
    const message = 'a pattern may have one $...name';
    problems.push({ at: fieldAt(entry, 'call'), message });
  }
  if (entry.action !== 'replace') return problems;
  const at = fieldAt(entry, 'with');
  const template = readPatternText(entry.with);
  if (!template) return [...problems, { at, message: `'${entry.with}' is no expression of C` }];
  walkNodes(template.root, (node) => {
    const name = variableAt(template.text, node);
    if (name !== null && !pattern.variables.has(name))
      problems.push({ at, message: `the pattern has no ${name.replace('$$', '$...')}` });
    return true;
  });
  return problems;
}
