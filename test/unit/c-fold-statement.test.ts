import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../../src/lang/facts.js';
import { callIs, config, foldBody, foldFile } from './c-fold-helper.js';

const Y = [config('X', 'y')];
const N = [config('X', 'n')];

function check(body: string, facts: readonly Fact[], expected: string, codes: string[] = []): void {
  const folded = foldBody(body, facts);
  assert.equal(folded.text, expected);
  assert.deepEqual(folded.codes, codes);
}

void describe('splicing branches', () => {
  const both =
    '\ta();\n\tif (IS_ENABLED(CONFIG_X)) {\n\t\tb();\n\t\tc(1,\n\t\t  2);\n\t} else {\n\t\td();\n\t}\n\te();\n';

  void it('takes a branch out of its braces, lines moved left', () => {
    check(both, Y, '\ta();\n\tb();\n\tc(1,\n\t  2);\n\te();\n');
    check(both, N, '\ta();\n\td();\n\te();\n');
  });

  void it('handles branches without braces', () => {
    const body = '\tif (IS_ENABLED(CONFIG_X))\n\t\tb(1,\n\t\t  2);\n\telse\n\t\tc();\n';
    check(body, Y, '\tb(1,\n\t  2);\n');
    check(body, N, '\tc();\n');
  });

  void it('shortens else-if chains at any place', () => {
    const chain =
      '\tif (a) {\n\t\tx();\n\t} else if (IS_ENABLED(CONFIG_X)) {\n\t\ty();\n\t} else if (b) {\n\t\tz();\n\t} else {\n\t\tw();\n\t}\n';
    check(chain, N, '\tif (a) {\n\t\tx();\n\t} else if (b) {\n\t\tz();\n\t} else {\n\t\tw();\n\t}\n');
    check(chain, Y, '\tif (a) {\n\t\tx();\n\t} else {\n\t\ty();\n\t}\n');
    const last = '\tif (a)\n\t\tx();\n\telse if (IS_ENABLED(CONFIG_X))\n\t\ty();\n\tend();\n';
    check(last, N, '\tif (a)\n\t\tx();\n\tend();\n');
    check(last, Y, '\tif (a)\n\t\tx();\n\telse\n\t\ty();\n\tend();\n');
    const first = '\tif (IS_ENABLED(CONFIG_X))\n\t\tx();\n\telse if (b)\n\t\ty();\n\telse\n\t\tz();\n';
    check(first, N, '\tif (b)\n\t\ty();\n\telse\n\t\tz();\n');
    const braces = '\tif (a) {\n\t\tx();\n\t} else if (IS_ENABLED(CONFIG_X)) {\n\t\ty();\n\t}\n';
    check(braces, N, '\tif (a) {\n\t\tx();\n\t}\n');
  });

  void it('follows an if that is the body of another statement', () => {
    const body = '\tfor (;;)\n\t\tif (IS_ENABLED(CONFIG_X)) {\n\t\t\ta();\n\t\t\tb();\n\t\t}\n\tend();\n';
    check(body, Y, '\tfor (;;) {\n\t\ta();\n\t\tb();\n\t}\n\tend();\n');
    check(body, N, '\tfor (;;)\n\t\t;\n\tend();\n');
    const single = '\tfor (;;)\n\t\tif (IS_ENABLED(CONFIG_X))\n\t\t\ta();\n';
    check(single, Y, '\tfor (;;)\n\t\ta();\n');
    const nested = '\tif (p)\n\t\tif (IS_ENABLED(CONFIG_X))\n\t\t\ta();\n\tend();\n';
    check(nested, Y, '\tif (p)\n\t\ta();\n\tend();\n');
    check(nested, N, '\tend();\n');
  });

  void it('never lets an else bind to another if', () => {
    const body =
      '\tif (p)\n\t\tif (IS_ENABLED(CONFIG_X)) {\n\t\t\tif (q)\n\t\t\t\ta();\n\t\t} else {\n\t\t\tb();\n\t\t}\n\telse\n\t\tc();\n';
    const { text } = foldBody(body, Y);
    assert.equal(text, '\tif (p) {\n\t\tif (q)\n\t\t\ta();\n\t} else\n\t\tc();\n');
    const inner =
      '\tif (p)\n\t\tif (q)\n\t\t\ta();\n\t\telse if (IS_ENABLED(CONFIG_X))\n\t\t\tb();\n\t\telse\n\t\t\t;\n\telse\n\t\tc();\n';
    assert.match(foldBody(inner, N).text, /else\n\t\t\t;\n\telse\n\t\tc\(\);/);
    const kept =
      '\tif (p)\n\t\tif (q)\n\t\t\ta();\n\t\telse {\n\t\t\tif (IS_ENABLED(CONFIG_X))\n\t\t\t\tb();\n\t\t}\n\telse\n\t\tc();\n';
    const text2 = foldBody(kept, N).text.replace(/\s+/g, '');
    assert.equal(text2, 'if(p)if(q)a();else{}elsec();');
  });

  void it('turns an if around when only its else is left', () => {
    const body = '\tif (a == b) {\n\t\tBUG_ON(IS_ENABLED(CONFIG_X));\n\t} else {\n\t\tgo();\n\t}\n';
    check(body, N, '\tif (a != b) {\n\t\tgo();\n\t}\n');
    const not = '\tif (!a)\n\t\tBUG_ON(IS_ENABLED(CONFIG_X));\n\telse\n\t\tgo();\n';
    assert.match(foldBody(not, N).text, /^\tif \(a\)\s+go\(\);/);
  });

  void it('keeps the braces of a block whose names clash', () => {
    const clash =
      '\tint i;\n\n\tif (IS_ENABLED(CONFIG_X)) {\n\t\tint i = 2;\n\n\t\tuse(i);\n\t}\n\tuse(i);\n';
    check(clash, Y, '\tint i;\n\n\t{\n\t\tint i = 2;\n\n\t\tuse(i);\n\t}\n\tuse(i);\n');
    const free = '\tint i;\n\n\tif (IS_ENABLED(CONFIG_X)) {\n\t\tint k = 2;\n\n\t\tuse(k);\n\t}\n\tuse(i);\n';
    check(free, Y, '\tint i;\n\n\tint k = 2;\n\n\tuse(k);\n\tuse(i);\n');
    const guard = '\tif (IS_ENABLED(CONFIG_X)) {\n\t\tguard(mutex)(&m);\n\t\ta();\n\t}\n\tb();\n';
    check(guard, Y, '\t{\n\t\tguard(mutex)(&m);\n\t\ta();\n\t}\n\tb();\n');
  });

  void it('keeps the comments of a kept branch, takes those of a dropped statement', () => {
    check(
      '\ta();\n\n\t/* why */\n\tif (IS_ENABLED(CONFIG_X)) {\n\t\t/* because */\n\t\tb(); /* b */\n\t}\n\n\tc();\n',
      Y,
      '\ta();\n\n\t/* why */\n\t/* because */\n\tb(); /* b */\n\n\tc();\n',
    );
    check(
      '\ta(); /* a */\n\n\t/*\n\t * why\n\t */\n\tif (IS_ENABLED(CONFIG_X))\n\t\tb(); /* b */\n\n\t/* c */\n\tc();\n',
      N,
      '\ta(); /* a */\n\n\t/* c */\n\tc();\n',
    );
  });

  void it('keeps a long comment that heads more than the call that goes', () => {
    const comment = '\t/*\n\t * one\n\t * two\n\t * three\n\t */\n';
    const kept = foldBody(`${comment}\tcheck(1);\n\tgo();\n`, [callIs('check', null)]);
    assert.equal(kept.text, `${comment}\tgo();\n`);
    assert.deepEqual(kept.codes, ['comment-kept']);
    check(`${comment}\tcheck(1);\n\n\tgo();\n`, [callIs('check', null)], '\tgo();\n');
    check(`${comment}\tcheck(1);\n\t/* go */\n\tgo();\n`, [callIs('check', null)], '\t/* go */\n\tgo();\n');
    check('\t/* short */\n\tcheck(1);\n\tgo();\n', [callIs('check', null)], '\tgo();\n');
  });

  void it('leaves braces where a condition with side effects stays alone', () => {
    const folded = foldBody('\tif (a() || b())\n\t\tcheck(1);\n\tgo();\n', [callIs('check', null)]);
    assert.equal(folded.text, '\tif (a() || b()) {\n\t}\n\tgo();\n');
    assert.deepEqual(folded.codes, ['side-effects']);
    check(
      '\tif (a())\n\t\tcheck(1);\n\telse if (b())\n\t\tgo();\n',
      [callIs('check', null)],
      '\tif (a()) {\n\t} else if (b())\n\t\tgo();\n',
    );
    check('\tif (check(per_cpu(rq, i)))\n\t\tgo();\n\tend();\n', [callIs('check', '0')], '\tend();\n');
  });

  void it('moves comment lines with their code', () => {
    check(
      '\tif (IS_ENABLED(CONFIG_X)) {\n\t\t/*\n\t\t * two\n\t\t */\n\t\tb();\n\t}\n',
      Y,
      '\t/*\n\t * two\n\t */\n\tb();\n',
    );
  });
});

