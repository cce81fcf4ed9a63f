import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../../src/lang/facts.js';
import { proveC } from '../../src/proof/c/prove-c.js';
import { declaresMember, readObjects, readStructs } from '../../src/proof/c/read-structs.js';
import type { ProofTask } from '../../src/proof/proof-task.js';
import { watchSampling } from '../../src/proof/sampling.js';
import { editsOf } from '../proof/mutants.js';

const gone = (name: string): Fact => ({ kind: 'unused', what: 'function', name });
const value = (name: string, text: string | null): Fact => ({
  kind: 'value',
  what: 'function',
  name,
  value: text,
  evaluatesArguments: true,
  goes: true,
});
const constant = (name: string, text: string | null, more: object = {}): Fact => ({
  kind: 'value',
  what: 'function',
  name,
  value: text,
  evaluatesArguments: true,
  ...more,
});
const member = (name: string, of: string, more: object = {}): Fact => ({
  kind: 'member',
  name,
  of,
  value: 'NULL',
  returns: null,
  ...more,
});

const LEVEL: Fact = { kind: 'parameter', name: 'n', of: 'read', index: 1, count: 2, value: null };

const parameter = (name: string, of: string, index: number, count: number): Fact => ({
  kind: 'parameter',
  name,
  of,
  value: null,
  index,
  count,
});

/** The laws that a change of one file breaks; `//!` marks a line of the old text that is left to a person. */
function prove(
  facts: readonly Fact[],
  before: string,
  after: string,
  more: Partial<ProofTask> = {},
): string[] {
  const leftovers = [...before.matchAll(/\/\/!/g)].map(({ index }) => index);
  const task = {
    path: 'a.c',
    kind: 'c',
    before,
    after,
    edits: editsOf(before, after),
    facts,
    leftovers,
    open: [],
    ...more,
  };
  return proveC(task).map(({ law }) => law);
}

/** The condition takes two lines. */
const CONDITION = 'void f(int n)\n{\n\tif (look(n) &&\n\t    level() && level())\n\t\tput(level());\n}\n';

