import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { scanConditionals } from '../../src/lang/c/cpp/conditional-file.js';
import { conditionOf } from '../../src/lang/c/cpp/conditions.js';
import { makeConfigMacros } from '../../src/lang/c/cpp/config-macros.js';
import { evaluate, type MacroKnowledge } from '../../src/lang/c/cpp/evaluate.js';
import { configFact, resolveText } from './cpp-support.js';
import { fc } from './properties.js';

/** A random text of nested conditionals over A, B, C and CONFIG_X, each content line a name of its own. */
const term = fc.constantFrom(
  'defined(A)',
  'defined B',
  '!defined(C)',
  'A',
  'B > 1',
  'defined(CONFIG_X)',
  '!defined(CONFIG_X)',
  'defined(CONFIG_X_MODULE)',
  'CONFIG_X',
);
const condition = fc.oneof(
  term,
  fc
    .tuple(term, fc.constantFrom(' && ', ' || ', ' || \\\n    ', ' \\\n  && ', '&&'), term)
    .map((parts) => parts.join('')),
  fc
    .tuple(term, fc.constantFrom('&&', '||'), term, fc.constantFrom('&&', '||'), term)
    .map(([a, o, b, p, c]) => `(${a} ${o} ${b}) ${p} ${c}`),
  fc.tuple(term, term, term).map(([a, b, c]) => `!(${a} && ${b}) || \\\n\t${c}`),
);
const name = fc.constantFrom('A', 'B', 'C', 'CONFIG_X');
const opening = fc.oneof(
  condition.map((c) => `#if ${c}`),
  name.map((n) => `#ifdef ${n}`),
  name.map((n) => `# ifndef ${n}`),
);
const ending = fc.constantFrom(
  '#endif',
  '#endif /* CONFIG_X || A */',
  '#endif\t// A',
  '# endif /* !CONFIG_X */',
);

