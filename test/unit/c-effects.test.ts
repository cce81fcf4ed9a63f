import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEffects } from '../../src/lang/c/fold/part-effects.js';
import { makeKnowledge } from '../../src/lang/c/fold/knowledge.js';
import { lex } from '../../src/lang/c/syntax/lex.js';

test('effects of an argument, by its tokens', () => {
  const knowledge = makeKnowledge('a.c', [], { pureNames: ['vouched'] });
  const cases: readonly (readonly [string, readonly string[] | null])[] = [
    ['a + b[1] * p->x', []],
    ['f(a, g(b))', ['f', 'g']],
    ['vouched(a)', []],
    ['sizeof(f(a))', []],
    ['offsetof(struct s, m)', []],
    ['a = 1', null],
    ['i++', null],
    ['({ go(); a; })', null],
    ['p->f(a)', null],
    ['s.f(a)', null],
    ['table[1](b)', null],
    ['(*f)(a)', null],
    ['(f)(a)', null],
    ['(u32)(a)', []],
    ['(struct s *)(a)', []],
    ['(const char *)(f(a))', ['f']],
    ['(my_t)(a)', []],
    ['find(a)(b)', null],
    ['f((u8)(a), (b))', ['f']],
    ['&(struct s){ .a = 1, .b = f(c) }', ['f']],
    ['(struct s){ a = 1 }', null],
    ['asm("nop")', null],
    ['a ## b', null],
  ];
  for (const [text, callees] of cases) {
    const tokens = lex(text);
    assert.deepEqual(findEffects(tokens, { first: 0, end: tokens.count }, knowledge), callees, text);
  }
  const cut = lex('a +\n#ifdef B\nb\n#endif\n');
  assert.equal(findEffects(cut, { first: 0, end: cut.count }, knowledge), null);
});
