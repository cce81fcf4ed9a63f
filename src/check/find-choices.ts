import { stripParentheses } from '../lang/kconfig/expression.js';
import { eachItem } from '../lang/kconfig/model.js';
import type { Block, MenuEntry } from '../lang/kconfig/syntax.js';
import type { Finding } from './finding.js';
import { promptOf } from './find-types.js';
import { blocksAround, definitionsBeside, isEntry, typeBeside, type KconfigScope } from './kconfig-scope.js';

/** Members of choices that can't be chosen, and defaults of choices that are no member. */
export function findChoices(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const { file, item } of scope.items) {
    if (item.kind === 'choice') {
      const members = membersOf(item);
      for (const property of item.properties) {
        if (property.kind !== 'default') continue;
        const value = stripParentheses(property.value);
        if (value.kind !== 'symbol' || members.has(value.name)) continue;
        const { start, end } = value;
        const message = `${value.name} is no member of this choice`;
        const base = { path: file.path, start, end, message, related: [] };
        findings.push({ code: 'wrong-value', symbol: value.name, ...base });
      }
    }
    if (!isEntry(item) || !choiceOf(item)) continue;
    const problem = judgeMember(scope, item, file.path);
    if (!problem) continue;
    const { start, end } = item.name;
    const message = `${item.name.name} is a member of a choice, ${problem}`;
    findings.push({
      code: 'choice-member',
      symbol: item.name.name,
      path: file.path,
      start,
      end,
      message,
      related: [],
    });
  }
  return findings;
}

function judgeMember(scope: KconfigScope, entry: MenuEntry, path: string): string | undefined {
  if (!entry.properties.some((property) => promptOf(property))) return 'but has no prompt';
  const type = typeBeside(scope, entry.name.name, path);
  if (type === 'int' || type === 'hex' || type === 'string') return `but a ${type}`;
  const hasDefault = definitionsBeside(scope, entry.name.name, path).some(({ entry: own }) =>
    own.properties.some(({ kind }) => kind === 'default' || kind === 'typed-default'),
  );
  return hasDefault ? 'so its own default is ignored' : undefined;
}

/** The choice that an entry is a member of: nothing but `if` stands between them. */
function choiceOf(entry: MenuEntry): Block | undefined {
  for (const block of blocksAround(entry)) {
    if (block.kind === 'choice') return block;
    if (block.kind !== 'if') return undefined;
  }
  return undefined;
}

function membersOf(choice: Block): Set<string> {
  return new Set([...eachItem(choice.items)].flatMap((item) => (isEntry(item) ? [item.name.name] : [])));
}
