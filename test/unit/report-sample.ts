import type { FileChange, RunResult } from '../../src/result.js';
import type { RuleDocument } from '../../src/rules/rule-document.js';

/** A result of one document, with one of everything that reporters show. */
export function sampleDocument(subject?: string): RuleDocument {
  return {
    at: { kind: 'option', option: '--remove-config FOO=y' },
    ...(subject === undefined ? {} : { subject }),
    entries: [],
    cascade: true,
    scope: { include: [], exclude: [] },
  };
}

export function replaceText(path: string, before: string, from: string, to: string, kind = 'c'): FileChange {
  const start = before.indexOf(from);
  const edits = [{ start, end: start + from.length, text: to, cause: 'CONFIG_FOO=y' }];
  return { path, kind, status: 'modified', before, edits, mode: 0o100644 };
}

export function sampleResult(subject?: string): RunResult {
  const leftover = (path: string, line: number, code: string) => ({
    code,
    path,
    offset: 10,
    line,
    column: 5,
    message: 'mentions the removed symbol',
    cause: 'CONFIG_FOO=y',
    excerpt: '\tsee CONFIG_FOO \xc3\xa9 \x1b[31m \xff',
  });
  return {
    filesScanned: 12,
    documents: [
      {
        document: sampleDocument(subject),
        ruleFacts: [{ kind: 'config', name: 'FOO', value: { kind: 'tristate', value: 'y' } }],
        alterations: [],
        facts: [
          {
            fact: { kind: 'config', name: 'BAR', value: { kind: 'tristate', value: 'n' } },
            because: ['CONFIG_FOO=y'],
            path: 'lib/Kconfig',
            offset: 3,
          },
        ],
        changes: [
          replaceText(
            'lib/Kconfig',
            'config FOO\n\tbool\n\nconfig Z\n',
            'config FOO\n\tbool\n\n',
            '',
            'kconfig',
          ),
          replaceText('lib/caf\xe9.c', 'int a;\nint b = \xff;\n', 'int a;', 'int c;'),
          { path: 'lib/gone.c', kind: 'c', status: 'deleted', before: 'x\ny\n', edits: [], mode: 0o100755 },
        ],
        leftovers: [
          ...[1, 2, 3, 4, 5, 6, 7].map((line) =>
            leftover('Documentation/x.rst', line, 'mentioned-in-documentation'),
          ),
          leftover('lib/a.c', 3, 'side-effects'),
        ],
        failures: [{ path: 'lib/odd.c', law: 'balanced', message: 'an #endif is gone' }],
      },
    ],
  };
}
