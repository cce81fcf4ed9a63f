import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lex } from '../../src/lang/c/syntax/lex.js';
import { maskItem } from '../../src/lang/c/syntax/mask.js';
import { makeOutline } from '../../src/lang/c/syntax/outline.js';
import { parseRange } from '../../src/lang/c/syntax/parser.js';
import { fieldOf, walkNodes } from '../../src/lang/c/syntax/syntax-node.js';
import { findOwners } from '../../src/lang/c/types/find-owners.js';
import { mergeTerms } from '../../src/lang/c/types/merge-terms.js';
import { readTypes } from '../../src/lang/c/types/read-types.js';
import { endsOfTerm, recordOf, reduceTerm } from '../../src/lang/c/types/reduce-term.js';
import { termOfExpression } from '../../src/lang/c/types/term-of-expression.js';
import type { Term } from '../../src/lang/c/types/term.js';
import { makeTypeKnowledge } from '../../src/lang/c/types/type-knowledge.js';

/** The struct of each `.m` and `->m` in a text, in order; `?` where it isn't known. Headers answer what it asks. */
function ownersOfM(text: string, ...headers: string[]): string[] {
  const terms = new Map<string, Term | null>();
  let found: string[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const types = makeTypeKnowledge(text, { terms, owners: new Map() });
    found = [];
    const outline = makeOutline(text);
    for (const item of outline.items) {
      if (item.kind !== 'function') continue;
      const { root } = parseRange(maskItem(outline.tokens, item));
      assert.ok(root, 'the test parses');
      walkNodes(root, (node) => {
        const field = node.type === 'field_expression' ? fieldOf(node, 'field') : undefined;
        if (!field || text.slice(field.start, field.end) !== 'm') return undefined;
        const scope = {
          text,
          start: 0,
          lookUp: () => undefined,
          typeOf: () => undefined,
          locals: types.locals,
        };
        const term = termOfExpression(scope, fieldOf(node, 'argument')!);
        const reduce = (part: Term) => reduceTerm(part, types.lookUp);
        found.push(recordOf(reduce(term), reduce)?.key ?? '?');
        return undefined;
      });
    }
    if (!types.isWaiting()) return found;
    for (const question of types.questions) {
      const answers = headers.flatMap((header) => readTypes(header, [question]).terms.get(question) ?? []);
      if (!terms.has(question)) terms.set(question, answers.length > 0 ? answers.reduce(mergeTerms) : null);
    }
  }
  return found;
}

test('parameters, locals and file-scope objects', () => {
  const text = `
struct s { int m; };
struct t { int m; };
static struct t global, *pointer, array[4];
static int f(const struct s *p, struct t q, struct s **pp)
{
	struct s local, *other = p;
	struct t p2[2];

	if (p->m) {
		struct t *p = pointer;
		return p->m;
	}
	return p->m + q.m + (*pp)->m + local.m + other->m + p2[1].m + global.m + pointer->m + array[0].m + (&q)->m;
}
`;
  const s = 'struct s';
  const t = 'struct t';
  assert.deepEqual(ownersOfM(text), [s, t, s, t, s, s, s, t, t, t, t, t]);
});

test('chains, typedefs, functions and macros of headers', () => {
  const header = `
typedef struct { int m; } plain_t;
typedef struct s s_t, *s_ptr;
struct inner { s_t *link; union { plain_t plain; struct u *deep; }; };
struct outer { struct inner in; struct inner *table[3]; s_ptr (*get)(int); };
struct s *find_s(struct outer *o);
struct u *find_u(int a);
#define to_s(d) container_of(d, struct s, dev)
#define to_any(d, type) container_of(d, type, dev)
#define current_s (this_cpu_ptr(&all)->link)
#define first_of(o) ((o)->in.link)
DECLARE_PER_CPU(struct inner, all);
`;
  const text = `
static int f(struct outer *o, plain_t x, struct dev *d)
{
	return o->in.link->m + o->table[1]->deep->m + o->in.plain.m + o->get(1)->m + x.m + find_s(o)->m +
	       to_s(d)->m + to_any(d, struct u)->m + current_s->m + first_of(o)->m + ((struct w *)d)->m +
	       (x.m ? o->in.link : NULL)->m + ({ struct z *z = d; z; })->m + container_of(d, struct v, dev)->m +
	       nobody_knows(d)->m;
}
`;
  const s = 'struct s';
  assert.deepEqual(ownersOfM(text, header), [
    ...[s, 'struct u', 'plain_t', s, 'plain_t', s, s, 'struct u', s, s, 'struct w'],
    // The walk meets the outer expression first.
    ...[s, 'plain_t', 'struct z', 'struct v', '?'],
  ]);
});