void describe('dead ends', () => {
  void it('drops what a spliced jump leaves unreachable', () => {
    const body =
      '\tif (IS_ENABLED(CONFIG_X))\n\t\treturn a;\n\n\tb();\n\tswitch (c) {\n\tcase 1:\n\t\td();\n\t}\n\treturn e;\n';
    assert.equal(foldBody(body, Y, {}, 'int f(void)').text, '\treturn a;\n');
    check(body, N, '\tb();\n\tswitch (c) {\n\tcase 1:\n\t\td();\n\t}\n\treturn e;\n');
  });

  void it('stops at labels, cases and directives', () => {
    check(
      '\tif (IS_ENABLED(CONFIG_X))\n\t\tgoto out;\n\ta();\nout:\n\tb();\n',
      Y,
      '\tgoto out;\nout:\n\tb();\n',
    );
    check(
      '\tswitch (a) {\n\tcase 1:\n\t\tif (IS_ENABLED(CONFIG_X))\n\t\t\tbreak;\n\t\tb();\n\tcase 2:\n\t\tc();\n\t}\n',
      Y,
      '\tswitch (a) {\n\tcase 1:\n\t\tbreak;\n\tcase 2:\n\t\tc();\n\t}\n',
    );
    const cut = '#ifdef A\n\tif (IS_ENABLED(CONFIG_X))\n\t\treturn;\n#endif\n\tb();\n';
    check(cut, Y, '#ifdef A\n\treturn;\n#endif\n\tb();\n');
  });

  void it('drops a return that has become the last statement', () => {
    check('\ta();\n\tif (IS_ENABLED(CONFIG_X))\n\t\treturn;\n\tb();\n', Y, '\ta();\n');
  });

  void it('keeps dead code that can be entered', () => {
    check(
      '\tif (IS_ENABLED(CONFIG_X)) {\nagain:\n\t\ta();\n\t}\n\tif (b())\n\t\tgoto again;\n',
      N,
      '\tif (IS_ENABLED(CONFIG_X)) {\nagain:\n\t\ta();\n\t}\n\tif (b())\n\t\tgoto again;\n',
      ['label-in-dead-branch'],
    );
    const duff =
      '\tswitch (a) {\n\tdefault:\n\t\tif (IS_ENABLED(CONFIG_X)) {\n\tcase 1:\n\t\t\tb();\n\t\t}\n\t}\n';
    check(duff, N, duff, ['case-in-dead-branch']);
  });

  void it('never cuts through undecided directives', () => {
    const bodies = [
      '\tif (IS_ENABLED(CONFIG_X))\n#ifdef A\n\t\ta();\n#else\n\t\tb();\n#endif\n\tc();\n',
      '#ifdef A\n\tif (IS_ENABLED(CONFIG_X))\n#endif\n\t\ta();\n\tc();\n',
      '\tif (IS_ENABLED(CONFIG_X))\n#ifdef A\n\t\ta();\n\telse\n#endif\n\t\tb();\n',
      '\tif (IS_ENABLED(CONFIG_X)) {\n#define K 1\n\t\ta();\n\t}\n\tuse(K);\n',
    ];
    for (const body of bodies) {
      const { text, codes } = foldBody(body, N);
      assert.equal(text, body);
      assert.equal(codes.length, 1, body);
    }
    check('\tif (IS_ENABLED(CONFIG_X)) {\n#ifdef A\n\t\ta();\n#endif\n\t}\n\tc();\n', N, '\tc();\n');
  });

  void it('leaves a region that does not parse alone', () => {
    const { text, codes } = foldFile('void f(void)\n{\n\tif (IS_ENABLED(CONFIG_X)) @ {\n\t}\n}\n', Y);
    assert.match(text, /IS_ENABLED/);
    assert.deepEqual(codes, ['not-parsed']);
  });
});

