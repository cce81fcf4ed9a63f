import type { z } from 'zod';
import { clip } from '../errors.js';
import type { EntryAction, RulePosition } from './rule-document.js';
import { didYouMean, nearestName, type RuleProblem } from './rule-errors.js';
import { documentSchema, entrySchemas } from './schema.js';
import { nodeAt, toPlainData, type YamlMap, type YamlNode } from './yaml-nodes.js';

type Issue = z.core.$ZodIssue;

/**
 * Turns the schema's issues with a document into problems with a place. zod reports an entry that fits no kind as one
 * issue; such an entry is checked again against the one kind that its keys name.
 */
export function explainIssues(root: YamlNode, issues: readonly Issue[]): RuleProblem[] {
  const explained = new Set<string>();
  return issues.flatMap((issue) => {
    const [action, index] = issue.path;
    if (!isAction(action) || typeof index !== 'number') {
      return explainIssue(root, issue, Object.keys(documentSchema.shape), 'a rule');
    }
    const key = `${action} ${index}`;
    if (explained.has(key)) return [];
    explained.add(key);
    return explainEntry(nodeAt(root, [action, index]).node, action);
  });
}

/** The key that names the kind of an entry, or what is wrong with the entry. */
export function findEntryKind(
  entry: YamlNode,
  action: EntryAction,
): { kind: string } | { problem: RuleProblem } {
  const kinds = Object.keys(entrySchemas[action]);
  const example = `${action === 'add' ? 'depends-on' : 'config'}: …`;
  if (entry.kind !== 'map') {
    return { problem: { at: entry.at, message: `expected an entry of '${action}', such as '${example}'` } };
  }
  const keys = [...entry.members.keys()];
  const named = keys.filter((key) => kinds.includes(key));
  // `value:` and `of:` are no kinds, but `return:` beside `function:` may be a slip for `returns:`.
  if (named.length > 1) {
    const at = entry.members.get(named[1]!)!.keyAt;
    return {
      problem: { at, message: `an entry names one thing, this one both '${named[0]!}' and '${named[1]!}'` },
    };
  }
  if (named.length === 1) return { kind: named[0]! };
  const near = keys.find((key) => nearestName(key, kinds) !== undefined) ?? keys[0];
  if (near === undefined)
    return { problem: { at: entry.at, message: `expected an entry of '${action}', such as '${example}'` } };
  const message = `unknown kind of entry '${clip(near)}' under '${action}'${didYouMean(near, kinds) || `; expected ${listOf(kinds)}`}`;
  return { problem: { at: entry.members.get(near)!.keyAt, message } };
}

function explainEntry(entry: YamlNode, action: EntryAction): RuleProblem[] {
  const found = findEntryKind(entry, action);
  if ('problem' in found) return [found.problem];
  const schemas: Readonly<Record<string, z.ZodObject>> = entrySchemas[action];
  const schema = schemas[found.kind]!;
  const result = schema.safeParse(toPlainData(entry));
  if (result.success) return [];
  const keys = Object.keys(schema.shape);
  const problems = result.error.issues.flatMap((issue) =>
    explainIssue(entry, issue, keys, `'${found.kind}'`),
  );
  // A misspelt key says it all; that the right one is missing, too, would only confuse.
  return problems.filter((problem) => {
    const missing = /needs the key '(.*)'$/.exec(problem.message)?.[1];
    return (
      missing === undefined || !problems.some((other) => other.message.endsWith(`did you mean '${missing}'?`))
    );
  });
}

function explainIssue(root: YamlNode, issue: Issue, keys: readonly string[], owner: string): RuleProblem[] {
  const { node, found } = nodeAt(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.at(-1) === 'scope' ? ['include', 'exclude'] : keys;
    return issue.keys.map((key) => ({
      at: keyPlace(node, key),
      message: `unknown key '${clip(key)}'${didYouMean(key, known) || `; expected ${listOf(known)}`}`,
    }));
  }
  if (!found) return [{ at: node.at, message: `${owner} needs the key '${String(issue.path.at(-1))}'` }];
  if (issue.path.length === 0)
    return [{ at: node.at, message: `expected a map of keys, found ${describe(node)}` }];
  return [{ at: node.at, message: withFound(issue.message, node) }];
}

/** Says what stands there, where the message says only what should. */
function withFound(message: string, node: YamlNode): string {
  if (!message.startsWith('expected') || message.includes('found')) {
    return node.kind === 'scalar' && node.text.startsWith('CONFIG_') && message.includes('CONFIG_')
      ? `${message}; did you mean '${clip(node.text.slice('CONFIG_'.length))}'?`
      : message;
  }
  return `${message}, found ${describe(node)}`;
}

function describe(node: YamlNode): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  return node.text === '' ? 'nothing' : `'${clip(node.text)}'`;
}

function keyPlace(node: YamlNode, key: string): RulePosition {
  return (node as Partial<YamlMap>).members?.get(key)?.keyAt ?? node.at;
}

function listOf(words: readonly string[]): string {
  return words.length === 1 ? `'${words[0]!}'` : `one of ${words.join(', ')}`;
}

function isAction(key: unknown): key is EntryAction {
  return typeof key === 'string' && key in entrySchemas;
}
