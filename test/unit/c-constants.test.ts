import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  castConstant,
  constantOfNumber,
  constantOfText,
  evaluateBinary,
  isTruthy,
  negate,
  type Constant,
} from '../../src/lang/c/fold/constants.js';

const integer = (value: number, isUnsigned = false): Constant => ({
  kind: 'integer',
  value: BigInt(value),
  isUnsigned,
});
const errno = (name: string, isNegative = false): Constant => ({ kind: 'errno', name, isNegative });
const NULL: Constant = { kind: 'null' };
const TEXT = { kind: 'string' } as Constant;

/** What an operator of JavaScript says of numbers that are ints in both languages. */
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

test('texts of constants', () => {
  const cases: readonly (readonly [string, Constant | null])[] = [
    ['0', integer(0)],
    [' ( 0x1fU ) ', integer(31, true)],
    ['017', integer(15)],
    ['0b101', integer(5)],
    ['(-5)', integer(-5)],
    ['- 5', integer(-5)],
    ['-5u', null],
    ['NULL', NULL],
    ['-NULL', null],
    ['(-ENODEV)', errno('ENODEV', true)],
    ['--ENODEV', errno('ENODEV')],
    ['(f(1))', null],
    ['1.5', null],
    ['09', null],
    ['EVERYTHING', null],
  ];
  for (const [text, constant] of cases) assert.deepEqual(constantOfText(text), constant, text);
  assert.equal(constantOfNumber('0x'), null);
});

/** An error number is any of 1 to 4095 (MAX_ERRNO): what is said of it must hold for all of them. */
test('comparisons of error numbers hold whatever their values are', () => {
  const values = [1, 2, 3, 4094, 4095];
  for (const [operator, holds] of Object.entries(COMPARE)) {
    for (const sign of [1, -1]) {
      const own = errno('EIO', sign < 0);
      for (const other of [-5000, -3, -1, 0, 1, 3, 5000]) {
        const said = [
          [evaluateBinary(operator, own, integer(other)), (e: number) => holds(e, other)],
          [evaluateBinary(operator, integer(other), own), (e: number) => holds(other, e)],
        ] as const;
        for (const [constant, truth] of said) {
          for (const e of values)
            if (constant)
              assert.equal(isTruthy(constant), truth(sign * e), `${sign * e} ${operator} ${other}`);
        }
      }
      for (const otherSign of [1, -1]) {
        const constant = evaluateBinary(operator, own, errno('EPERM', otherSign < 0));
        for (const a of values)
          for (const b of values)
            if (constant && a !== b)
              assert.equal(isTruthy(constant), holds(sign * a, otherSign * b), operator);
      }
      const same = evaluateBinary(operator, own, own);
      assert.ok(same, operator);
      assert.equal(isTruthy(same), holds(1, 1), operator);
    }
  }
  assert.equal(isTruthy(evaluateBinary('<', errno('EIO', true), integer(0))!), true);
  assert.equal(isTruthy(evaluateBinary('>=', errno('EIO', true), integer(1))!), false);
  assert.equal(evaluateBinary('==', errno('EIO', true), integer(-5)), null);
  assert.equal(evaluateBinary('==', errno('EIO'), integer(0, true)), null);
  assert.equal(evaluateBinary('+', errno('EIO'), integer(0)), null);
});

test('arithmetic where types could matter is left alone', () => {
  const cases: readonly (readonly [string, Constant, Constant, Constant | null])[] = [
    ['+', integer(2), integer(3), integer(5)],
    ['-', integer(2), integer(3), integer(-1)],
    ['-', integer(2), integer(3, true), null],
    ['/', integer(7), integer(2), integer(3)],
    ['/', integer(7), integer(0), null],
    ['%', integer(7), integer(0), null],
    ['&', integer(6), integer(3), integer(2)],
    ['|', integer(-1), integer(3), null],
    ['^', integer(6), integer(3), integer(5)],
    ['<<', integer(1), integer(30), integer(1 << 30)],
    ['<<', integer(1), integer(31), null],
    ['>>', integer(-1), integer(1), null],
    ['*', integer(0x10000), integer(0x10000), null],
    ['<', integer(-1), integer(1, true), null],
    ['==', NULL, integer(0), integer(1)],
    ['==', NULL, TEXT, null],
  ];
  for (const [operator, a, b, value] of cases) {
    const label = JSON.stringify([a, operator, b], (_, part: unknown) =>
      typeof part === 'bigint' ? Number(part) : part,
    );
    assert.deepEqual(evaluateBinary(operator, a, b), value, label);
  }
});

test('casts that keep the value', () => {
  const cases: readonly (readonly [Constant, string, Constant | null])[] = [
    [integer(0), 'void *', NULL],
    [NULL, 'const struct s *', NULL],
    [integer(1), 'void *', null],
    [integer(5), 'bool', integer(1)],
    [NULL, '_Bool', integer(0)],
    [errno('EIO', true), 'bool', integer(1)],
    [TEXT, 'bool', integer(1)],
    [integer(5), 'unsigned long', integer(5, true)],
    [integer(5), '__force u32', integer(5, true)],
    [integer(5, true), 'long int', integer(5)],
    [integer(5), 'const s8', integer(5)],
    [integer(200), 's8', null],
    [integer(-1), 'int', null],
    [errno('EIO'), 'long', null],
    [integer(5), 'my_int', null],
  ];
  for (const [constant, type, value] of cases) assert.deepEqual(castConstant(constant, type), value, type);
  assert.equal(negate(NULL), null);
  assert.equal(negate(integer(1, true)), null);
  assert.deepEqual(negate(errno('EIO', true)), errno('EIO'));
});