const RIGHT: readonly [
  name: string,
  facts: readonly Fact[],
  before: string,
  after: string,
  more?: Partial<ProofTask>,
][] = [
  [
    'a function that became constant stays, without its calls',
    [constant('set_up', null, { path: 'a.c' })],
    'static void set_up(int n)\n{\n}\n\nvoid f(void)\n{\n\tset_up(1);\n\tgo();\n}\n',
    'static void set_up(int n)\n{\n}\n\nvoid f(void)\n{\n\tgo();\n}\n',
  ],
  [
    'a macro that takes another over stays, without its uses',
    [constant('set_up', null, { what: 'macro', path: 'a.c' })],
    '#undef set_up\n#define set_up(n) do { } while (0)\nvoid f(void)\n{\n\tset_up(1);\n\tgo();\n}\n',
    '#undef set_up\n#define set_up(n) do { } while (0)\nvoid f(void)\n{\n\tgo();\n}\n',
  ],
  [
    'a function that a macro makes calls another without its argument',
    [LEVEL],
    '#define GET(name) \\\nstatic int get_ ## name(int n) \\\n{ \\\n\tint r = read(#name, n); \\\n\tif (r < 0) \\\n\t\treturn r; \\\n\treturn 1; \\\n}\n',
    '#define GET(name) \\\nstatic int get_ ## name(int n) \\\n{ \\\n\tint r = read(#name); \\\n\tif (r < 0) \\\n\t\treturn r; \\\n\treturn 1; \\\n}\n',
  ],
  [
    'a local goes that hid another one',
    [value('find', '-1')],
    'int f(int n)\n{\n\tint mode = look(n);\n\tint pin;\n\n\tpin = find(n);\n\tif (pin < 0)\n\t\treturn -1;\n\tif (n) {\n\t\tint mode = peek(n);\n\n\t\tput(mode);\n\t}\n\treturn mode;\n}\n',
    'int f(int n)\n{\n\tlook(n);\n\treturn -1;\n}\n',
  ],
  [
    'the last statement of a switch goes, and a break stands in its place',
    [value('tell', null)],
    'void f(int n)\n{\n\tswitch (n) {\n\tcase 1:\n\t\tgo();\n\t\tbreak;\n\tdefault:\n\t\ttell(n);\n\t}\n}\n',
    'void f(int n)\n{\n\tswitch (n) {\n\tcase 1:\n\t\tgo();\n\t\tbreak;\n\tdefault:\n\t\tbreak;\n\t}\n}\n',
  ],
  [
    'a macro without a semicolon, between which and a #define something goes',
    [{ kind: 'unused', what: 'type', name: 's', spelled: 'struct s' }],
    'DECLARE_AVERAGE(level, 10)\n\nstruct s {\n\tint a;\n};\n\n#define LEAST 4\n',
    'DECLARE_AVERAGE(level, 10)\n\n#define LEAST 4\n',
  ],
  [
    'a prototype with an attribute before a name that begins like one',
    [gone('__put_all')],
    'int __must_check __put_all(struct s *s);\nint __must_check __put(struct s *s);\n',
    'int __must_check __put(struct s *s);\n',
  ],
  [
    'the same behind other specifiers',
    [gone('__put_all')],
    'u64 notrace __put_all(struct s *s);\nu64 notrace __put(struct s *s);\n',
    'u64 notrace __put(struct s *s);\n',
  ],
  [
    'names with a dollar',
    [gone('$$div')],
    'extern void $$div(void);\nextern void $$mul(void);\nEXPORT_SYMBOL($$div);\nEXPORT_SYMBOL($$mul);\n',
    'extern void $$mul(void);\nEXPORT_SYMBOL($$mul);\n',
  ],
  [
    'members that macros declare',
    [member('left', 'struct s'), member('right', 'struct s')],
    'struct s {\n\tDECLARE_BITMAP(left, MOST);\n\tDECLARE_BITMAP(up, MOST);\n\tDECLARE_FLEX_ARRAY(int, right);\n};\n',
    'struct s {\n\tDECLARE_BITMAP(up, MOST);\n};\n',
  ],
  [
    'a macro of a header goes, and the one of this file that has its name stays',
    [{ kind: 'unused', what: 'macro', name: 'SHOW' }, value('tell', null)],
    '#define SHOW(n) put(n)\nvoid f(int n)\n{\n\ttell(n);\n\tSHOW(n);\n}\n',
    '#define SHOW(n) put(n)\nvoid f(int n)\n{\n\tSHOW(n);\n}\n',
  ],
  [
    'a trace event goes, and a function of its name stays',
    [{ kind: 'unused', what: 'tracepoint', name: 'start' }],
    'TRACE_EVENT(start, TP_ARGS(n));\nEXPORT_TRACEPOINT_SYMBOL_GPL(start);\nvoid start(int n)\n{\n\tgo(n);\n}\nEXPORT_SYMBOL_GPL(start);\n',
    'void start(int n)\n{\n\tgo(n);\n}\nEXPORT_SYMBOL_GPL(start);\n',
  ],
  [
    'a function goes, and a trace event of its name stays',
    [gone('start')],
    'TRACE_EVENT(start, TP_ARGS(n));\nint start(int n);\nEXPORT_SYMBOL_GPL(start);\n',
    'TRACE_EVENT(start, TP_ARGS(n));\n',
  ],
  [
    'zero shifted by anything is zero',
    [constant('level', '0')],
    'void f(int n)\n{\n\tint m = 0;\n\n\tm |= level() << SHIFT;\n\tput(m);\n}\n',
    'void f(int n)\n{\n\tint m = 0;\n\n\tput(m);\n}\n',
  ],
  [
    'a condition of several lines is left to a person',
    [constant('level', '0')],
    CONDITION,
    CONDITION.replace('put(level())', 'put(0)'),
    { leftovers: [CONDITION.indexOf('if')] },
  ],
  [
    'a local that is 0 on one way and false on the other',
    [constant('level', '0')],
    'void f(int n)\n{\n\tbool on = level();\n\n\tif (n)\n\t\ton = false;\n\tgo();\n\tif (on && n)\n\t\tput(n);\n}\n',
    'void f(int n)\n{\n\tbool on = false;\n\n\tif (n)\n\t\ton = false;\n\tgo();\n\tif (on && n)\n\t\tput(n);\n}\n',
  ],
  [
    'functions that return a struct, all of whose names begin with underscores, before macros without a semicolon',
    [gone('probe')],
    'struct __s __one(int n)\n{\n\treturn two(n);\n}\n\nCLASS(one, struct __s, __one(n))\n\nint probe(int n);\n',
    'struct __s __one(int n)\n{\n\treturn two(n);\n}\n\nCLASS(one, struct __s, __one(n))\n',
  ],
  [
    'a macro of a call that does nothing stays a statement',
    [constant('set_up', null)],
    '#define open(n) set_up(n)\n#define close(n) (set_up(n))\n',
    '#define open(n) do { } while (0)\n#define close(n) do { } while (0)\n',
  ],
  [
    'a macro of what is empty is empty',
    [constant('__sort', null, { what: 'macro', takesArguments: true, isEmpty: true })],
    '#define __red __sort(red)\n',
    '#define __red\n',
  ],
  [
    'a string that holds any mark, beside a line that is left to a person',
    [constant('level', '0')],
    'void f(void)\n{\n\tsay("by a@b.c, `d`");\n\thook(); //!\n\tput(level());\n}\n',
    'void f(void)\n{\n\tsay("by a@b.c, `d`");\n\thook(); //!\n\tput(0);\n}\n',
  ],
  [
    'strings with a macro of arguments among them, in parentheses or not',
    [constant('level', '0')],
    'void f(void)\n{\n\tsay(level() ? "" : (" n=" TEXT(N)));\n}\n',
    'void f(void)\n{\n\tsay(" n=" TEXT(N));\n}\n',
  ],
  [
    'a loop that only counts goes with its body, and the store before another loop stays',
    [value('tell', null)],
    'void f(int n)\n{\n\tint i;\n\n\tfor (i = 0; i < n; i++)\n\t\ttell(i);\n\tfor (i = 0; i < n; i++)\n\t\tgo(i);\n}\n',
    'void f(int n)\n{\n\tint i;\n\n\tfor (i = 0; i < n; i++)\n\t\tgo(i);\n}\n',
  ],
  [
    'one of two locals of a name goes with its only use',
    [value('tell', null)],
    'void f(int n)\n{\n\tfor (;;) {\n\t\tint at = next(n);\n\n\t\tgo(at);\n\t}\n\twhile (n) {\n\t\tint at = READ_ONCE(n);\n\t\tint is;\n\n\t\tis = run(n);\n\t\ttell(at);\n\t\tput(is, is);\n\t}\n}\n',
    'void f(int n)\n{\n\tfor (;;) {\n\t\tint at = next(n);\n\n\t\tgo(at);\n\t}\n\twhile (n) {\n\t\tint is;\n\n\t\tis = run(n);\n\t\tput(is, is);\n\t}\n}\n',
  ],
  [
    'a call that is left to a person loses an argument',
    [constant('map', '0'), parameter('how', 'map', 1, 2)],
    'int f(int n, int how)\n{\n\tint err = map(get(n), how); //!\n\n\tif (err)\n\t\treturn err;\n\treturn go(how);\n}\n',
    'int f(int n, int how)\n{\n\tint err = map(get(n)); //!\n\n\tif (err)\n\t\treturn err;\n\treturn go(how);\n}\n',
  ],
  [
    'zero, and other error numbers, compared with one that has an underscore',
    [constant('probe', '0'), constant('init', '-EOPNOTSUPP')],
    'int f(void)\n{\n\tint ret = probe();\n\n\tif (ret == -EPROBE_DEFER)\n\t\treturn ret;\n\tgo();\n\tret = init();\n\tif (ret == -EPROBE_DEFER)\n\t\tput();\n\treturn ret;\n}\n',
    'int f(void)\n{\n\tgo();\n\treturn -EOPNOTSUPP;\n}\n',
  ],
  [
    'a macro of a .c file whose name nothing else uses any more',
    [{ kind: 'unused', what: 'macro', name: 'WANT_ALL' }, value('tell', null)],
    '#define WANT_ALL\n#include "all.h"\nvoid f(int n)\n{\n\ttell(n);\n\tgo();\n}\n',
    '#define WANT_ALL\n#include "all.h"\nvoid f(int n)\n{\n\tgo();\n}\n',
  ],
  [
    'a struct that has the name of a function which goes',
    [gone('set_up')],
    'struct set_up {\n\tint a;\n};\nvoid set_up(void)\n{\n}\n',
    'struct set_up {\n\tint a;\n};\n',
  ],
  [
    'a macro of a call that does nothing becomes an empty statement',
    [value('tell', null)],
    '#define TELL(n) tell(n)\n',
    '#define TELL(n) do { } while (0)\n',
  ],
  [
    'false, which is stored twice',
    [value('is_on', 'false')],
    'void f(int n)\n{\n\tbool on = is_on();\n\n\tif (n)\n\t\ton = false;\n\tgo();\n\tif (on)\n\t\tput(n);\n}\n',
    'void f(int n)\n{\n\tbool on = false;\n\n\tif (n)\n\t\ton = 0;\n\tgo();\n\tif (on)\n\t\tput(n);\n}\n',
  ],
  [
    'a condition of several lines that is left to a person',
    [constant('is_on', 'false')],
    'void f(int n)\n{\n\tif (!check(n) &&\n\t    is_on(n))\n\t\tgo();\n\tput(is_on(n));\n}\n',
    'void f(int n)\n{\n\tif (!check(n) &&\n\t    is_on(n))\n\t\tgo();\n\tput(false);\n}\n',
    { leftovers: [17] },
  ],
  [
    'an element of an object that a macro with a block makes',
    [gone('idle')],
    'define_board(one) {\n\t.name = "One",\n\t.probe = probe,\n\t.idle = idle,\n};\n',
    'define_board(one) {\n\t.name = "One",\n\t.probe = probe,\n};\n',
  ],
  [
    'a local whose tag is its own name',
    [value('set_up', null)],
    'void f(void)\n{\n\tstruct timer timer;\n\n\tset_up(&timer);\n}\n',
    'void f(void)\n{\n}\n',
  ],
  [
    'a static local that is only stored to',
    [value('ready', '1')],
    'void f(int t)\n{\n\tstatic int old = 2;\n\n\tif (!ready())\n\t\tt = old;\n\telse\n\t\told = t;\n\tgo(t);\n}\n',
    'void f(int t)\n{\n\tgo(t);\n}\n',
  ],
  [
    'a variable that only itself reads',
    [value('tell', null)],
    'void f(int n, int at)\n{\n\tfor (;;) {\n\t\ttell(at);\n\t\tif (--n == 0)\n\t\t\tbreak;\n\t\tat += 4;\n\t}\n}\n',
    'void f(int n, int at)\n{\n\tfor (;;) {\n\t\tif (--n == 0)\n\t\t\tbreak;\n\t}\n}\n',
  ],
  [
    'true for a negated constant',
    [value('busy', 'false')],
    'bool f(void)\n{\n\treturn !busy();\n}\n',
    'bool f(void)\n{\n\treturn true;\n}\n',
  ],
  [
    'an #include that nothing needs',
    [{ kind: 'include', target: 'b.h', path: 'a.c' }],
    '#include "b.h"\n#include "c.h"\n',
    '#include "c.h"\n',
  ],
  [
    'a static object that a macro defines',
    [{ kind: 'unused', what: 'variable', name: 'work', path: 'a.c' }],
    'static DECLARE_WORK(work, run);\nint a;\n',
    'int a;\n',
  ],
  [
    'a member whose name begins with underscores',
    [member('__from', 'struct s')],
    'struct s {\n\tunsigned long __from;\n\tint to;\n};\n',
    'struct s {\n\tint to;\n};\n',
  ],
  [
    'values by position',
    [member('b', 'struct s', { positional: ['a.c'], position: 1 })],
    'static struct s one = { 1, 2, 3 };\nstatic struct s list[] = { { 1, 2 }, { 4, 5, 6 } };\n',
    'static struct s one = { 1, 3 };\nstatic struct s list[] = { { 1 }, { 4, 6 } };\n',
  ],
  [
    'a member of the same name that another struct has',
    [member('run', 'struct ops')],
    'struct other { int run; };\nint f(struct other *o, struct ops *p)\n{\n\tif (p->run)\n\t\treturn 1;\n\treturn o->run;\n}\n',
    'struct other { int run; };\nint f(struct other *o, struct ops *p)\n{\n\treturn o->run;\n}\n',
    { ownMembers: [] },
  ],
  [
    'a member of what nobody knows may be left',
    [member('run', 'struct ops')],
    'int f(void)\n{\n\ttell();\n\treturn find()->run;\n}\n',
    'int f(void)\n{\n\ttell();\n\treturn find()->run;\n}\n',
  ],
  [
    'a member that is an unnamed struct goes with all that is in it',
    [member('sums', 'struct bill', { value: null })],
    'struct bill {\n\tstruct {\n\t\tint net;\n\t} sums;\n\tint no;\n};\n',
    'struct bill {\n\tint no;\n};\n',
  ],
  [
    'a named member stays when all that is in it goes',
    [member('net', 'struct bill', { value: null })],
    'struct bill {\n\tstruct {\n\t\tint net;\n\t} sums;\n\tint no;\n};\n',
    'struct bill {\n\tstruct {\n\t} sums;\n\tint no;\n};\n',
  ],
  [
    'one of the members of an unnamed struct goes',
    [member('sums', 'struct bill', { value: null })],
    'struct bill {\n\tstruct {\n\t\tint net;\n\t} sums, rests[2], *last;\n};\n',
    'struct bill {\n\tstruct {\n\t\tint net;\n\t} rests[2], *last;\n};\n',
  ],
  [
    'a switch behind a return is not entered by its own cases',
    [constant('level', '0')],
    'int f(int n)\n{\n\tif (!level())\n\t\treturn 0;\n\tswitch (n) {\n\tcase 1:\n\t\tgo();\n\t}\n\treturn 1;\n}\n',
    'int f(int n)\n{\n\treturn 0;\n}\n',
  ],
  [
    'a function with attributes before its type that became constant stays',
    [constant('say', '0')],
    'static inline __printf(1, (2)) int say(const char *fmt, ...) { return 0; }\nstatic inline void f(void) { say("a"); go(); }\n',
    'static inline __printf(1, (2)) int say(const char *fmt, ...) { return 0; }\nstatic inline void f(void) { go(); }\n',
  ],
  [
    'lengths of arrays at file scope, in a struct and in a function',
    [constant('LEVEL', '0', { what: 'macro' })],
    'char a[LEVEL ? 8 : 4], b[2][LEVEL + 1];\nstruct s {\n\tchar c[4 + LEVEL * 3];\n};\nvoid f(void)\n{\n\tchar d[LEVEL ? 28 * 6 : 28];\n\tput(d);\n}\n',
    'char a[4], b[2][1];\nstruct s {\n\tchar c[4];\n};\nvoid f(void)\n{\n\tchar d[28];\n\tput(d);\n}\n',
  ],
  [
    'the values of constants that a function has for itself',
    [constant('LEVEL', '1', { what: 'macro' })],
    'void f(void)\n{\n\tenum {\n\t\tONE = 1 << 1,\n\t\tTWO = (1 << 7) * LEVEL,\n\t};\n\tput(ONE | TWO);\n}\n',
    'void f(void)\n{\n\tenum {\n\t\tONE = 1 << 1,\n\t\tTWO = (1 << 7),\n\t};\n\tput(ONE | TWO);\n}\n',
  ],
  [
    'a flag that the file would define if there were none',
    [{ kind: 'config', name: 'FOO', value: { kind: 'tristate', value: 'y' }, hasFlags: true }],
    '#ifdef TEST\n# ifndef ENABLE_FOO\n#  define ENABLE_FOO 1\n# endif\n#endif\nenum {\n\tIF_FOO(ONE,)\n\tTWO = IF_FOO(4) + 0\n};\n',
    'enum {\n\tONE,\n\tTWO = 4\n};\n',
  ],
  [
    'a macro that another file has a constant of the same name of',
    [{ kind: 'unused', what: 'enumerator', name: 'STAGE' }, constant('level', '0')],
    '#define STAGE 1\nint f(int n)\n{\n\treturn n == STAGE || level();\n}\n',
    '#define STAGE 1\nint f(int n)\n{\n\treturn n == STAGE;\n}\n',
  ],
  [
    'locals of one name in blocks side by side',
    [constant('ask', '-ENOENT')],
    'int f(int n)\n{\n\tswitch (n) {\n\tcase 1: {\n\t\tint err = go();\n\n\t\tput(err);\n\t\tbreak;\n\t}\n\tcase 2: {\n\t\tint err;\n\n\t\terr = ask();\n\t\tif (err) {\n\t\t\tdrop();\n\t\t\treturn err;\n\t\t}\n\t\treturn 0;\n\t}\n\t}\n\treturn 1;\n}\n',
    'int f(int n)\n{\n\tswitch (n) {\n\tcase 1: {\n\t\tint err = go();\n\n\t\tput(err);\n\t\tbreak;\n\t}\n\tcase 2: {\n\t\tint err;\n\n\t\terr = -ENOENT;\n\t\tdrop();\n\t\treturn err;\n\t}\n\t}\n\treturn 1;\n}\n',
  ],
  [
    'an attribute on a line of its own goes with its function',
    [gone('say'), constant('level', '0')],
    '__printf(1, 2)\nint say(const char *fmt, ...);\nint stay(void);\n',
    'int stay(void);\n',
  ],
];

