import type { SelectSite } from '../lang/kconfig/model.js';
import type { Finding } from './finding.js';
import { definitionsIn, isEntry, type KconfigScope } from './kconfig-scope.js';
import { allLiterals, findConflict, literalsOf } from './literals.js';

/**
 * Selects that can't do what they say: of a member of a choice, which Kconfig ignores, or of a symbol whose
 * dependencies exclude those of the entry that selects it.
 */
export function findSelects(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const { file, item: entry } of scope.items) {
    if (!isEntry(entry)) continue;
    for (const property of entry.properties) {
      if (property.kind !== 'select') continue;
      const finding = judgeSelect(scope, { file, entry, property });
      if (finding) findings.push(finding);
    }
  }
  return findings;
}

function judgeSelect(scope: KconfigScope, { file, entry, property }: SelectSite): Finding | undefined {
  const { name, start, end } = property.target;
  const info = scope.infoOf(name);
  const definitions = info ? definitionsIn(scope, info) : [];
  const first = definitions[0];
  if (!first) return undefined;
  const base = { symbol: name, path: file.path, start, end };
  const defined = { path: first.file.path, start: first.entry.name.start, end: first.entry.name.end };
  if (definitions.every((own) => own.entry.parent?.kind === 'choice')) {
    return {
      ...base,
      code: 'select-choice-member',
      message: `${name} is a member of a choice: selecting it does nothing`,
      related: [{ ...defined, message: `the entry of ${name}` }],
    };
  }
  const condition = property.condition ? literalsOf(file, property.condition.expression) : [];
  const own = [...allLiterals(scope, file, entry), ...condition];
  const isBool = (symbol: string) => scope.infoOf(symbol)?.type === 'bool';
  const conflicts = definitions.map((definition) =>
    findConflict(
      allLiterals(scope, definition.file, definition.entry).filter((literal) => literal.name !== undefined),
      own,
      isBool,
    ),
  );
  const conflict = conflicts[0];
  if (!conflict || conflicts.some((found) => !found)) return undefined;
  const [literal, excluded] = conflict;
  const needs = `${literal.positive ? '' : '!'}${literal.name ?? 'n'}`;
  return {
    ...base,
    code: 'select-unmet',
    message: `${entry.name.name} selects ${name}, which depends on ${needs}, which ${entry.name.name} excludes`,
    related: [
      {
        path: literal.file.path,
        start: literal.start,
        end: literal.end,
        message: `${name} depends on it here`,
      },
      { path: excluded.file.path, start: excluded.start, end: excluded.end, message: 'excluded here' },
    ],
  };
}
