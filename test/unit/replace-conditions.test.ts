import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import { scanConditionals } from '../../src/lang/c/cpp/conditional-file.js';
import { conditionOf } from '../../src/lang/c/cpp/conditions.js';
import { makeConfigMacros } from '../../src/lang/c/cpp/config-macros.js';
import { evaluate, type MacroKnowledge } from '../../src/lang/c/cpp/evaluate.js';
import { makeMergedSymbols } from '../../src/lang/c/cpp/merged-symbols.js';
import { resolveConditionals } from '../../src/lang/c/cpp/resolve-conditionals.js';
import { findWord } from '../../src/lang/plain-text/mentions.js';
import { makeSourceText } from '../../src/text/source-text.js';
import { configFact } from './cpp-support.js';
import { fc } from './properties.js';

/** What the conditionals of a text become where CONFIG_A took the place of each `CONFIG_OLD`. */
function fold(written: string, type: 'bool' | 'tristate' = 'bool', isEnabled = false): string {
  const places: number[] = [];
  const text = written.replace(/CONFIG_OLD/g, (_, at: number) => {
    // OLD is two characters longer than A.
    places.push(at - 2 * places.length + 'CONFIG_'.length);
    return 'CONFIG_A';
  });
  for (const place of places) assert.ok(findWord(text, 'CONFIG_A').length === 0 || text[place] === 'A');
  const merged = makeMergedSymbols([
    {
      kind: 'merged',
      symbol: 'OLD',
      by: 'CONFIG_A',
      path: 'a.c',
      operands: [{ name: 'A', type, isEnabled }],
      places,
    },
  ]);
  const source = makeSourceText('a.c', text);
  const { removals, replacements } = resolveConditionals(
    source,
    scanConditionals(text),
    makeConfigMacros([]),
    merged,
  );
  return applyEdits(text, composeEdits(source, removals, replacements, { braces: false }));
}

const CASES: readonly (readonly [name: string, before: string, after: string, type?: 'tristate'])[] = [
  [
    'an operand that is there twice',
    '#if defined(CONFIG_A) && defined(CONFIG_OLD)\nx\n#endif\n',
    '#ifdef CONFIG_A\nx\n#endif\n',
  ],
  [
    'an operand of || that is there twice',
    '#if defined(CONFIG_OLD) || defined(CONFIG_A) || B\nx\n#endif\n',
    '#if defined(CONFIG_A) || B\nx\n#endif\n',
  ],
  ['a condition and its opposite', '#if defined(CONFIG_A) && !defined(CONFIG_OLD)\nx\n#endif\ny\n', 'y\n'],
  [
    'one within the same one',
    '#ifdef CONFIG_A\n#ifdef CONFIG_OLD\nx\n#else\ny\n#endif\nz\n#endif\n',
    '#ifdef CONFIG_A\nx\nz\n#endif\n',
  ],
  [
    'one in the #else of the same one',
    '#ifdef CONFIG_A\nx\n#else\n#ifdef CONFIG_OLD\ny\n#endif\nz\n#endif\n',
    '#ifdef CONFIG_A\nx\n#else\nz\n#endif\n',
  ],
  [
    'an #elif that repeats',
    '#ifdef CONFIG_A\nx\n#elif defined(CONFIG_OLD)\ny\n#else\nz\n#endif\n',
    '#ifdef CONFIG_A\nx\n#else\nz\n#endif\n',
  ],
  [
    'neighbours',
    '#ifdef CONFIG_OLD\nx\n#endif\n#ifdef CONFIG_A\ny\n#endif\n#ifdef CONFIG_OLD\nz\n#endif\n',
    '#ifdef CONFIG_A\nx\ny\nz\n#endif\n',
  ],
  [
    'what stands apart stays apart',
    '#ifdef CONFIG_OLD\nx\n#endif\n\n#ifdef CONFIG_A\ny\n#endif\n',
    '#ifdef CONFIG_A\nx\n#endif\n\n#ifdef CONFIG_A\ny\n#endif\n',
  ],
  [
    'what the replacement did not write stays',
    '#ifdef CONFIG_OLD\n#ifdef CONFIG_A\nx\n#endif\ny\n#endif\n',
    '#ifdef CONFIG_A\n#ifdef CONFIG_A\nx\n#endif\ny\n#endif\n',
  ],
  [
    'a comment that repeats the condition',
    '#if defined(CONFIG_A) && defined(CONFIG_OLD)\nx\n#endif /* CONFIG_A && CONFIG_OLD */\n',
    '#ifdef CONFIG_A\nx\n#endif /* CONFIG_A */\n',
  ],
  [
    'y is not m',
    '#if IS_ENABLED(CONFIG_A)\n#ifdef CONFIG_OLD\nx\n#endif\ny\n#endif\n',
    '#if IS_ENABLED(CONFIG_A)\n#ifdef CONFIG_A\nx\n#endif\ny\n#endif\n',
    'tristate',
  ],
  [
    'y is enabled',
    '#ifdef CONFIG_A\n#if IS_ENABLED(CONFIG_OLD)\nx\n#endif\ny\n#endif\n',
    '#ifdef CONFIG_A\nx\ny\n#endif\n',
    'tristate',
  ],
  [
    'y or m is enabled',
    '#if IS_ENABLED(CONFIG_A)\n#if defined(CONFIG_OLD) || defined(CONFIG_OLD_MODULE)\nx\n#endif\ny\n#endif\n',
    '#if IS_ENABLED(CONFIG_A)\nx\ny\n#endif\n',
    'tristate',
  ],
  [
    'a file with a macro of that name of its own',
    '#define CONFIG_A 1\n#ifdef CONFIG_A\n#ifdef CONFIG_OLD\nx\n#endif\n#endif\n',
    '#define CONFIG_A 1\n#ifdef CONFIG_A\n#ifdef CONFIG_A\nx\n#endif\n#endif\n',
  ],
];

