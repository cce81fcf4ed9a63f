import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveText } from './cpp-support.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import type { Removal } from '../../src/edit/edit.js';
import { scanConditionals } from '../../src/lang/c/cpp/conditional-file.js';
import { pruneEmptySections } from '../../src/lang/c/cpp/empty-sections.js';
import { makeSourceText } from '../../src/text/source-text.js';

/** Removes every line that ends in `;-` and what becomes empty by it. */
function prune(text: string): string {
  const source = makeSourceText('a.c', text);
  const removals: Removal[] = [...text.matchAll(/^.*;-\n/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    cause: 'test',
  }));
  const pruned = pruneEmptySections(source, scanConditionals(text), removals, []);
  return applyEdits(text, composeEdits(source, pruned.removals, pruned.replacements, { braces: true }));
}

const CASES: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a section all of whose groups became empty goes', '#ifdef A\na;-\n#else\nb;-\n#endif\nc\n', 'c\n'],
  ['one that was empty before stays', '#ifdef A\n\n#endif\na;-\nb\n', '#ifdef A\n\n#endif\nb\n'],
  ['an #else that became empty goes', '#ifdef A\na\n#else\nb;-\n#endif\n', '#ifdef A\na\n#endif\n'],
  [
    'the first group before an #else',
    '#ifdef A\na;-\n#else\nb\n#endif /* A */\n',
    '#ifndef A\nb\n#endif /* A */\n',
  ],
  ['#ifndef turned round', '#ifndef A\na;-\n#else\nb\n#endif\n', '#ifdef A\nb\n#endif\n'],
  ['a negated test turned round', '#if !defined(A)\na;-\n#else\nb\n#endif\n', '#ifdef A\nb\n#endif\n'],
  ['a comparison turned round', '#if A >= 2\na;-\n#else\nb\n#endif\n', '#if A < 2\nb\n#endif\n'],
  [
    'a chain turned round',
    '#if defined(A) || !defined(B)\na;-\n#else\nb\n#endif\n',
    '#if !defined(A) && defined(B)\nb\n#endif\n',
  ],
  ['a mixture turned round', '#if A && B > 2\na;-\n#else\nb\n#endif\n', '#if !(A && B > 2)\nb\n#endif\n'],
  [
    'the first of a chain stays, as the next depends on it',
    '#ifdef A\na;-\n#elif B\nb\n#else\nc\n#endif\n',
    '#ifdef A\n#elif B\nb\n#else\nc\n#endif\n',
  ],
  ['the last #elif goes', '#ifdef A\na\n#elif B\nb;-\n#endif\n', '#ifdef A\na\n#endif\n'],
  [
    'an #elif before an #else stays',
    '#ifdef A\na\n#elif B\nb;-\n#else\nc\n#endif\n',
    '#ifdef A\na\n#elif B\n#else\nc\n#endif\n',
  ],
  ['outwards', '#ifdef A\n#ifdef B\na;-\n#endif\n#else\n\n#endif\n', ''],
  ['a comment keeps its group', '#ifdef A\n/* why */\na;-\n#endif\n', '#ifdef A\n/* why */\n#endif\n'],
  ['an include guard stays', '#ifndef G\n#define G\na;-\n#endif\n', '#ifndef G\n#define G\n#endif\n'],
  ['an unbalanced one stays', '#ifdef A\na;-\n#endif\n#endif\n', '#ifdef A\n#endif\n#endif\n'],
];
for (const [name, before, after] of CASES) {
  test(name, () => assert.equal(prune(before), after));
}

test('a section that the resolver rewrote is pruned in its new form', () => {
  const before = '#if defined(A) || defined(CONFIG_X)\n#ifdef CONFIG_X\na\n#endif\n#else\nb\n#endif\n';
  assert.equal(resolveText(before, 'X=n', { prune: true }).text, '#ifndef A\nb\n#endif\n');
  const elif = '#ifdef CONFIG_X\na\n#elif defined(B)\n#ifdef CONFIG_X\nc\n#endif\n#else\nb\n#endif\n';
  assert.equal(resolveText(elif, 'X=n', { prune: true }).text, '#ifndef B\nb\n#endif\n');
  const middle = '#ifdef A\n#ifndef CONFIG_X\na\n#endif\n#elif defined(CONFIG_X)\nb\n#endif\n';
  assert.equal(resolveText(middle, 'X=y', { prune: true }).text, '#ifndef A\nb\n#endif\n');
});
