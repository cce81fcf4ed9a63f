import { factId, type Fact, type Leftover } from '../lang/facts.js';
import type { RuleDocument, RuleEntry } from '../rules/rule-document.js';
import type { RuleProblem } from '../rules/rule-errors.js';
import type { PlannedTree } from './planned-tree.js';
import { limitReach } from './state/limit-reach.js';
import { stateFunction } from './state/state-function.js';
import { stateEnumerator } from './state/state-enumerator.js';
import { stateFile } from './state/state-file.js';
import { stateTracepoint } from './state/state-tracepoint.js';
import { stateType } from './state/state-type.js';
import { stateVariable } from './state/state-variable.js';
import { stateCall } from './state/state-call.js';
import { stateMemberName } from './state/state-member-name.js';
import { stateRename } from './state/state-rename.js';
import { stateReplace } from './state/state-replace.js';
import { stateMember } from './state/state-member.js';
import { stateMacro } from './state/state-macro.js';
import { stateParameter } from './state/state-parameter.js';
import { stateReturn } from './state/state-return.js';

/** What entries about C state of a tree, and what of them the tree contradicts. */
export interface StatedCode {
  readonly facts: readonly Fact[];
  readonly problems: readonly RuleProblem[];
  readonly leftovers?: readonly Leftover[];
}

/** The same of a whole document, with the entry that states each fact, by the fact's id. */
export interface StatedDocument extends StatedCode {
  readonly leftovers: readonly Leftover[];
  readonly entries: ReadonlyMap<string, RuleEntry>;
}

/** Turns one entry into facts by what the tree holds: where its subject is defined, which parameter is meant… */
export type StateEntry = (entry: RuleEntry, tree: PlannedTree, inScope: InScope) => Promise<StatedCode>;

/** Whether a path is in the rule's scope. */
export type InScope = (path: string) => boolean;

/** By action and kind. */
const STATES: Readonly<Record<string, StateEntry>> = {
  'remove function': stateFunction,
  'remove macro': stateMacro,
  'remove variable': stateVariable,
  'remove enumerator': stateEnumerator,
  'remove type': stateType,
  'remove tracepoint': stateTracepoint,
  'remove file': stateFile,
  'remove header': stateFile,
  'remove member': stateMember,
  'remove parameter': stateParameter,
  'remove return': stateReturn,
  'rename parameter': stateParameter,
  'rename member': stateMemberName,
  'replace member': stateMemberName,
  'rename function': stateRename,
  'rename macro': stateRename,
  'rename variable': stateRename,
  'rename enumerator': stateRename,
  'rename type': stateRename,
  'replace call': stateCall,
  'remove call': stateCall,
  'replace function': stateReplace,
  'replace macro': stateReplace,
  'replace variable': stateReplace,
  'replace enumerator': stateReplace,
  'replace type': stateReplace,
};

/** What a document states of C. All entries ask at once, so that the words of all are one pass over the tree. */
export async function stateCode(
  document: RuleDocument,
  tree: PlannedTree,
  inScope: InScope,
): Promise<StatedDocument> {
  const stated = await Promise.all(
    document.entries.map(
      async (entry) => await STATES[`${entry.action} ${entry.kind}`]?.(entry, tree, inScope),
    ),
  );
  const entries = document.entries.flatMap((entry, i) =>
    (stated[i]?.facts ?? []).map((fact) => [factId(fact), entry] as const),
  );
  const problems = stated.flatMap((one) => one?.problems ?? []);
  const facts = stated.flatMap((one) => one?.facts ?? []);
  const reach = problems.length > 0 ? { facts, leftovers: [] } : await limitReach(facts, tree, inScope);
  return {
    entries: new Map(entries),
    facts: reach.facts,
    problems,
    leftovers: [...stated.flatMap((one) => one?.leftovers ?? []), ...reach.leftovers],
  };
}
