import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkMakefile } from '../../src/lang/kbuild/check-makefile.js';
import { parseMakefile } from '../../src/lang/kbuild/parse-makefile.js';
import { foldMakefile } from './kbuild-helpers.js';
import { fc } from './properties.js';

/** A make of its own, small and slow: variables, conditionals and a few functions. */
function evaluate(text: string, configs: Record<string, string>): Map<string, string> {
  const variables = new Map(Object.entries(configs));
  const live: { active: boolean; done: boolean }[] = [];
  for (const raw of text.replace(/\\\n\s*/g, ' ').split('\n')) {
    const line = raw.replace(/#.*/, '').trim();
    const outer = live.slice(0, -1).every((level) => level.active);
    if (line.startsWith('if')) {
      const holds = live.every((level) => level.active) && test(line, variables);
      live.push({ active: holds, done: holds });
    } else if (/^else\b/.test(line)) {
      const level = live.at(-1)!;
      const rest = line.slice(4).trim();
      level.active = outer && !level.done && (rest === '' || test(rest, variables));
      level.done ||= level.active;
    } else if (line === 'endif') {
      live.pop();
    } else if (line !== '' && live.every((level) => level.active)) {
      const [, name = '', operator, value = ''] = /^(.*?)\s*(\+=|:=)\s*(.*)$/.exec(line)!;
      const key = expand(name, variables);
      const old = operator === '+=' ? `${variables.get(key) ?? ''} ` : '';
      variables.set(key, `${old}${expand(value, variables)}`);
    }
  }
  assert.equal(live.length, 0);
  return variables;
}

function test(line: string, variables: Map<string, string>): boolean {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line)!;
  if (word === 'ifdef' || word === 'ifndef')
    return ((variables.get(rest) ?? '') !== '') === (word === 'ifdef');
  let nested = 0;
  let comma = 0;
  for (let i = 1; i < rest.length; i++) {
    if (rest[i] === '(') nested++;
    if (rest[i] === ')') nested--;
    if (rest[i] === ',' && nested === 0) comma = i;
  }
  const left = expand(rest.slice(1, comma), variables);
  const right = expand(rest.slice(comma + 1, -1).trimStart(), variables);
  return (left === right) === (word === 'ifeq');
}

function expand(text: string, variables: Map<string, string>): string {
  const at = text.indexOf('$(');
  if (at < 0) return text;
  let nested = 0;
  let end = at + 1;
  for (; end < text.length; end++) {
    if (text[end] === '(') nested++;
    if (text[end] === ')' && --nested === 0) break;
  }
  const body = text.slice(at + 2, end);
  return text.slice(0, at) + expandBody(body, variables) + expand(text.slice(end + 1), variables);
}

function expandBody(body: string, variables: Map<string, string>): string {
  const call = /^(if|or|and|filter|subst)\s+(.*)$/s.exec(body);
  if (!call) {
    const [name = '', from, to] = expand(body, variables).split(/[:=]/);
    const value = variables.get(name) ?? '';
    return from !== undefined && value === from ? to! : value;
  }
  const args: string[] = [''];
  let nested = 0;
  for (const char of call[2]!) {
    if (char === '(') nested++;
    if (char === ')') nested--;
    if (char === ',' && nested === 0) args.push('');
    else args.push(`${args.pop() ?? ''}${char}`);
  }
  const values = args.map((arg) => expand(arg, variables));
  switch (call[1]) {
    case 'if':
      return values[0]!.trim() !== '' ? values[1]! : (values[2] ?? '');
    case 'or':
      return values.map((value) => value.trim()).find((value) => value !== '') ?? '';
    case 'and':
      return values.some((value) => value.trim() === '') ? '' : values.at(-1)!.trim();
    case 'subst':
      return values[2]!.replaceAll(values[0]!, values[1]!);
    default:
      return words(values[1])
        .filter((word) => words(values[0]).includes(word))
        .join(' ');
  }
}

const words = (text: string | undefined) => (text ?? '').split(/\s+/).filter((word) => word !== '');

/** All objects that Kbuild would link, the members of composites included. */
function listBuilt(variables: Map<string, string>): string[] {
  const built: string[] = [];
  for (const suffix of ['y', 'm']) {
    for (const object of words(variables.get(`obj-${suffix}`))) {
      built.push(`${suffix}:${object}`);
      const stem = object.replace(/\.o$/, '');
      for (const list of ['objs', 'y', 'm']) {
        for (const member of words(variables.get(`${stem}-${list}`))) built.push(`${object}:${member}`);
      }
    }
  }
  return built.sort();
}

const symbol = fc.constantFrom('CONFIG_X', 'CONFIG_X', 'CONFIG_A', 'CONFIG_B');
const reference = symbol.map((name) => `$(${name})`);
const object = fc.constantFrom('a.o', 'b.o', 'mod.o', 'big.o', 'd/');
const suffix = fc.oneof(
  fc.constant('y'),
  reference,
  symbol.map((name) => `$(${name}:m=y)`),
  symbol.map((name) => `$(subst m,y,$(${name}))`),
  fc.tuple(reference, reference).map(([a, b]) => `$(or ${a},${b})`),
  fc.tuple(reference, reference).map(([a, b]) => `$(and ${a},${b})`),
);
const piece = fc.oneof(
  { weight: 4, arbitrary: object },
  fc.tuple(reference, object, object).map(([a, b, c]) => `$(if ${a},${b},${c})`),
  fc.tuple(reference, object).map(([a, b]) => `$(if ${a}, ${b})`),
  fc.tuple(reference, reference, object).map(([a, b, c]) => `$(if $(filter y,${a} ${b}),${c})`),
);
const list = fc.array(piece, { minLength: 1, maxLength: 3 });
const assignment = fc
  .tuple(
    fc.constantFrom('obj', 'obj', 'mod', 'big'),
    suffix,
    fc.constantFrom(' += ', '\t+= '),
    list,
    fc.boolean(),
  )
  .map(([name, end, operator, value, split]) => [
    `${name}-${end}${operator}${value.join(split ? ' \\\n\t\t' : ' ')}`,
  ]);