const FLAGS: Fact = { kind: 'parameter', name: 'flags', of: 'f', index: 1, count: 2, value: '0' };

const WRONG: typeof RIGHT = [
  [
    'another element of an object that a macro with a block makes',
    [gone('idle')],
    'define_board(one) {\n\t.name = "One",\n\t.probe = probe,\n\t.idle = idle,\n};\n',
    'define_board(one) {\n\t.name = "One",\n};\n',
  ],
  [
    'a condition of several lines that is left to a person, and a statement below it',
    [constant('is_on', 'false')],
    'void f(int n)\n{\n\tif (!check(n) &&\n\t    is_on(n))\n\t\tgo();\n\tput(is_on(n));\n}\n',
    'void f(int n)\n{\n\tif (!check(n) &&\n\t    is_on(n))\n\t\tgo();\n\tput(is_on(n));\n}\n',
    { leftovers: [17] },
  ],
  [
    'a part of a condition that is left to a person goes',
    [constant('is_on', 'false')],
    'void f(int n)\n{\n\tif (!check(n) &&\n\t    is_on(n))\n\t\tgo();\n}\n',
    'void f(int n)\n{\n\tif (!check(n))\n\t\tgo();\n}\n',
    { leftovers: [17] },
  ],
  [
    'a member that a macro declares, and that the facts leave',
    [member('left', 'struct s')],
    'struct s {\n\tDECLARE_BITMAP(left, MOST);\n\tDECLARE_BITMAP(up, MOST);\n};\n',
    'struct s {\n};\n',
  ],
  [
    'a function that is called in what a macro makes stays there',
    [value('tell', null)],
    '#define GET(name) int get_ ## name(int n) { tell(n); return n; }\n',
    '#define GET(name) int get_ ## name(int n) { tell(n); return n; }\n',
  ],
  [
    'a return goes in what a macro makes',
    [value('tell', null)],
    '#define GET(name) int get_ ## name(int n) { tell(n); if (n) return 1; return n; }\n',
    '#define GET(name) int get_ ## name(int n) { return n; }\n',
  ],
  [
    'an outer local in place of the one that hid it',
    [value('tell', null)],
    'int f(int n)\n{\n\tint mode = look(n);\n\n\tif (n) {\n\t\tint mode = peek(n);\n\n\t\ttell(n);\n\t\tput(mode);\n\t}\n\treturn mode;\n}\n',
    'int f(int n)\n{\n\tint mode = look(n);\n\n\tif (n) {\n\t\tpeek(n);\n\t\tput(mode);\n\t}\n\treturn mode;\n}\n',
  ],
  [
    'a break goes that ends a case before another one',
    [value('tell', null)],
    'void f(int n)\n{\n\tswitch (n) {\n\tcase 1:\n\t\tgo();\n\t\tbreak;\n\tdefault:\n\t\ttell(n);\n\t\tput(n);\n\t}\n}\n',
    'void f(int n)\n{\n\tswitch (n) {\n\tcase 1:\n\t\tgo();\n\tdefault:\n\t\tput(n);\n\t}\n}\n',
  ],
  [
    'a call that is left to a person keeps an argument that goes',
    [constant('map', '0'), parameter('how', 'map', 1, 2), value('tell', null)],
    'int f(int n, int how)\n{\n\tint err = map(get(n), how); //!\n\n\ttell(n);\n\treturn err;\n}\n',
    'int f(int n, int how)\n{\n\tint err = map(get(n), how); //!\n\n\treturn err;\n}\n',
  ],
  [
    "a local in the place of another block's",
    [value('tell', null)],
    'void f(int n)\n{\n\tint at = one(n);\n\n\tif (n) {\n\t\tint at = two(n);\n\n\t\ttell(n);\n\t\tgo(at);\n\t}\n\tput(at);\n}\n',
    'void f(int n)\n{\n\tint at = one(n);\n\n\tif (n) {\n\t\tat = two(n);\n\t\tgo(at);\n\t}\n\tput(at);\n}\n',
  ],
  ['a comment without an end', [], 'int a; /* one */\n', 'int a; /* one *\n'],
  [
    'a parameter that is gone, in code that does nothing',
    [parameter('how', 'f', 0, 1)],
    'void f(int how)\n{\n\t(void)how;\n\tgo();\n}\n',
    'void f(void)\n{\n\t(void)how;\n\tgo();\n}\n',
  ],
  [
    'a local that is gone, in code that nothing reaches',
    [value('is_on', '1')],
    'int f(int a)\n{\n\tint b;\n\n\tif (is_on())\n\t\treturn 1;\n\tb = a;\n\treturn b;\n}\n',
    'int f(int a)\n{\n\treturn 1;\n\tb = a;\n\treturn b;\n}\n',
  ],
  [
    'a jump to a label that is gone',
    [value('is_on', '0')],
    'int f(void)\n{\n\tint e = is_on();\n\n\tif (e)\n\t\tgoto out;\n\tgo();\nout:\n\treturn e;\n}\n',
    'int f(void)\n{\n\tint e = 0;\n\n\tif (e)\n\t\tgoto out;\n\tgo();\n\treturn e;\n}\n',
  ],
  [
    'a member of a struct within, by a path of designators',
    [member('m', 'struct s')],
    'struct s { int m; };\nstruct t { int m; struct { struct s in; } of; };\nstruct t t = { .m = 1, .of.in.m = 2 };\n',
    'struct s { };\nstruct t { int m; struct { struct s in; } of; };\nstruct t t = { .m = 1, .of.in.m = 2 };\n',
  ],
  [
    'a member of a struct within, in a list of its own',
    [member('m', 'struct s')],
    'struct s { int m; };\nstruct t { int m; struct s in; };\nstruct t t = { .m = 1, .in = { .m = 2 } };\n',
    'struct s { };\nstruct t { int m; struct s in; };\nstruct t t = { .m = 1, .in = { .m = 2 } };\n',
  ],
  [
    'an old name behind a block that has something else of that name',
    [{ kind: 'replace', what: 'function', name: 'old', with: 'fresh', isRenaming: true }],
    'int f(int i)\n{\n\t{\n\t\tint old = i;\n\n\t\ti += old;\n\t}\n\treturn old(i);\n}\nint g(void)\n{\n\treturn old(2);\n}\n',
    'int f(int i)\n{\n\t{\n\t\tint old = i;\n\n\t\ti += old;\n\t}\n\treturn old(i);\n}\nint g(void)\n{\n\treturn fresh(2);\n}\n',
  ],
  [
    'two places that are left to a person change places',
    [value('count', '0')],
    'void f(int i)\n{\n\tput(count(i++)); /* */ //!\n\tput(count(next())); /* */ //!\n}\n',
    'void f(int i)\n{\n\tput(count(next())); /* */ //!\n\tput(count(i++)); /* */ //!\n}\n',
  ],
  [
    'a place that is left to a person goes',
    [value('count', '0')],
    'void f(int i)\n{\n\tint a = 1;\n\n\ta += count(i++);\n\tput(a);\n}\n',
    'void f(int i)\n{\n\tint a = 1;\n\n\tput(a);\n}\n',
    { leftovers: ['void f(int i)\n{\n\tint a = 1;\n\n\ta += '.length] },
  ],
  [
    'a value that only a local of that name in an inner block had',
    [constant('ask', '0')],
    'int f(int err)\n{\n\t{\n\t\tint err;\n\n\t\terr = ask();\n\t\tput(err);\n\t}\n\tif (err)\n\t\tgo();\n\treturn 1;\n}\n',
    'int f(int err)\n{\n\t{\n\t\tint err;\n\n\t\terr = 0;\n\t\tput(err);\n\t}\n\treturn 1;\n}\n',
  ],
  [
    'a value that another block gave to a local of that name',
    [constant('ask', '0')],
    'int f(int n)\n{\n\tif (n) {\n\t\tint err = ask();\n\n\t\tput(err);\n\t}\n\tif (n > 1) {\n\t\tint err;\n\n\t\tget(&err);\n\t\tif (err)\n\t\t\tgo();\n\t}\n\treturn 1;\n}\n',
    'int f(int n)\n{\n\tif (n) {\n\t\tint err = 0;\n\n\t\tput(err);\n\t}\n\tif (n > 1) {\n\t\tint err;\n\n\t\tget(&err);\n\t}\n\treturn 1;\n}\n',
  ],
  [
    'a macro goes as another file has a constant of the same name',
    [{ kind: 'unused', what: 'enumerator', name: 'STAGE' }, constant('level', '0')],
    '#define STAGE 1\nint f(int n)\n{\n\treturn level();\n}\n',
    'int f(int n)\n{\n\treturn 0;\n}\n',
  ],
  [
    'the wrong length of an array',
    [constant('LEVEL', '0', { what: 'macro' })],
    'void f(void)\n{\n\tchar d[LEVEL ? 28 * 6 : 28];\n\tput(d);\n}\n',
    'void f(void)\n{\n\tchar d[28 * 6];\n\tput(d);\n}\n',
  ],
  [
    'a wrong value of a constant that a function has for itself',
    [constant('LEVEL', '1', { what: 'macro' })],
    'void f(void)\n{\n\tenum {\n\t\tTWO = (1 << 7) * LEVEL,\n\t};\n\tput(TWO);\n}\n',
    'void f(void)\n{\n\tenum {\n\t\tTWO = (1 << 6),\n\t};\n\tput(TWO);\n}\n',
  ],
  [
    'a constant more that a function has for itself',
    [constant('LEVEL', '1', { what: 'macro' })],
    'void f(void)\n{\n\tenum { ONE, TWO = LEVEL };\n\tput(TWO);\n}\n',
    'void f(void)\n{\n\tenum { TWO = 1 };\n\tput(TWO);\n}\n',
  ],
  [
    'a switch behind a return that a label is in',
    [constant('level', '0')],
    'int f(int n)\n{\n\tif (n)\n\t\tgoto one;\n\tif (!level())\n\t\treturn 0;\n\tswitch (n) {\n\tcase 1:\none:\n\t\tgo();\n\t}\n\treturn 1;\n}\n',
    'int f(int n)\n{\n\tif (n)\n\t\tgoto one;\n\treturn 0;\none:\n\treturn 1;\n}\n',
  ],
  [
    'a case behind a return within a loop',
    [constant('level', '0')],
    'int f(int n)\n{\n\tswitch (n) {\n\tcase 0:\n\t\tif (!level())\n\t\t\treturn 0;\n\t\twhile (n) {\n\tcase 1:\n\t\t\tgo();\n\t\t}\n\t}\n\treturn 1;\n}\n',
    'int f(int n)\n{\n\tswitch (n) {\n\tcase 0:\n\t\treturn 0;\n\t}\n\treturn 1;\n}\n',
  ],
  [
    'a member whose type has a name that others may use',
    [member('sums', 'struct bill', { value: null })],
    'struct bill {\n\tstruct sum {\n\t\tint net;\n\t} sums;\n\tint no;\n};\n',
    'struct bill {\n\tint no;\n};\n',
  ],
  [
    'the wrong one of the members of an unnamed struct',
    [member('sums', 'struct bill', { value: null })],
    'struct bill {\n\tstruct {\n\t\tint net;\n\t} sums, rests[2];\n};\n',
    'struct bill {\n\tstruct {\n\t\tint net;\n\t} sums;\n};\n',
  ],
  [
    'a difference of unsigned integers that is taken for a negative one',
    [{ kind: 'config', name: 'W', value: { kind: 'literal', value: '6' } }],
    '#if CONFIG_W - 7U > 0\nint big;\n#else\nint small;\n#endif\n',
    'int small;\n',
  ],
  [
    'a condition that loses a macro whose name is like an error number',
    [{ kind: 'config', name: 'W', value: { kind: 'literal', value: '6' } }],
    '#if EXTRA && OTHER && CONFIG_W\nint big;\n#endif\n',
    '#if OTHER\nint big;\n#endif\n',
  ],
  [
    'an array without a size that becomes shorter',
    [member('m', 'struct s')],
    'struct s list[] = {\n\t[0].n = 1,\n\t[3].m = 5,\n};\n',
    'struct s list[] = {\n\t[0].n = 1,\n};\n',
  ],
  [
    'a value that moves, as the designator before it goes',
    [member('m', 'struct s')],
    'struct s list[4] = {\n\t[2].m = 5,\n\t{ 3 },\n};\n',
    'struct s list[4] = {\n\t{ 3 },\n};\n',
  ],
  [
    'a parameter that becomes a local with another value',
    [FLAGS],
    'int f(int n, int flags)\n{\n\tif (n)\n\t\tflags |= 4;\n\treturn go(flags);\n}\n',
    'int f(int n)\n{\n\tint flags = 1;\n\n\tif (n)\n\t\tflags |= 4;\n\treturn go(flags);\n}\n',
  ],
  [
    'a parameter that becomes a local of another type',
    [FLAGS],
    'int f(int n, long flags)\n{\n\tif (n)\n\t\tflags |= 4;\n\treturn go(flags);\n}\n',
    'int f(int n)\n{\n\tint flags = 0;\n\n\tif (n)\n\t\tflags |= 4;\n\treturn go(flags);\n}\n',
  ],
  [
    'what a gone member is set to has effects, which go',
    [member('ready', 'struct q')],
    'void f(struct q *q)\n{\n\tWRITE_ONCE(q->ready, next(q));\n\tgo(q);\n}\n',
    'void f(struct q *q)\n{\n\tgo(q);\n}\n',
  ],
  [
    'a barrier goes with the store to a gone member',
    [member('ready', 'struct q')],
    'void f(struct q *q)\n{\n\tsmp_store_mb(q->ready, 1);\n\tgo(q);\n}\n',
    'void f(struct q *q)\n{\n\tgo(q);\n}\n',
  ],
  [
    'behind a condition of several lines that is left to a person something else is',
    [constant('level', '0')],
    CONDITION,
    CONDITION,
    { leftovers: [CONDITION.indexOf('look')] },
  ],
  [
    'a macro of a call that does nothing becomes empty',
    [constant('set_up', null)],
    '#define open(n) set_up(n)\n',
    '#define open(n)\n',
  ],
  [
    'a macro of what is empty becomes a statement',
    [constant('__sort', null, { what: 'macro', takesArguments: true, isEmpty: true })],
    '#define __red __sort(red)\n',
    '#define __red do { } while (0)\n',
  ],
  [
    'a function that became constant stays with another value',
    [constant('level', '0', { path: 'a.c' })],
    'static int level(void)\n{\n\treturn 0;\n}\n\nvoid f(void)\n{\n\tgo(level());\n}\n',
    'static int level(void)\n{\n\treturn 1;\n}\n\nvoid f(void)\n{\n\tgo(0);\n}\n',
  ],
  [
    'of a macro that takes another over the #undef alone stays',
    [constant('set_up', null, { what: 'macro', path: 'a.c' })],
    '#undef set_up\n#define set_up(n) do { } while (0)\nvoid f(void)\n{\n\tset_up(1);\n\tgo();\n}\n',
    '#undef set_up\nvoid f(void)\n{\n\tgo();\n}\n',
  ],
  [
    'a function that is unused by the plan stays',
    [constant('set_up', null), gone('set_up')],
    'void set_up(int n)\n{\n}\n\nvoid f(void)\n{\n\tset_up(1);\n\tgo();\n}\n',
    'void set_up(int n)\n{\n}\n\nvoid f(void)\n{\n\tgo();\n}\n',
  ],
  [
    'zero shifted by what has an effect',
    [constant('level', '0')],
    'void f(int n)\n{\n\tint m = 0;\n\n\tm |= level() << next();\n\tput(m);\n}\n',
    'void f(int n)\n{\n\tint m = 0;\n\n\tput(m);\n}\n',
  ],
  [
    'a store goes that a macro among strings may read',
    [constant('level', '0')],
    'void f(void)\n{\n\tint n;\n\n\tn = 2;\n\tsay(level() ? "" : (" n=" TEXT(n)));\n}\n',
    'void f(void)\n{\n\tint n;\n\n\tsay(" n=" TEXT(n));\n}\n',
  ],
  [
    'a loop that waits goes',
    [value('tell', null)],
    'void f(struct s *s)\n{\n\twhile (s->busy)\n\t\ttell(s);\n}\n',
    'void f(struct s *s)\n{\n}\n',
  ],
  [
    'another #include goes',
    [{ kind: 'include', target: 'b.h', path: 'a.c' }],
    '#include "b.h"\n#include "c.h"\n',
    '#include "b.h"\n',
  ],
  [
    'a value of another position goes',
    [member('b', 'struct s', { positional: ['a.c'], position: 1 })],
    'static struct s one = { 1, 2, 3 };\n',
    'static struct s one = { 1, 2 };\n',
  ],
  [
    'a value by position stays',
    [member('b', 'struct s', { positional: ['a.c'], position: 1 })],
    'static struct s one = { 1, 2, 3 };\n',
    'static struct s one = { 1, 2, 3 };\n',
  ],
  [
    'a call stays of what is gone, where nothing reaches it',
    [value('tell', null)],
    'int f(void)\n{\n\treturn 1;\n\ttell();\n}\n',
    'int f(void)\n{\n\treturn 1;\n\ttell();\n}\n',
  ],
  [
    'a member stays that only one struct of the tree had',
    [member('run', 'struct ops')],
    'int f(void)\n{\n\treturn find()->run ? 1 : 2;\n}\n',
    'int f(void)\n{\n\treturn find()->run ? 1 : 2;\n}\n',
    { ownMembers: ['run'] },
  ],
  [
    'a member stays of what headers tell the type of',
    [member('run', 'struct ops')],
    'int f(struct dev *dev)\n{\n\treturn dev->ops->run ? 1 : 2;\n}\n',
    'int f(struct dev *dev)\n{\n\treturn dev->ops->run ? 1 : 2;\n}\n',
    { structs: { 'struct dev': { ops: 'struct ops' } } },
  ],
  [
    'a member stays in an initializer of a local that nothing reads',
    [member('run', 'struct ops')],
    'void f(void)\n{\n\tstruct ops ops = { .run = go };\n\n\ttell();\n}\n',
    'void f(void)\n{\n\tstruct ops ops = { .run = go };\n\n\ttell();\n}\n',
  ],
  [
    'a member stays in its struct',
    [{ kind: 'replace', what: 'member', name: 'watts', of: 'struct lamp', with: 'power', isRenaming: true }],
    'struct lamp {\n\tint watts;\n};\nint a;\n',
    'struct lamp {\n\tint watts;\n};\nint a;\n',
  ],
  [
    'an old name stays',
    [{ kind: 'replace', what: 'function', name: 'lamp_old', with: 'lamp_new', isRenaming: true }],
    'int f(void)\n{\n\treturn lamp_old(1) + lamp_old(2);\n}\n',
    'int f(void)\n{\n\treturn lamp_new(1) + lamp_old(2);\n}\n',
  ],
  [
    'a call that a pattern takes away stays',
    [{ kind: 'call', pattern: 'tell($a)', callee: 'tell', with: null }],
    'void f(void)\n{\n\ttell(1);\n\tgo();\n\ttell(2);\n}\n',
    'void f(void)\n{\n\tgo();\n\ttell(2);\n}\n',
  ],
  [
    'the value of a function without one is stored',
    [{ kind: 'return', name: 'stop', value: '0' }],
    'int f(void)\n{\n\tint err;\n\n\terr = stop();\n\terr = go();\n\treturn err;\n}\n',
    'int f(void)\n{\n\tint err;\n\n\terr = stop();\n\terr = go();\n\treturn err;\n}\n',
  ],
  [
    'a use stays beside one that is left to a person',
    [member('run', 'struct ops')],
    'int f(struct ops *o)\n{\n\tif (o->run)\n\t\ttell(o);\n\treturn use(&o->run); //!\n}\n',
    'int f(struct ops *o)\n{\n\tif (o->run)\n\t\ttell(o);\n\treturn use(&o->run); //!\n}\n ',
  ],
  [
    'words come behind an #endif',
    [gone('f')],
    '#ifdef A\nint a;\n#endif\nvoid f(void);\n',
    '#ifdef A\nint a;\n#endif A\n',
  ],
  ['a semicolon goes', [gone('f')], 'LICENSE("x");\nvoid f(void);\n', 'LICENSE("x")\n'],
];

