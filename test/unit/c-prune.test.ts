import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callIs, config, pruneText } from './c-fold-helper.js';

const N = [config('X', 'n')];
const Y = [config('X', 'y')];

function names(result: ReturnType<typeof pruneText>): string[] {
  return result.result.facts.map(
    (d) => `${d.fact.kind === 'unused' ? d.fact.what : ''} ${'name' in d.fact ? d.fact.name : ''}`,
  );
}

const use = '\nvoid f(void)\n{\n\tif (IS_ENABLED(CONFIG_X))\n\t\thelp(1);\n}\n';
const after = '\nvoid f(void)\n{\n}\n';

void describe('locals that a call sets', () => {
  const text =
    'int f(struct dev *d)\n{\n\tstruct priv *p = dev_priv(d);\n\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(p);\n\treturn 0;\n}\n';

  void it('stay with a leftover, and a question', () => {
    const { result } = pruneText(text, N);
    assert.deepEqual(
      result.leftovers.map((l) => [l.code, l.offset]),
      [['unused-local', text.indexOf('p =')]],
    );
    assert.deepEqual(result.questions, ['dev_priv']);
  });

  void it('go once the call is known to have no side effects', () => {
    const { text: after, result } = pruneText(text, N, { pureNames: ['dev_priv'] });
    assert.equal(after, 'int f(struct dev *d)\n{\n\treturn 0;\n}\n');
    assert.deepEqual([...result.leftovers, ...result.questions], []);
  });

  void it('go although a type or a parameter of a macro has their name', () => {
    const named = text.replace('struct priv *p =', 'struct p *p =');
    const macro = '#define PUT(a, p) ((a)->x = (p))\n';
    for (const variant of [named, macro + text]) {
      const { text: after } = pruneText(variant, N, { pureNames: ['dev_priv'] });
      assert.doesNotMatch(after, /dev_priv/);
    }
    const { text: kept } = pruneText(`#define PUT(a) ((a)->x = p)\n${text}`, N, { pureNames: ['dev_priv'] });
    assert.match(kept, /dev_priv/);
  });

  void it('are no concern when they were unused before', () => {
    const unused = text.replace('go(p)', 'go(d)');
    assert.deepEqual(pruneText(unused, N).result.leftovers, []);
  });
});

