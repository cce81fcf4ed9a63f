import { explainIssues, findEntryKind } from './explain-issues.js';
import { checkContradictions } from './check-contradictions.js';
import { readConfigValue } from './config-value.js';
import type {
  AddEntry,
  EntryAction,
  RemoveConfigEntry,
  RemoveKind,
  RenameEntry,
  ReplaceEntry,
  RuleDocument,
  RuleEntry,
  RulePosition,
} from './rule-document.js';
import { RuleError, type RuleProblem } from './rule-errors.js';
import { documentSchema, type DocumentInput } from './schema.js';
import { readYaml, toPlainData, type YamlNode } from './yaml-nodes.js';

const ACTIONS: readonly EntryAction[] = ['remove', 'replace', 'rename', 'add'];

/**
 * Reads the documents of a rule file.
 * @param text the file's text, decoded.
 * @param file its name for messages, as the user gave it.
 * @throws RuleError that lists every problem with its place; nothing is returned then.
 */
export function parseRules(text: string, file: string): RuleDocument[] {
  const nodes = readYaml(text, file);
  const start: RulePosition = { kind: 'file', file, line: 1, column: 1 };
  if (nodes.length === 0) throw new RuleError([{ at: start, message: 'the file holds no rule' }]);

  const problems: RuleProblem[] = [];
  const documents: RuleDocument[] = [];
  for (const node of nodes) {
    const parsed = documentSchema.safeParse(toPlainData(node));
    if (parsed.success) documents.push(buildDocument(node, parsed.data, problems));
    else for (const problem of explainIssues(node, parsed.error.issues)) problems.push(problem);
  }
  if (problems.length > 0) throw new RuleError(problems);
  return documents;
}

function buildDocument(node: YamlNode, data: DocumentInput, problems: RuleProblem[]): RuleDocument {
  const entries: RuleEntry[] = [];
  for (const action of ACTIONS) {
    const list = node.kind === 'map' ? node.members.get(action)?.value : undefined;
    if (list?.kind !== 'list') continue;
    for (const item of list.items) {
      const entry = buildEntry(item, action, problems);
      if (entry) entries.push(entry);
    }
  }
  const subject = data.subject?.trim();
  if (subject?.includes('\n')) {
    const at = node.kind === 'map' ? node.members.get('subject')!.value.at : node.at;
    problems.push({ at, message: 'a subject is one line; the rest belongs under message' });
  }
  if (entries.length === 0 && problems.length === 0) {
    problems.push({ at: node.at, message: `nothing to do: expected entries under ${ACTIONS.join(', ')}` });
  }
  const document: RuleDocument = {
    at: node.at,
    ...(subject ? { subject } : {}),
    ...(data.message?.trim() ? { message: data.message.trim() } : {}),
    entries: dropRepeated(entries),
    cascade: data.cascade,
    scope: { include: data.scope?.include ?? [], exclude: data.scope?.exclude ?? [] },
  };
  for (const problem of checkContradictions(document.entries)) problems.push(problem);
  return document;
}

function buildEntry(item: YamlNode, action: EntryAction, problems: RuleProblem[]): RuleEntry | undefined {
  const found = findEntryKind(item, action);
  if ('problem' in found || item.kind !== 'map') return undefined;
  const { kind } = found;
  const { members } = item;
  const text = (key: string): string => {
    const value = members.get(key)?.value;
    return value?.kind === 'scalar' ? value.text : '';
  };
  const optional = <K extends string>(key: K): Partial<Record<K, string>> =>
    members.has(key) ? ({ [key]: text(key) } as Partial<Record<K, string>>) : {};
  const base = {
    at: item.members.get(kind)!.keyAt,
    fieldsAt: new Map([...members].map(([key, member]) => [key, member.value.at])),
  };

  switch (action) {
    case 'remove':
      if (kind === 'config') {
        const node = members.get('value')!.value;
        const value = readConfigValue(text('value'), node.kind === 'scalar' && !node.plain);
        if (value.kind === 'wrong') {
          problems.push({ at: node.at, message: value.message });
          return undefined;
        }
        return {
          ...base,
          action,
          kind,
          name: text('config'),
          value,
          inherit: listOfNames(members.get('inherit')?.value),
          dropSelects: text('drop-selects') === 'true',
        } satisfies RemoveConfigEntry;
      }
      return {
        ...base,
        action,
        kind: kind as RemoveKind,
        name: text(kind),
        ...optional('of'),
        ...optional('value'),
        ...optional('returns'),
        ...(members.has('shift') ? { shift: text('shift') === 'true' } : {}),
      };
    case 'replace':
      return {
        ...base,
        action,
        kind: kind as ReplaceEntry['kind'],
        name: text(kind),
        ...optional('of'),
        with: text('with'),
        inherit: listOfNames(members.get('inherit')?.value),
        keepOld: text('keep') === 'old',
      };
    case 'rename':
      return {
        ...base,
        action,
        kind: kind as RenameEntry['kind'],
        name: text(kind),
        ...optional('of'),
        to: text('to'),
      };
    case 'add':
      return { ...base, action, kind: kind as AddEntry['kind'], text: text(kind), to: text('to') };
  }
}

function listOfNames(node: YamlNode | undefined): string[] {
  if (node?.kind === 'list') return [...new Set(node.items.flatMap(listOfNames))];
  return node?.kind === 'scalar' ? [node.text] : [];
}

/** An entry that stands there twice, word for word, says nothing new. */
function dropRepeated(entries: readonly RuleEntry[]): RuleEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = JSON.stringify({ ...entry, at: null, fieldsAt: null });
    return !seen.has(key) && seen.add(key);
  });
}
