import assert from 'node:assert/strict';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Edit } from '../../src/edit/edit.js';
import { UserError } from '../../src/errors.js';
import { analyzeFile } from '../../src/lang/analyze-file.js';
import { parseExpression, type Expression } from '../../src/lang/c/cpp/expression.js';
import type { FileKind } from '../../src/lang/file-kind.js';
import { NO_SURROUNDINGS, type FileAnalysis, type FileTask } from '../../src/lang/front-end.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { makeWordMatcher } from '../../src/scan/word-matcher.js';
import { parseMaintainers } from '../../src/series/maintainers/parse-maintainers.js';
import { factsOf, runKconfig } from '../unit/kconfig-support.js';
import { C, DEFCONFIG, EXPRESSION, KCONFIG, MAINTAINERS, MAKEFILE, RULE } from './grammars.js';
import type { Grammar } from './grow-text.js';

/** A parser, what it reads, and its laws: `check` throws where one is broken. */
export interface Target {
  readonly name: string;
  readonly grammar: Grammar;
  readonly check: (text: string) => void | Promise<void>;
}

const VALUES = ['y', 'n', 'm'] as const;

export const TARGETS: readonly Target[] = [
  { name: 'rule', grammar: RULE, check: checkRule },
  { name: 'expression', grammar: EXPRESSION, check: checkExpression },
  { name: 'c', grammar: C, check: (text) => checkFile('a.c', 'c', text) },
  { name: 'header', grammar: C, check: (text) => checkFile('a.h', 'c', text) },
  { name: 'assembly', grammar: C, check: (text) => checkFile('a.S', 'asm', text) },
  { name: 'kconfig', grammar: KCONFIG, check: checkKconfig },
  { name: 'makefile', grammar: MAKEFILE, check: (text) => checkFile('d/Makefile', 'kbuild', text) },
  { name: 'defconfig', grammar: DEFCONFIG, check: (text) => checkFile('x_defconfig', 'defconfig', text) },
  { name: 'documentation', grammar: C, check: (text) => checkFile('d.rst', 'documentation', text) },
  { name: 'maintainers', grammar: MAINTAINERS, check: checkMaintainers },
  { name: 'words', grammar: C, check: checkWords },
];

function checkRule(text: string): void {
  const read = () => {
    try {
      return parseRules(text, 'r');
    } catch (error) {
      assert.ok(error instanceof UserError, error instanceof Error ? error.stack : String(error));
      for (const line of error.message.split('\n'))
        assert.match(line, /^r:\d+:\d+: error: \S|^… and \d+ more$/);
      return error.message;
    }
  };
  assert.deepEqual(read(), read(), 'the same twice');
}

function checkExpression(text: string): void {
  const base = 7;
  const walk = (node: Expression, low: number, high: number): void => {
    assert.ok(
      low <= node.start && node.start <= node.end && node.end <= high,
      'a span lies within its parent',
    );
    for (const child of Object.values(node) as unknown[]) {
      for (const inner of Array.isArray(child) ? (child as unknown[]) : [child]) {
        if (typeof inner === 'object' && inner !== null && 'start' in inner)
          walk(inner as Expression, node.start, node.end);
      }
    }
  };
  walk(parseExpression(text.replace(/[\r\n]/g, ' '), base), base, base + text.length);
}

/** Edits are sorted, disjoint, and within the text; what lies between them is untouched by definition. */
function checkEdits(text: string, edits: readonly Edit[]): void {
  let at = 0;
  for (const { start, end } of edits) {
    assert.ok(at <= start && start <= end && end <= text.length, `an edit ${start}–${end} out of order`);
    at = end;
  }
}

async function checkFile(path: string, kind: FileKind, text: string): Promise<void> {
  const value = VALUES[text.length % VALUES.length]!;
  const taskOf = (input: string): FileTask => ({
    path,
    kind,
    text: input,
    facts: [{ kind: 'config', name: 'FOO', value: { kind: 'tristate', value } }],
    pureNames: [],
    isIncluded: false,
    surroundings: { ...NO_SURROUNDINGS, symbols: ['FOO_MODULE'], nearby: [path, 'd/a.c', 'd/b.c'] },
    cascade: text.length % 2 === 0,
  });
  const first = await analyzeFile(taskOf(text));
  assert.deepEqual(await analyzeFile(taskOf(text)), first, 'the same twice');
  checkAnalysis(text, first);
  if (first.deleted !== null) return;
  const after = applyEdits(text, first.edits);
  const second = await analyzeFile(taskOf(after));
  checkAnalysis(after, second);
  // What is dropped from an unbalanced file may leave it balanced; a function that parses now may be folded.
  const isSettled = !first.leftovers.some(({ code }) => UNSETTLED.has(code));
  if (isSettled) assert.equal(applyEdits(after, second.edits), after, 'a second run changes nothing');
}

/** Leftovers that a change beside them may settle. */
const UNSETTLED = new Set([
  'unbalanced-conditional',
  'not-parsed',
  'unparsable-condition',
  'crosses-directive',
]);

function checkAnalysis(text: string, { edits, leftovers }: FileAnalysis): void {
  checkEdits(text, edits);
  for (const { offset, code } of leftovers)
    assert.ok(0 <= offset && offset <= text.length, `${code} lies within the text`);
}

function checkKconfig(text: string): void {
  const value = VALUES[text.length % VALUES.length]!;
  const texts = { Kconfig: text, 'd/Kconfig': 'config BAZ\n\tbool "baz"\n\tdepends on FOO\n' };
  const facts = factsOf(`FOO=${value}`);
  const first = runKconfig(texts, facts);
  assert.deepEqual(runKconfig(texts, facts), first, 'the same twice');
  const after: Record<string, string> = { ...texts };
  for (const [path, changed] of Object.entries(first.after)) after[path] = changed ?? '';
  runKconfig(after, facts);
}

function checkMaintainers(text: string): void {
  const sections = parseMaintainers(text, () => false);
  assert.deepEqual(
    sections.map((section) => JSON.stringify(section)),
    parseMaintainers(text, () => false).map((section) => JSON.stringify(section)),
  );
}

/** Against regular expressions. */
function checkWords(text: string): void {
  const words = [
    'CONFIG_FOO',
    'FOO',
    'foo_init',
    'int',
    'CONFIG_FOOBAR',
    'label',
    'ops',
    'return',
    'void',
    'xyz',
  ];
  const count = 1 + (text.length % words.length);
  const own = words.slice(0, count);
  const bytes = Buffer.from(text, 'latin1');
  const found = makeWordMatcher(own).match(bytes, bytes.length);
  const expected = own.flatMap((word, i) => {
    const pattern = new RegExp(`(?<![A-Za-z0-9_])${word}(?![A-Za-z0-9_])`);
    return pattern.test(text) ? [i] : [];
  });
  assert.deepEqual(found, expected);
}