void describe('file scope', () => {
  void it('removes a chain of helpers with comments, prototypes and macros', () => {
    const text = `#define SIZE 3\n\n/* kept */\nint kept;\n\nstatic void deeper(int a);\n\n/* doc of help */\nstatic void help(int a)\n{\n\tdeeper(a + SIZE);\n}\n\n/**\n * deeper - it\n */\nstatic void deeper(int a)\n{\n\thelp(a);\n}\n${use}`;
    const pruned = pruneText(text, N);
    assert.equal(pruned.text, `/* kept */\nint kept;\n${after}`);
    assert.deepEqual(names(pruned).sort(), ['function deeper', 'function help', 'macro SIZE']);
    const because = pruned.result.facts.find((d) => 'name' in d.fact && d.fact.name === 'help')!.because;
    assert.ok(because.includes('CONFIG_X=n'));
  });

  void it('keeps what still has a use, or never had one', () => {
    const text = `static int idle(void)\n{\n\treturn below();\n}\n\nstatic int below(void)\n{\n\treturn 1;\n}\n\nstatic void help(int a)\n{\n\tbelow();\n}\n${use}`;
    const pruned = pruneText(text, N);
    assert.deepEqual(names(pruned), ['function help']);
    assert.match(pruned.text, /idle/);
    assert.match(pruned.text, /static int below/);
  });

  void it('does not take a dead definition for a use of its name', () => {
    const dead = 'static void help(int a)\n{\n\tgo();\n}\n';
    const live = 'static void help(int a)\n{\n}\n';
    assert.deepEqual(names(pruneText(`${dead}${live}`, N, { dead: [dead] })), []);
  });

  void it('leaves functions that are not static, and headers', () => {
    assert.deepEqual(names(pruneText(`void help(int a)\n{\n}\n${use}`, N)), []);
    assert.deepEqual(
      names(pruneText(`static void help(int a)\n{\n}\n${use}`, N, { ownsItsNames: false })),
      [],
    );
  });

  void it('keeps what attributes, pasting, strings and headers may use', () => {
    const kept = [
      'static void __used help(int a)\n{\n}\n',
      '#define CALL(x) hel##x(1)\nstatic void help(int a)\n{\n}\n',
      'static void help(int a)\n{\n}\nasm("call help");\n',
      '#define help(a) a\n#include "uses_help.h"\n',
      '#undef help\n#define help(a) a\n',
    ];
    for (const text of kept) assert.deepEqual(names(pruneText(`${text}${use}`, N)), [], text);
    const printed = `static void help(int a)\n{\n\tgo("help");\n}\n${use}`;
    assert.deepEqual(names(pruneText(printed, N)), ['function help']);
    const handed =
      'static void foo_show(int a)\n{\n}\nDEVICE_ATTR_RO(foo);\nvoid f(void)\n{\n\tif (IS_ENABLED(CONFIG_X))\n\t\tfoo_show(1);\n}\n';
    const pruned = pruneText(handed, N);
    assert.deepEqual(names(pruned), []);
    assert.deepEqual(
      pruned.result.leftovers.map((l) => l.code),
      ['maybe-pasted'],
    );
  });

  void it('removes objects, locks and #undef pairs', () => {
    const text =
      '#define HELP_A 1\n#define HELP_B 2\nstatic int count;\nstatic DEFINE_MUTEX(lock);\n\nvoid f(void)\n{\n\tif (IS_ENABLED(CONFIG_X)) {\n\t\tmutex_lock(&lock);\n\t\tcount += HELP_A;\n\t}\n\tgo(HELP_B);\n}\n#undef HELP_A\n';
    assert.equal(pruneText(text, N).text, '#define HELP_B 2\n\nvoid f(void)\n{\n\tgo(HELP_B);\n}\n');
  });

  void it('keeps a comment that heads a row while one of the row stays', () => {
    const text = `/* bits */\n#define A 1\n#define B 2\n\nvoid f(void)\n{\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(A);\n\tgo(B);\n}\n`;
    assert.match(pruneText(text, N).text, /^\/\* bits \*\/\n#define B 2\n/);
  });

  void it('lists the names of dead code with their cause', () => {
    const { dropped } = pruneText(use, N).result;
    assert.equal(dropped.get('help'), 'CONFIG_X=n');
    assert.equal(dropped.get('f'), undefined);
  });
});

void describe('function scope', () => {
  const inF = (body: string) => `int f(int p)\n{\n${body}}\n`;

  void it('removes locals that only dead code read', () => {
    const body =
      '\tint i, *j = NULL, k;\n\tint both;\n\n\tboth = p;\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(i, j, both);\n\tk = 1;\n\treturn k;\n';
    assert.equal(pruneText(inF(body), N).text, inF('\tint k;\n\n\tk = 1;\n\treturn k;\n'));
  });

  void it('keeps a local whose value an effect sets', () => {
    const body = '\tint ret;\n\n\tret = act();\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(ret);\n\treturn 0;\n';
    assert.match(pruneText(inF(body), N).text, /int ret;\n\n\tret = act\(\);\n/);
  });

  void it('takes a store along whose value has become constant', () => {
    const body = '\tint ret;\n\n\tret = hook(p);\n\tif (ret)\n\t\treturn ret;\n\n\treturn more(p);\n';
    assert.equal(pruneText(inF(body), [callIs('hook', '0')]).text, inF('\treturn more(p);\n'));
  });

  void it('tells shadowing names and members apart', () => {
    const shadow =
      '\tint i;\n\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(i);\n\t{\n\t\tint i = 2;\n\n\t\tgo(i);\n\t}\n\treturn 0;\n';
    assert.match(pruneText(inF(shadow), N).text, /^\tint i;$/m);
    const member = '\tint i;\n\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(i);\n\treturn q->i;\n';
    assert.doesNotMatch(pruneText(inF(member), N).text, /int i;/);
  });

  void it('removes labels, and what only they led to', () => {
    const body =
      '\tif (IS_ENABLED(CONFIG_X) && act(p))\n\t\tgoto err;\n\n\treturn 0;\n\nerr:\n\tundo(p);\n\treturn -1;\n';
    assert.equal(pruneText(inF(body), N).text, inF('\treturn 0;\n'));
    const falls = '\tif (IS_ENABLED(CONFIG_X))\n\t\tgoto out;\n\n\tgo();\nout:\n\treturn p;\n';
    assert.equal(pruneText(inF(falls), N).text, inF('\tgo();\n\treturn p;\n'));
    const conditional =
      '\tif (IS_ENABLED(CONFIG_X))\n\t\tgoto out;\n\tif (p)\n\t\treturn 1;\nout:\n\treturn p;\n';
    assert.match(pruneText(inF(conditional), N).text, /return 1;\n\treturn p;/);
  });

  void it('keeps labels that were unused, or that other code names', () => {
    const unused = '\tif (IS_ENABLED(CONFIG_X))\n\t\tgo();\nout:\n\treturn p;\n';
    assert.match(pruneText(inF(unused), N).text, /out:/);
    const taken =
      '\tvoid *t = &&out;\n\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgoto out;\n\tgo(t);\nout:\n\treturn p;\n';
    assert.match(pruneText(inF(taken), N).text, /out:/);
  });

  void it('leaves kept code and its names alone', () => {
    const body = '\tint i = 0;\n\n\tif (IS_ENABLED(CONFIG_X))\n\t\tgo(i);\n\treturn 0;\n';
    assert.equal(pruneText(inF(body), Y).text, inF('\tint i = 0;\n\n\tgo(i);\n\treturn 0;\n'));
  });
});
