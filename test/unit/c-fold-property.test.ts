import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lex, TokenKind, tokenText } from '../../src/lang/c/syntax/lex.js';
import { config, foldBody } from './c-fold-helper.js';
import { fc } from './properties.js';

/** An expression that means the same in C and in JavaScript, but for the type of a truth value. */
const expression = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('a', 'b', 'c', '0', '1', '2', 'IS_ENABLED(CONFIG_X)', 'IS_ENABLED(CONFIG_Y)'),
    fc
      .tuple(tie('node'), fc.constantFrom('&&', '||', '==', '!=', '<', '+', '-', '*', '|', '&'), tie('node'))
      .map(([l, op, r]) => `(${l}) ${op} (${r})`),
    tie('node').map((n) => `!(${n})`),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([c, t, e]) => `(${c}) ? (${t}) : (${e})`),
  ),
})).node;

/** C's value of the text: JavaScript's, every logical result made 0 or 1. */
function evaluate(text: string, x: number, a: number, b: number, c: number): number {
  const names = { a, b, c, CONFIG_X: x, CONFIG_Y: 1 };
  return evaluateC(
    text
      .replace(/IS_ENABLED\((\w+)\)/g, '$1')
      .replace(/\btrue\b/g, '1')
      .replace(/\bfalse\b/g, '0'),
    names,
  );
}

/** A small evaluator with C's precedence: each level is a regular expression's worth of binary operators. */
function evaluateC(text: string, names: Readonly<Record<string, number>>): number {
  const words = text.match(/[A-Za-z_]\w*|\d+|&&|\|\||==|!=|[-+*/!<|&?:()]/g) ?? [];
  let at = 0;
  const levels = [['||'], ['&&'], ['|'], ['&'], ['==', '!='], ['<'], ['+', '-'], ['*']];
  const apply: Record<string, (l: number, r: number) => number> = {
    '||': (l, r) => Number(l !== 0 || r !== 0),
    '&&': (l, r) => Number(l !== 0 && r !== 0),
    '|': (l, r) => l | r,
    '&': (l, r) => l & r,
    '==': (l, r) => Number(l === r),
    '!=': (l, r) => Number(l !== r),
    '<': (l, r) => Number(l < r),
    '+': (l, r) => (l + r) | 0,
    '-': (l, r) => (l - r) | 0,
    '*': (l, r) => Math.imul(l, r),
  };
  const unary = (): number => {
    const word = words[at++];
    if (word === '!') return Number(unary() === 0);
    if (word === '-') return -unary();
    if (word === '(') {
      const value = conditional();
      assert.equal(words[at++], ')');
      return value;
    }
    return /^\d/.test(word!) ? Number(word) : names[word!]!;
  };
  const binary = (level: number): number => {
    if (level === levels.length) return unary();
    let left = binary(level + 1);
    while (levels[level]!.includes(words[at] ?? '')) left = apply[words[at++]!]!(left, binary(level + 1));
    return left;
  };
  const conditional = (): number => {
    const test = binary(0);
    if (words[at] !== '?') return test;
    at++;
    const yes = conditional();
    assert.equal(words[at++], ':');
    const no = conditional();
    return test !== 0 ? yes : no;
  };
  const value = conditional();
  assert.equal(at, words.length, text);
  return value;
}

const small = fc.integer({ min: -2, max: 3 });

void describe('laws of folding', () => {
  void it('a folded value is the value', () => {
    fc.assert(
      fc.property(expression, fc.boolean(), small, small, small, (text, isOn, a, b, c) => {
        const body = `\tr = ${text};\n`;
        const folded = foldBody(body, [config('X', isOn ? 'y' : 'n')]).text;
        const result = /^\tr = (.*);\n$/s.exec(folded)?.[1];
        assert.ok(result !== undefined, folded);
        assert.equal(
          evaluate(result, Number(isOn), a, b, c),
          evaluate(text, Number(isOn), a, b, c),
          `${text} => ${result}`,
        );
        assert.doesNotMatch(result, /CONFIG_X/);
      }),
      { numRuns: 600 },
    );
  });

  void it('a folded condition has the same truth', () => {
    fc.assert(
      fc.property(expression, fc.boolean(), small, small, small, (text, isOn, a, b, c) => {
        const folded = foldBody(`\tif (${text})\n\t\tyes();\n\telse\n\t\tno();\n`, [
          config('X', isOn ? 'y' : 'n'),
        ]).text;
        const expected = evaluate(text, Number(isOn), a, b, c) !== 0;
        const kept = /^\t(yes|no)\(\);\n$/.exec(folded)?.[1];
        if (kept) assert.equal(kept === 'yes', expected, `${text} => ${folded}`);
        else {
          const condition = /^\tif \((.*)\)\n\t\tyes\(\);\n\telse\n\t\tno\(\);\n$/s.exec(folded)?.[1];
          assert.ok(condition !== undefined, folded);
          assert.equal(evaluate(condition, Number(isOn), a, b, c) !== 0, expected, `${text} => ${condition}`);
        }
      }),
      { numRuns: 600 },
    );
  });
});