test('a name in capitals before a declared name alone is its type', () => {
  const text = `
struct s { LONG m; LONG n, *k; ATTRIBUTE int a; ATTRIBUTE t b; LONG __attr c; };
struct w { int LONG; };
`;
  const owners = (name: string) => findOwners(lex(text), name);
  for (const name of ['m', 'n', 'k', 'a', 'b', 'c']) assert.deepEqual(owners(name), ['struct s'], name);
  assert.deepEqual(owners('LONG'), ['struct w']);
});

test('definitions of several architectures', () => {
  const a = 'struct a { struct s *p; int x; };\n#define get_a() (the_a)\nextern struct a *the_a;';
  const b =
    'struct a { struct s *p; long y; struct t *q; };\nstatic inline struct a *get_a(void) { return 0; }';
  const text = 'int f(void) { return get_a()->p->m + get_a()->q->m; }';
  assert.deepEqual(ownersOfM(text, a, b), ['struct s', 'struct t']);
  const c = 'struct a { struct u *p; };';
  assert.deepEqual(ownersOfM(text, a, b, c), ['?', 'struct t']);
});

test('owners of a member', () => {
  const text = `
struct s { int m; };
union u { struct { int m:3; }; int n; };
typedef struct { void (*m)(int m); } t;
struct v { struct { int m; } inner; enum { A } e; };
int m;
void f(int m) { struct w { int *m, k; }; m = 1; x->m = 2; }
#define READ(m) (*(m))
`;
  assert.deepEqual(findOwners(lex(text), 'm'), ['(unnamed) inner', 'struct s', 'struct w', 't', 'union u']);
  assert.deepEqual(findOwners(lex('#define FIELDS int m; int n;'), 'm'), ['(macro)']);
});

test('operators have the type of their operands', () => {
  const text = `
struct s { int m; };
struct t { int m; };
static int f(struct s *p, struct t *q, struct s *(*get[2])(int), struct s *(*(*next)(void))(void), int n)
{
	return (p = g())->m + (n++, q)->m + p++->m + (--q)->m + (p + n)->m + (n + q)->m + (p ?: g())->m +
	       (n ? (q = g(), q) : q)->m + ({ g(); p; })->m + get[1](n)->m + next()()->m + (n * 2)->m +
	       ((struct t **)p)[0]->m + (&(struct s){ n })->m + (g)(n)->m;
}
`;
  const s = 'struct s';
  const t = 'struct t';
  assert.deepEqual(ownersOfM(text), [s, t, s, t, s, t, s, t, s, s, s, '?', t, s, '?']);
});

test('the names that an expression may end in', () => {
  const answers = new Map<string, Term>([
    ['name helper', { kind: 'function', returns: { kind: 'unknown' } }],
    [
      'name pick',
      macroOf('a', {
        kind: 'either',
        terms: [{ kind: 'parameter', index: 0, isType: false }, memberOf('own')],
      }),
    ],
    ['name here', { kind: 'macro', parameters: null, body: memberOf('current') }],
  ]);
  const lookUp = (question: string) => answers.get(question) ?? null;
  const name = (text: string): Term => ({ kind: 'name', name: text });
  const call = (callee: Term, ...values: Term[]): Term => ({
    kind: 'call',
    callee,
    arguments: values.map((value) => ({ value, type: null })),
  });
  const cases: readonly (readonly [Term, readonly string[] | null])[] = [
    [name('p'), ['p']],
    [name('here'), ['current']],
    [memberOf('link'), ['link']],
    [{ kind: 'target', of: { kind: 'pointer', to: memberOf('table') } }, ['table']],
    [{ kind: 'either', terms: [name('p'), { kind: 'scalar' }, memberOf('link')] }, ['p', 'link']],
    [{ kind: 'either', terms: [name('p'), { kind: 'unknown' }] }, null],
    [call(name('helper')), ['helper']],
    [call(name('nobody')), null],
    [call(memberOf('get')), null],
    [call(name('pick'), call(name('helper'))), ['helper', 'own']],
    [call(name('pick')), null],
    [{ kind: 'scalar' }, null],
  ];
  for (const [term, ends] of cases) assert.deepEqual(endsOfTerm(term, lookUp), ends, JSON.stringify(term));
  let deep: Term = name('p');
  for (let i = 0; i < 100; i++) deep = { kind: 'target', of: deep };
  assert.equal(endsOfTerm(deep, lookUp), null);
  assert.equal(reduceTerm(deep, lookUp), null);
});

const memberOf = (name: string): Term => ({ kind: 'member', of: { kind: 'unknown' }, name });
const macroOf = (parameter: string, body: Term): Term => ({ kind: 'macro', parameters: [parameter], body });