for (const [name, before, after, type] of CASES) {
  test(`conditions after a replacement: ${name}`, () => {
    assert.equal(fold(before, type), after);
  });
}

test('a file that is only built with the symbol needs no condition', () => {
  assert.equal(fold('#ifdef CONFIG_OLD\nx\n#else\ny\n#endif\n', 'bool', true), 'x\n');
  assert.equal(fold('#ifdef CONFIG_A\nx\n#endif\n', 'bool', true), '#ifdef CONFIG_A\nx\n#endif\n');
});

const atom = fc.constantFrom(
  'defined(CONFIG_A)',
  'defined(CONFIG_OLD)',
  '!defined(CONFIG_OLD)',
  'CONFIG_OLD',
  'IS_ENABLED(CONFIG_OLD)',
  'IS_BUILTIN(CONFIG_A)',
  'IS_MODULE(CONFIG_OLD)',
  'defined(CONFIG_OLD_MODULE)',
  'defined(B)',
  '!defined(B)',
  'CONFIG_OLD > 0',
);
const condition = fc.oneof(
  atom,
  fc.tuple(atom, fc.constantFrom(' && ', ' || '), atom).map((parts) => parts.join('')),
  fc
    .tuple(atom, fc.constantFrom('&&', '||'), atom, fc.constantFrom('&&', '||'), atom)
    .map(([a, o, b, p, c]) => `(${a} ${o} ${b}) ${p} ${c}`),
  fc.tuple(atom, atom, atom).map(([a, b, c]) => `!(${a} && ${b}) || ${c}`),
);
const block = fc.letrec<{ block: string; section: string }>((tie) => ({
  block: fc
    .array(fc.oneof({ depthSize: 'small' }, fc.constantFrom('@\n', '@\n\n'), tie('section')), {
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
  section: fc
    .tuple(condition, tie('block'), fc.option(fc.tuple(condition, tie('block'))), fc.option(tie('block')))
    .map(([first, inner, elif, other]) => {
      const middle = elif ? `#elif ${elif[0]}\n${elif[1]}` : '';
      return `#if ${first}\n${inner}${middle}${other === null ? '' : `#else\n${other}`}#endif\n`;
    }),
})).block;

/** The lines that a preprocessor lets through. */
function preprocess(text: string, macros: MacroKnowledge): string[] {
  const stack: { active: boolean; taken: boolean }[] = [];
  const kept: string[] = [];
  const { directives } = scanConditionals(text);
  let at = 0;
  const emit = (end: number) => {
    if (stack.every(({ active }) => active)) kept.push(...(text.slice(at, end).match(/line_\d+/g) ?? []));
  };
  for (const directive of directives) {
    emit(directive.start);
    at = directive.end;
    const expression = conditionOf(text, directive);
    const value = expression !== undefined && evaluate(expression, macros)?.value !== 0n;
    const top = stack.at(-1);
    if (directive.kind === 'endif') stack.pop();
    else if (directive.kind.startsWith('if')) stack.push({ active: value, taken: value });
    else if (top) {
      top.active = !top.taken && (directive.kind === 'else' || value);
      top.taken ||= top.active;
    }
  }
  emit(text.length);
  return kept;
}

test('the same lines survive for every value of the symbol', () => {
  fc.assert(
    fc.property(
      block,
      fc.constantFrom('bool' as const, 'tristate' as const),
      fc.boolean(),
      (raw, type, isEnabled) => {
        let count = 0;
        const text = raw.replace(/@/g, () => `line_${count++};`);
        const after = fold(text, type, isEnabled);
        const before = text.replaceAll('CONFIG_OLD', 'CONFIG_A');
        for (const value of type === 'bool' ? ['y', 'n'] : ['y', 'm', 'n']) {
          if (isEnabled && value === 'n') continue;
          const facts = makeConfigMacros([configFact(`A=${value}`)]);
          for (const b of [false, true]) {
            const macros: MacroKnowledge = {
              valueOf: (name) =>
                name === 'B' ? (b ? { defined: true, text: '1' } : { defined: false }) : facts.valueOf(name),
            };
            assert.deepEqual(
              preprocess(after, macros),
              preprocess(before, macros),
              `${before}--- A=${value}\n${after}`,
            );
          }
        }
      },
    ),
    { numRuns: 1500 },
  );
});