/** Statements whose calls are numbered, so that what runs can be read off in order. */
const statement = fc.letrec<{ node: string[] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<string[]>(['go();'], ['go(1,', '   2);'], ['/* note */', 'go();'], ['{', '}']),
    fc.array(tie('node'), { maxLength: 3 }).map((parts) => ['{', ...parts.flat().map(indent), '}']),
    fc
      .tuple(
        fc.constantFrom(
          'IS_ENABLED(CONFIG_X)',
          '!IS_ENABLED(CONFIG_X)',
          'ask',
          'ask && IS_ENABLED(CONFIG_X)',
        ),
        fc.array(tie('node'), { maxLength: 2 }),
        fc.option(fc.array(tie('node'), { maxLength: 2 })),
      )
      .map(([test, yes, no]) => [
        `if (${test}) {`,
        ...yes.flat().map(indent),
        ...(no ? ['} else {', ...no.flat().map(indent)] : []),
        '}',
      ]),
    fc
      .tuple(fc.constantFrom('IS_ENABLED(CONFIG_X)', 'ask'), tie('node'), tie('node'))
      .map(([test, yes, no]) => [
        `if (${test}) {`,
        ...yes.map(indent),
        `} else if (IS_ENABLED(CONFIG_X)) {`,
        ...no.map(indent),
        '}',
      ]),
    tie('node').map((body) => ['while (ask) {', ...body.map(indent), '}']),
  ),
})).node;

function indent(line: string): string {
  return `\t${line}`;
}

/** Runs a text of go(), if, else and while, and lists the arguments of each go(): a reader of its own. */
function run(text: string, x: boolean, ask: boolean): string[] {
  const tokens = lex(text);
  const words: string[] = [];
  for (let i = 0; i < tokens.count; i++)
    if (tokens.kind[i] !== TokenKind.Comment) words.push(tokenText(tokens, i));
  const trace: string[] = [];
  let at = 0;
  const group = (): string => {
    let depth = 0;
    const start = at;
    do {
      if (words[at] === '(') depth++;
      if (words[at] === ')') depth--;
      at++;
    } while (depth > 0);
    return words.slice(start + 1, at - 1).join('');
  };
  const isTrue = (test: string): boolean =>
    test.split('&&').every((part) => {
      const value = part.includes('CONFIG_X') ? x : ask;
      return part.startsWith('!') ? !value : value;
    });
  const one = (live: boolean): void => {
    const word = words[at++];
    if (word === '{') {
      while (words[at] !== '}') one(live);
      at++;
    } else if (word === 'if') {
      const test = isTrue(group());
      one(live && test);
      if (words[at] === 'else') {
        at++;
        one(live && !test);
      }
    } else if (word === 'while') {
      const test = isTrue(group());
      if (live && test) trace.push('loop');
      one(live && test);
    } else if (word === 'go') {
      const args = group();
      if (live) trace.push(args);
      at++;
    } else assert.equal(word, ';');
  };
  while (at < words.length) one(true);
  return trace;
}

void describe('laws of splicing', () => {
  void it('runs the same calls in the same order', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), fc.boolean(), (parts, x) => {
        const numbered = parts.flat().map((line, i) => line.replace('go(', `go(${i}, `).replace(', )', ')'));
        const body = numbered.map((line) => `\t${line}\n`).join('');
        const { text } = foldBody(body, [config('X', x ? 'y' : 'n')]);
        for (const ask of [true, false]) {
          assert.deepEqual(
            run(text, x, ask).filter(isCall),
            run(body, x, ask).filter(isCall),
            `${body}=>\n${text}`,
          );
        }
        assert.doesNotMatch(text, /CONFIG_X/);
        assert.doesNotMatch(text, / \n|\t\n/);
      }),
      { numRuns: 600 },
    );
  });

  void it('finds nothing more on a second run', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), fc.boolean(), (parts, x) => {
        const body = parts
          .flat()
          .map((line) => `\t${line}\n`)
          .join('');
        const facts = [config('X', x ? 'y' : 'n')];
        const once = foldBody(body, facts).text;
        assert.equal(foldBody(once, facts).text, once);
      }),
      { numRuns: 200 },
    );
  });
});

function isCall(entry: string): boolean {
  return entry !== 'loop';
}