describe('the proof of C', () => {
  for (const [name, facts, before, after, more] of RIGHT) {
    it(`passes: ${name}`, () => assert.deepEqual(prove(facts, before, after, more), []));
  }
  for (const [name, facts, before, after, more] of WRONG) {
    it(`refuses: ${name}`, () => assert.equal(prove(facts, before, after, more).length, 1));
  }
});

describe('what the proof reads of types', () => {
  it('structs with the types of their members', () => {
    const text =
      'struct dev {\n\tconst struct ops *ops, *more[2];\n\tunion { struct box *box; u32 word; };\n' +
      '\tstruct { int now; } state;\n\tvoid (*run)(struct dev *dev);\n#ifdef A\n\tfoo_t last;\n#endif\n};\n';
    assert.deepEqual(JSON.parse(JSON.stringify(readStructs(text))), {
      'struct { now }': { now: 'int' },
      'struct dev': {
        ops: 'struct ops',
        more: 'struct ops',
        box: 'struct box',
        word: 'u32',
        state: 'struct { now }',
        run: '',
        last: 'foo_t',
      },
    });
  });

  it('objects, and whether a struct may have a member', () => {
    assert.deepEqual(
      [...readObjects('extern struct dev *devs[4];\nstatic struct a b = { 0 };\n')],
      [
        ['devs', 'struct dev'],
        ['b', 'struct a'],
      ],
    );
    assert.equal(declaresMember('typedef struct { int run; } a_t;', 'run'), true);
    assert.equal(declaresMember('#define COMMON int run;', 'run'), true);
    assert.equal(
      declaresMember('#define RUN(a) ((a)->run)\nint f(struct s *s) { return s->run; }', 'run'),
      false,
    );
  });
});

