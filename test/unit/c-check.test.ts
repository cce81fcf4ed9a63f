import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkC } from '../../src/lang/c/check-c.js';

const laws = (before: string, after: string) =>
  checkC({ kind: 'c', path: 'a.h', before, after }).map(({ law }) => law);

void describe('checkC', () => {
  const ready = 'static inline bool\nready(struct s *s)\n{\n\treturn !s->busy;\n}\n';

  void it('takes no offence at a function that a directive above it hid', () => {
    const before = `STATE(a, A)\n#ifdef CONFIG_X\nSTATE(b, B)\n#endif\nSTATE(c, C)\n\n${ready}`;
    assert.deepEqual(laws(before, `STATE(a, A)\nSTATE(c, C)\n\n${ready}`), []);
  });

  void it('finds a function that does not parse any more', () => {
    assert.deepEqual(laws(`int a;\n\n${ready}`, `int a\n\n${ready.replace('return', ') return')}`), [
      'no-new-parse-errors',
    ]);
  });

  void it('tells the definitions of one name apart', () => {
    const stub = 'int f(void)\n{\n\treturn 0;\n}\n';
    const before = `#ifdef A\nint f(void)\n{\n\tint __odd *a = g();\n}\n#else\n${stub}#endif\n`;
    assert.deepEqual(laws(before, before.replace('g()', 'h()')), []);
    assert.deepEqual(laws(before, before.replace('return', ') return')), ['no-new-parse-errors']);
  });
});