void describe('statements that lose their point', () => {
  void it('removes checks that cannot fire', () => {
    const body =
      '\tBUILD_BUG_ON_MSG(IS_ENABLED(CONFIG_X), "no");\n\tWARN_ON_ONCE(IS_ENABLED(CONFIG_X) && a());\n\tif (WARN_ON(IS_ENABLED(CONFIG_X)))\n\t\treturn;\n\tend();\n';
    check(body, N, '\tend();\n');
  });

  void it('removes an if or else that nothing is left of', () => {
    check('\tif (a) {\n\t\tcheck(1);\n\t}\n\tend();\n', [callIs('check', null)], '\tend();\n');
    check(
      '\tif (a)\n\t\tgo();\n\telse\n\t\tcheck(1);\n\tend();\n',
      [callIs('check', null)],
      '\tif (a)\n\t\tgo();\n\tend();\n',
    );
    check('\tif (!ask(a))\n\t\tcheck(1);\n\tend();\n', [callIs('check', null)], '\task(a);\n\tend();\n');
  });

  void it('keeps labels and cases valid', () => {
    check('\tgoto out;\nout:\n\tcheck(1);\n', [callIs('check', null)], '\tgoto out;\nout:\n\t;\n');
    check(
      '\tswitch (a) {\n\tcase 1:\n\t\tgo();\n\t\tbreak;\n\tdefault:\n\t\tcheck(1);\n\t}\n',
      [callIs('check', null)],
      '\tswitch (a) {\n\tcase 1:\n\t\tgo();\n\t\tbreak;\n\tdefault:\n\t\tbreak;\n\t}\n',
    );
  });

  void it('finds conditions behind a label that stands before a case', () => {
    check(
      '\tswitch (a) {\nagain:\n\tcase 1:\n\t\tif (IS_ENABLED(CONFIG_X)) {\n\t\t\tgo();\n\t\t} else {\n\t\t\tgoto again;\n\t\t}\n\t\tbreak;\n\t}\n',
      Y,
      '\tswitch (a) {\nagain:\n\tcase 1:\n\t\tgo();\n\t\tbreak;\n\t}\n',
    );
  });

  void it('does not take an iterator macro for a loop on its arguments', () => {
    check(
      '\tlist_for_each_entry(p, &head, list)\n\t\tif (IS_ENABLED(CONFIG_X))\n\t\t\ta(p);\n\tb();\n',
      Y,
      '\tlist_for_each_entry(p, &head, list)\n\t\ta(p);\n\tb();\n',
    );
  });
});