const comment = fc.constantFrom('# words', '').map((line) => [line]);

const condition = fc.oneof(
  symbol.map((name) => `ifdef ${name}`),
  symbol.map((name) => `ifndef ${name}`),
  fc
    .tuple(fc.constantFrom('ifeq', 'ifneq'), reference, fc.constantFrom('y', 'm', ' y', ''))
    .map(([k, a, v]) => `${k} (${a},${v})`),
  fc
    .tuple(fc.constantFrom('ifeq', 'ifneq'), reference, reference, fc.constantFrom('yy', 'y', '', 'ym'))
    .map(([k, a, b, v]) => `${k} (${a}${b},${v})`),
  fc
    .tuple(fc.constantFrom('ifeq', 'ifneq'), reference, reference)
    .map(([k, a, b]) => `${k} ($(filter y m,${a} ${b}),)`),
  fc.tuple(fc.constantFrom('ifeq', 'ifneq'), reference, reference).map(([k, a, b]) => `${k} (${a},${b})`),
);

const { block } = fc.letrec<{ block: string[]; item: string[]; conditional: string[] }>((tie) => ({
  block: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.flat()),
  item: fc.oneof({ depthSize: 'small' }, assignment, comment, tie('conditional')),
  conditional: fc
    .tuple(
      fc.array(fc.tuple(condition, tie('block')), { minLength: 1, maxLength: 3 }),
      fc.option(tie('block'), { nil: null }),
      fc.constantFrom('', '  '),
    )
    .map(([rungs, otherwise, indent]) => [
      ...rungs.flatMap(([test, body], i) => [
        `${i === 0 ? '' : 'else '}${test}`,
        ...body.map((line) => shift(line, indent)),
      ]),
      ...(otherwise ? ['else', ...otherwise.map((line) => shift(line, indent))] : []),
      'endif',
    ]),
}));
const shift = (line: string, indent: string) => (line === '' ? '' : indent + line);
const makefile = block.map((all) => all.map((line) => `${line}\n`).join(''));
const value = fc.constantFrom('y', 'm', 'n');

describe('kbuild: meaning', () => {
  it('builds the same objects for every value of the other symbols', () => {
    fc.assert(
      fc.property(makefile, value, fc.boolean(), (text, x, cascade) => {
        const folded = foldMakefile(text, [`X=${x}`], { cascade });
        for (const a of ['y', 'm', '']) {
          for (const b of ['y', 'm', '']) {
            const others: Record<string, string> = { CONFIG_A: a, CONFIG_B: b };
            const before = evaluate(text, { ...others, CONFIG_X: x === 'n' ? '' : x });
            const after = evaluate(folded.text, others);
            if (folded.leftovers.some(({ code }) => code === 'unhandled-in-makefile')) continue;
            assert.deepEqual(listBuilt(after), listBuilt(before));
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('stays balanced, says what it left, and changes nothing the second time', () => {
    fc.assert(
      fc.property(makefile, value, (text, x) => {
        const once = foldMakefile(text, [`X=${x}`]);
        assert.deepEqual(checkMakefile(text, once.text), []);
        assert.equal(
          once.text.includes('CONFIG_X'),
          once.codes.some((code) => code === 'unhandled-in-makefile'),
        );
        assert.equal(foldMakefile(once.text, [`X=${x}`]).text, once.text);
        assert.equal(foldMakefile(text, ['Z=y']).text, text);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any text', () => {
    const bits = fc.constantFrom(
      'ifdef CONFIG_X',
      'else',
      'endif',
      'else ifeq (',
      '$(',
      '${',
      ')',
      '}',
      ',',
      'CONFIG_X',
      '$(CONFIG_X)',
      '\\\n',
      '\n',
      '\t',
      ' ',
      '#',
      ':',
      '=',
      '+=',
      'define ',
      'endef',
      'obj-$(CONFIG_X)',
      '"',
      '$(if ',
      '$(subst y,',
      '\r\n',
      'a.o',
      '$$',
      'ifeq "$(CONFIG_X)" "y"',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), value, (parts, x) => {
        const text = parts.join('');
        const { statements } = parseMakefile(text);
        assert.equal(statements.map(({ start, end }) => text.slice(start, end)).join(''), text);
        foldMakefile(text, [`X=${x}`]);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes deep nesting and long lines without recursion or delay', () => {
    const depth = 20_000;
    const deep = `${'ifdef CONFIG_X\n'.repeat(depth)}v := 1\n${'endif\n'.repeat(depth)}`;
    assert.equal(foldMakefile(deep, ['X=y']).text, 'v := 1\n');
    assert.equal(foldMakefile(deep, ['X=n']).text, '');
    const open = `${'ifdef A\n'.repeat(depth)}obj-$(CONFIG_X) += a.o\n${'endif\n'.repeat(depth)}`;
    assert.equal(foldMakefile(open, ['X=n']).text, '');
    const references = `v := ${'$('.repeat(depth)}CONFIG_X${')'.repeat(depth)}\n`;
    assert.equal(foldMakefile(references, ['X=y']).text, references);
    const unclosed = `v := ${'$(if '.repeat(depth)}$(CONFIG_X)\n`;
    assert.equal(foldMakefile(unclosed, ['X=y']).text, unclosed);
  });
});