const LAMP: Fact = { kind: 'config', name: 'LAMP', value: { kind: 'tristate', value: 'y' } };
const WATTS: Fact = {
  kind: 'parameter',
  of: 'f',
  name: 'watts',
  index: 0,
  count: 2,
  value: '4',
};

/** A function that many conditionals cut, more than can be decided in each world. */
function cut(lines: string, more = '', type = 'int'): string {
  const cases = Array.from(
    { length: 15 },
    (_, i) => `#ifdef CONFIG_C${i}\n\tcase ${i}:\n\t\tr = ${i};\n\t\tbreak;\n#endif\n`,
  );
  return `${type} f(int n)\n{\n\tint r;\n\n\tswitch (n) {\n${cases.join('')}\tdefault:\n\t\tr = 1;\n\t}\n${lines}${more}\treturn r;\n}\n`;
}

describe('conditionals that the facts say nothing of', () => {
  /** Old and new text of a function, and what both have behind the change. */
  const RIGHT_WITHIN: readonly [name: string, old: string, now: string, more?: string][] = [
    ['a test beside them is folded', '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n', '\tr++;\n'],
    [
      'a conditional among them goes',
      '#ifdef CONFIG_LAMP\n\tr++;\n#else\n\tr--;\n#endif\n',
      '\tr++;\n',
      '#ifdef CONFIG_D\n\tr = go(r);\n#endif\n',
    ],
    [
      'a conditional behind it that holds another',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n',
      '\tr++;\n',
      '#if CONFIG_D > 2\n\tif (r) {\n#ifdef CONFIG_E\n\t\tr = go(r);\n#endif\n\t}\n#endif\n',
    ],
  ];
  for (const [name, old, now, more] of RIGHT_WITHIN) {
    it(`are not decided: ${name}`, () => {
      const isSampled = watchSampling();
      assert.deepEqual(prove([LAMP], cut(old, more), cut(now, more)), []);
      assert.equal(isSampled(), false);
    });
  }

  const WRONG_WITHIN: readonly [name: string, old: string, now: string, more?: string][] = [
    [
      'a test stays',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n',
    ],
    [
      'a store goes that one of them reads',
      '\tint a;\n\tif (IS_ENABLED(CONFIG_LAMP))\n\t\ta = n;\n',
      '\tint a;\n',
      '#ifdef CONFIG_D\n\tr = a;\n#endif\n',
    ],
    [
      'a local goes that one of them reads',
      '\tint a = n;\n\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n',
      '\tr++;\n',
      '#ifdef CONFIG_D\n\tr = a;\n#endif\n',
    ],
    [
      'a label goes that one of them jumps to',
      '#ifdef CONFIG_D\n\tif (r)\n\t\tgoto out;\n#endif\n\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\nout:\n',
      '#ifdef CONFIG_D\n\tif (r)\n\t\tgoto out;\n#endif\n\tr++;\n',
    ],
    [
      'one of them is the only statement of an if',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n\tif (n)\n#ifdef CONFIG_D\n\tgo(r);\n#endif\n\tput(r);\n',
      '\tr++;\n\tput(r);\n#ifdef CONFIG_D\n\tgo(r);\n#endif\n',
    ],
    [
      'a loop goes that one of them leaves',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n\tdo {\n#ifdef CONFIG_D\n\t\tif (r)\n\t\t\tbreak;\n#endif\n\t\tput(r);\n\t} while (0);\n',
      '\tr++;\n#ifdef CONFIG_D\n\t\tif (r)\n\t\t\tbreak;\n#endif\n\t\tput(r);\n',
    ],
    [
      'one of them moves',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n#ifdef CONFIG_D\n\tr = go(r);\n#endif\n',
      '#ifdef CONFIG_D\n\tr = go(r);\n#endif\n\tr++;\n',
    ],
    [
      'one of them asks for something else',
      '\tif (IS_ENABLED(CONFIG_LAMP))\n\t\tr++;\n#ifdef CONFIG_D\n\tr = go(r);\n#endif\n',
      '\tr++;\n#ifdef CONFIG_E\n\tr = go(r);\n#endif\n',
    ],
  ];
  for (const [name, old, now, more] of WRONG_WITHIN) {
    it(`don't hide that ${name}`, () => {
      assert.deepEqual(prove([LAMP], cut(old, more), cut(now, more)), ['same-meaning']);
    });
  }

  it("don't hide a parameter that goes, nor a value of a function that returns none", () => {
    const old = cut('#ifdef CONFIG_D\n\tr = watts;\n#endif\n').replace('(int n)', '(int watts, int n)');
    const now = cut('#ifdef CONFIG_D\n\tr = watts;\n#endif\n');
    assert.deepEqual(prove([WATTS], old, now), ['same-meaning']);
    const returns: Fact = { kind: 'return', name: 'f', value: '0' };
    const part = '#ifdef CONFIG_D\n\treturn 2;\n#endif\n';
    assert.deepEqual(prove([returns], cut(part), cut(part, '', 'void').replace('return r;', 'return;')), [
      'same-meaning',
    ]);
  });
});