void describe('layout of what is left', () => {
  void it('re-aligns continuation lines whose bracket moved', () => {
    check(
      '\tif (IS_ENABLED(CONFIG_X)) {\n\t\tfirst();\n\t} else if (!range(aaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbb,\n\t\t\t  cccccccccccccccccccccc))\n\t\tgo();\n',
      N,
      '\tif (!range(aaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbb,\n\t\t   cccccccccccccccccccccc))\n\t\tgo();\n',
    );
  });

  void it('joins a head that was broken for its length and fits now', () => {
    check(
      '\tif (IS_ENABLED(CONFIG_X) && aaaaaaaaaaaaaaaaaaaaaaaaaaaaa &&\n\t    bbbbbbbbbbbbbbbbbbbbbbbb)\n\t\tgo();\n',
      Y,
      '\tif (aaaaaaaaaaaaaaaaaaaaaaaaaaaaa && bbbbbbbbbbbbbbbbbbbbbbbb)\n\t\tgo();\n',
    );
  });

  void it('leaves breaks that the author chose', () => {
    check(
      '\tif (aa &&\n\t    IS_ENABLED(CONFIG_X) &&\n\t    bb)\n\t\tgo();\n',
      Y,
      '\tif (aa &&\n\t    bb)\n\t\tgo();\n',
    );
  });
});