const conditionals = fc.letrec<{ block: string; section: string }>((tie) => ({
  block: fc
    .array(fc.oneof({ depthSize: 'small' }, fc.constantFrom('@\n', '@\n\n', '\t@\n'), tie('section')), {
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
  section: fc
    .tuple(
      opening,
      tie('block'),
      fc.array(fc.tuple(condition, tie('block')), { maxLength: 2 }),
      fc.option(tie('block'), { nil: undefined }),
      ending,
    )
    .map(([open, first, chain, last, close]) => {
      const elifs = chain.map(([c, block]) => `#elif ${c}\n${block}`).join('');
      const other = last === undefined ? '' : `#else /* CONFIG_X */\n${last}`;
      return `${open}\n${first}${elifs}${other}${close}\n`;
    }),
})).block;

/** Gives each content line a name of its own. */
function number(text: string): string {
  let count = 0;
  return text.replace(/@/g, () => `line_${count++};`);
}

function makeMacros(numbers: readonly number[], x: string): MacroKnowledge {
  const facts = makeConfigMacros([configFact(`X=${x}`)]);
  return {
    valueOf: (macro) => {
      const value = numbers['ABC'.indexOf(macro)];
      if (value === undefined) return facts.valueOf(macro);
      return value < 0 ? { defined: false } : { defined: true, text: String(value) };
    },
  };
}

/** The lines that a preprocessor lets through: a plain reading of the standard, a stack and nothing else. */
function preprocess(text: string, macros: MacroKnowledge): string[] {
  const kept: string[] = [];
  const stack: { active: boolean; taken: boolean }[] = [];
  const { directives } = scanConditionals(text);
  let at = 0;
  const emit = (end: number) => {
    const isActive = stack.every(({ active }) => active);
    if (isActive)
      kept.push(
        ...text
          .slice(at, end)
          .split('\n')
          .filter((line) => line.trim() !== ''),
      );
  };
  for (const directive of directives) {
    emit(directive.start);
    at = directive.end;
    const expression = conditionOf(text, directive);
    const value = expression && evaluate(expression, macros)?.value !== 0n;
    const top = stack.at(-1);
    if (directive.kind === 'endif') stack.pop();
    else if (directive.kind.startsWith('if')) stack.push({ active: value === true, taken: value === true });
    else if (top) {
      top.active = !top.taken && (directive.kind === 'else' || value === true);
      top.taken ||= top.active;
    }
  }
  emit(text.length);
  return kept;
}

const ASSIGNMENTS = [-1, 0, 2].flatMap((a) =>
  [-1, 0, 1].flatMap((b) => [-1, 1].map((c) => [a, b, c] as const)),
);
const values = fc.constantFrom('y', 'n', 'm');

test('for every value of the other macros, the same lines survive before and after', () => {
  fc.assert(
    fc.property(conditionals, values, fc.boolean(), (raw, x, prune) => {
      const text = number(raw);
      const after = resolveText(text, `X=${x}`, { prune }).text;
      for (const numbers of ASSIGNMENTS) {
        const macros = makeMacros(numbers, x);
        assert.deepEqual(preprocess(after, macros), preprocess(text, macros), `${text}--- X=${x}\n${after}`);
      }
    }),
    { numRuns: 600 },
  );
});

test('the result is balanced, mentions the macro in no condition, and is stable', () => {
  fc.assert(
    fc.property(conditionals, values, (raw, x) => {
      const text = number(raw);
      const first = resolveText(text, `X=${x}`, { prune: true });
      const { tree, directives } = scanConditionals(first.text);
      assert.deepEqual(tree.defects, []);
      for (const { body, kind } of directives) {
        if (kind !== 'endif' && kind !== 'else') {
          assert.doesNotMatch(first.text.slice(body.start, body.end), /CONFIG_X/);
        }
      }
      const second = resolveText(first.text, `X=${x}`, { prune: true });
      assert.equal(second.text, first.text);
      assert.deepEqual([second.removals, second.replacements], [[], []]);
    }),
    { numRuns: 600 },
  );
});

test('removals and replacements do not cut each other, and what lies outside is untouched', () => {
  fc.assert(
    fc.property(conditionals, values, (raw, x) => {
      const text = number(raw);
      const { removals, replacements, dead } = resolveText(text, `X=${x}`);
      for (const edit of replacements) {
        for (const { start, end } of removals) assert.ok(edit.end <= start || end <= edit.start);
      }
      dead.forEach((span, i) => assert.ok(i === 0 || dead[i - 1]!.end < span.start));
      // The rest of the file decides nothing: text before and after gives the same edits, moved.
      const moved = resolveText(`int before;\n\n${text}\nint after;\n`, `X=${x}`);
      assert.deepEqual(
        moved.replacements.map(({ start, text: spelled }) => [start - 13, spelled]),
        replacements.map(({ start, text: spelled }) => [start, spelled]),
      );
    }),
    { numRuns: 300 },
  );
});

const hasCpp = spawnSync('cpp', ['--version']).status === 0;

test('the real preprocessor agrees', { skip: !hasCpp }, () => {
  const run = (text: string, [a, b, c]: readonly number[], x: string) => {
    const define = (macro: string, value: number) => (value < 0 ? [] : [`-D${macro}=${value}`]);
    const known = x === 'y' ? ['-DCONFIG_X=1'] : x === 'm' ? ['-DCONFIG_X_MODULE=1'] : [];
    const options = [
      '-P',
      '-undef',
      '-w',
      ...define('A', a!),
      ...define('B', b!),
      ...define('C', c!),
      ...known,
    ];
    return execFileSync('cpp', options, { input: text, encoding: 'latin1' }).split(/\s+/);
  };
  const samples = fc.sample(fc.tuple(conditionals, values, fc.constantFrom(...ASSIGNMENTS)), {
    numRuns: 50,
    seed: 7,
  });
  for (const [raw, x, numbers] of samples) {
    const text = number(raw);
    const after = resolveText(text, `X=${x}`, { prune: true }).text;
    assert.deepEqual(run(after, numbers, x), run(text, numbers, x), `${text}--- X=${x}\n${after}`);
    const own = preprocess(text, makeMacros(numbers, x)).map((line) => line.trim());
    assert.deepEqual(
      run(text, numbers, x).filter((word) => word !== ''),
      own,
    );
  }
});

test('quotes and comments are read as the real preprocessor reads them', { skip: !hasCpp }, () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    '/*',
    '*/',
    '//',
    '\n',
    '\n',
    ' ',
    'a',
    '\\\n',
    '\\',
    '\n#ifdef A\n',
    '\n#else\n',
    '\n#endif\n',
    '\n#error x',
  );
  // Text that no group takes, so that cpp has nothing to complain of but the pairing.
  const texts = fc.sample(fc.array(piece, { minLength: 5, maxLength: 25 }), { numRuns: 60, seed: 11 });
  for (const pieces of texts) {
    const text = `#if 0\n${pieces.join('')}\n`;
    const { status, stderr } = spawnSync('cpp', ['-P', '-undef', '-w', '-x', 'assembler-with-cpp'], {
      input: text,
      encoding: 'latin1',
    });
    // Past the end of a pairing group text is live, and #error counts; only the pairing is compared.
    if (/#error|unterminated comment/.test(stderr)) continue;
    assert.equal(scanConditionals(text).tree.defects.length > 0, status !== 0, JSON.stringify(text) + stderr);
  }
});
