import type { ReplaceFact } from '../../lang/facts.js';
import { isPlainName } from '../../lang/c/names/name-subject.js';
import { nearestName } from '../../rules/rule-errors.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope, StatedCode } from '../state-code.js';
import { findObjectMacro } from './macro-clash.js';
import { findRecord } from './state-member.js';
import { fieldAt } from './unknown-name.js';

/** `member: m`, `of: struct s`, with another member (`with:`) or a new name (`to:`). */
export async function stateMemberName(
  entry: RuleEntry,
  tree: PlannedTree,
  inScope: InScope,
): Promise<StatedCode> {
  if (entry.kind !== 'member' || entry.of === undefined) return { facts: [], problems: [] };
  if (entry.action !== 'replace' && entry.action !== 'rename') return { facts: [], problems: [] };
  const { name, of } = entry;
  const refuse = (field: string, message: string): StatedCode => ({
    facts: [],
    problems: [{ at: fieldAt(entry, field), message }],
  });
  const record = await findRecord(of, tree);
  if (!record?.shape)
    return refuse('of', `the tree has no ${/^(?:struct|union) /.test(of) ? '' : 'type '}'${of}'`);
  const { members } = record.shape;
  const orNearest = (word: string) => {
    const near = nearestName(word, [...members.keys()]);
    return `'${of}' has no member '${word}'${near === undefined ? '' : `; did you mean '${near}'?`}`;
  };
  if (!members.has(name)) return refuse('member', orNearest(name));
  const fact = { kind: 'replace', what: 'member', name, of: record.key } as const;
  if (entry.action === 'rename') {
    if (!isPlainName(entry.to)) return refuse('to', `'${entry.to}' is no name for a member`);
    if (members.has(entry.to)) return refuse('to', `'${of}' has a member '${entry.to}' already`);
    const macro = await findObjectMacro(tree, { name, to: entry.to }, inScope);
    if (macro !== undefined) return refuse('to', `'${entry.to}' is the name of a macro in ${macro}`);
    const renaming: ReplaceFact = { ...fact, with: entry.to, isRenaming: true };
    return { facts: [renaming], problems: [] };
  }
  const text = entry.with.trim();
  if (!/^[A-Za-z_]\w*(?:(?:\.|->)[A-Za-z_]\w*|\[\w+\])*$/.test(text))
    return refuse('with', `'${text}' is no member of '${of}', nor a part of one`);
  const first = /^\w+/.exec(text)![0];
  if (!members.has(first)) return refuse('with', orNearest(first));
  return { facts: [{ ...fact, with: text }], problems: [] };
}
