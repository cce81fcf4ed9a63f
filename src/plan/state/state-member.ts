import { distance } from 'fastest-levenshtein';
import type { MemberFact } from '../../lang/facts.js';
import { mergeTerms } from '../../lang/c/types/merge-terms.js';
import { reduceTerm, type Type } from '../../lang/c/types/reduce-term.js';
import type { RecordTerm, Term } from '../../lang/c/types/term.js';
import { findPositional } from '../../lang/c/members/find-positional.js';
import { classifyFile } from '../../lang/file-kind.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';
import { findStructAccess } from '../find-struct-users.js';
import { definitionWords, type TypeMemory } from '../learn-types.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { fieldAt } from './unknown-name.js';

/** Names further from what was written than a third of it aren't offered. */
const FAR = 3;

/**
 * `member: m`, `of: struct s`, `value: E`, `returns: E`. Without a value a pointer to function is NULL, decided from
 * its declaration; of anything else no value is known then.
 */
export async function stateMember(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'member' || entry.of === undefined) return NOTHING;
  const { name, of, value, returns } = entry;
  const record = await findRecord(of, tree);
  if (!record?.shape)
    return refuse(entry, 'of', `the tree has no ${/^(?:struct|union) /.test(of) ? '' : 'type '}'${of}'`);
  const member = record.shape.members.get(name);
  if (!member) {
    const near = nearest(name, [...record.shape.members.keys()]);
    const hint = near === undefined ? '' : `; did you mean '${near}'?`;
    return refuse(entry, 'member', `'${of}' has no member '${name}'${hint}`);
  }
  const isFunction = await isFunctionPointer(member, tree.types);
  const fact: MemberFact = {
    kind: 'member',
    name,
    of: record.key,
    value: value ?? (isFunction ? 'NULL' : null),
    returns: returns ?? null,
    ...(isFunction ? { isFunction } : {}),
    ...(await findWays(name, record.key, tree)),
    ...(await findByPosition(record, name, tree)),
  };
  return { facts: [fact], problems: [] };
}

/** A member whose name no more files than this hold is looked for in all of them. */
const FEW_FILES = 60;

async function findWays(name: string, key: string, tree: PlannedTree): Promise<Pick<MemberFact, 'via'>> {
  const found = name.length > 2 ? (await tree.findWords([name])).get(name)! : null;
  if (found && found.length <= FEW_FILES) return {};
  const access = await findStructAccess(key, tree);
  const via = access && [...access.types, ...access.carriers];
  return via?.every((word) => word.length > 2) ? { via } : {};
}

/** Of a struct that more files than this name, initializers by position aren't looked for. */
const MANY_FILES = 1000;

async function findByPosition(
  { key, shape }: RecordTerm,
  name: string,
  tree: PlannedTree,
): Promise<Pick<MemberFact, 'positional' | 'position'>> {
  const tag = key.slice(key.indexOf(' ') + 1);
  const paths = tag.length > 2 ? ((await tree.findWords([tag])).get(tag) ?? []) : [];
  if (paths.length > MANY_FILES) return {};
  const positional = paths.filter(
    (path) => classifyFile(path) === 'c' && findPositional(tree.textOf(path) ?? '', tag).length > 0,
  );
  if (positional.length === 0) return {};
  const position = shape?.order?.indexOf(name) ?? -1;
  return { positional, ...(position < 0 ? {} : { position }) };
}

const NOTHING: StatedCode = { facts: [], problems: [] };

function refuse(entry: RuleEntry, field: string, message: string): StatedCode {
  const problem: RuleProblem = { at: fieldAt(entry, field), message };
  return { facts: [], problems: [problem] };
}

/** The definition of a struct, of a union or of what a typedef names, all its definitions in the tree taken together. */
export async function findRecord(of: string, tree: PlannedTree): Promise<RecordTerm | null> {
  const question = /^(?:struct|union) /.test(of) ? of : `typedef ${of}`;
  const words = definitionWords(question);
  const found = await tree.findWords(words);
  const paths = [...new Set(words.flatMap((word) => found.get(word) ?? []))].sort();
  const reports = await Promise.all(paths.map((path) => tree.readTypes(path, [question])));
  const terms = reports.flatMap((report) => report?.terms.get(question) ?? []);
  const term = terms.length > 0 ? terms.reduce(mergeTerms) : null;
  const type = term && (await settle(term, tree.types));
  if (type?.kind !== 'record' || type.key === '') return null;
  return type.shape || type.key === of ? type : await findRecord(type.key, tree);
}

/** Whether a type is a pointer to function, or a function. */
export async function isFunctionPointer(term: Term, types: TypeMemory): Promise<boolean> {
  const type = await settle(term, types);
  if (type?.kind === 'function') return true;
  return type?.kind === 'pointer' && (await settle(type.to, types))?.kind === 'function';
}

/** Reduces a term, with the tree's answers to what it asks on the way. */
async function settle(term: Term, types: TypeMemory): Promise<Type | null> {
  for (;;) {
    const open: string[] = [];
    const type = reduceTerm(term, (question) => {
      const answer = types.terms.get(question);
      if (answer === undefined) open.push(question);
      return answer ?? null;
    });
    if (open.length === 0) return type;
    await types.learn(open);
  }
}

function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((other) => ({ other, far: distance(name, other) }))
    .filter(({ far }) => far * FAR <= name.length)
    .sort((a, b) => a.far - b.far || (a.other < b.other ? -1 : 1));
  return best?.other;
}
