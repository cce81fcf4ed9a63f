type Table<T> = Readonly<Record<string, (a: bigint, b: bigint) => T>>;

/** What C's comparisons say of integers of any size. */
export const COMPARE: Table<boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

/** What C's operators make of them, shifts apart: those depend on the type. Null: the result is undefined. */
export const COMPUTE: Table<bigint | null> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0n ? null : a / b),
  '%': (a, b) => (b === 0n ? null : a % b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};
