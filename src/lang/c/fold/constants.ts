/**
 * What is known of a constant. A symbol's value is not (errno differs between architectures), but that it is not 0
 * and what sign it has: POSIX wants errno macros positive and distinct.
 */
export type Constant =
  | { readonly kind: 'integer'; readonly value: bigint; readonly isUnsigned: boolean }
  | { readonly kind: 'errno'; readonly name: string; readonly isNegative: boolean }
  | { readonly kind: 'null' }
  /** A string literal: not null, and nothing more is asked of it. */
  | { readonly kind: 'string' };

export const TRUE: Constant = { kind: 'integer', value: 1n, isUnsigned: false };
export const FALSE: Constant = { kind: 'integer', value: 0n, isUnsigned: false };

export function makeBoolean(value: boolean): Constant {
  return value ? TRUE : FALSE;
}

/** POSIX <errno.h> and the kernel's own error numbers; aliases of another one are left out. */
const ERRNO = new Set(
  (
    'EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST ' +
    'EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ' +
    'ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ENODATA ETIME ENOSR EPROTO EBADMSG ' +
    'EOVERFLOW EILSEQ EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT ' +
    'EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ' +
    'ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH ' +
    'EALREADY EINPROGRESS ESTALE EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED ' +
    'EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON ERESTARTSYS ERESTARTNOINTR ERESTARTNOHAND ' +
    'ENOIOCTLCMD EPROBE_DEFER EOPENSTALE ENOPARAM ENOTSUPP EBADHANDLE ENOTSYNC EBADCOOKIE ETOOSMALL ESERVERFAULT ' +
    'EBADTYPE EJUKEBOX EIOCBQUEUED ERECALLCONFLICT ENOGRACE EREMOTE EUCLEAN ENAVAIL ENONET'
  ).split(' '),
);

/** Value of an identifier that is constant wherever C code of these trees is compiled. */
export function constantOfName(name: string): Constant | null {
  if (name === 'true') return TRUE;
  if (name === 'false') return FALSE;
  if (name === 'NULL') return { kind: 'null' };
  return ERRNO.has(name) ? { kind: 'errno', name, isNegative: false } : null;
}

/** Value of an integer constant (C11 6.4.4.1); null for a floating one or odd text. */
export function constantOfNumber(text: string): Constant | null {
  const match = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)([uUlL]*)$/.exec(text);
  if (!match) return null;
  const digits = match[1]!;
  const value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return { kind: 'integer', value, isUnsigned: /u/i.test(match[2]!) };
}

/** A constant as text: `0`, `(-ENODEV)`, `NULL`; null where the text is something else. */
export function constantOfText(text: string): Constant | null {
  const bare = text.trim();
  const inner = /^\((.*)\)$/s.exec(bare)?.[1];
  if (inner !== undefined && !/[()]/.test(inner)) return constantOfText(inner);
  if (bare.startsWith('-')) {
    const positive = constantOfText(bare.slice(1));
    return positive && negate(positive);
  }
  return constantOfNumber(bare) ?? constantOfName(bare);
}

/** Whether the constant, as a controlling expression, is true. */
export function isTruthy(constant: Constant): boolean {
  switch (constant.kind) {
    case 'integer':
      return constant.value !== 0n;
    case 'errno':
    case 'string':
      return true;
    case 'null':
      return false;
  }
}

const INT_MAX = 0x7fffffffn;

/**
 * Whether arithmetic on the two needs no thought about types: both fit an int, and where one is unsigned neither is
 * negative, so that the usual arithmetic conversions (C11 6.3.1.8) change no value.
 */
function isPlainPair(a: Constant & { kind: 'integer' }, b: Constant & { kind: 'integer' }): boolean {
  const small = [a, b].every((c) => c.value <= INT_MAX && c.value >= -INT_MAX);
  return small && ((!a.isUnsigned && !b.isUnsigned) || (a.value >= 0n && b.value >= 0n));
}

const COMPARISONS: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

const ARITHMETIC: Readonly<Record<string, (a: bigint, b: bigint) => bigint | null>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0n ? null : a / b),
  '%': (a, b) => (b === 0n ? null : a % b),
  '&': (a, b) => (a < 0n || b < 0n ? null : a & b),
  '|': (a, b) => (a < 0n || b < 0n ? null : a | b),
  '^': (a, b) => (a < 0n || b < 0n ? null : a ^ b),
  '<<': (a, b) => (a < 0n || b < 0n || b > 30n ? null : a << b),
  '>>': (a, b) => (a < 0n || b < 0n || b > 30n ? null : a >> b),
};

export function isComparison(operator: string): boolean {
  return operator in COMPARISONS;
}

export function isArithmetic(operator: string): boolean {
  return operator in ARITHMETIC;
}

/** Value of `a operator b`; null where types could matter or the result isn't known. */
export function evaluateBinary(operator: string, a: Constant, b: Constant): Constant | null {
  const x = asSign(a);
  const y = asSign(b);
  if (!x || !y) return null;
  if (x.kind === 'integer' && y.kind === 'integer') {
    if (!isPlainPair(x, y)) return null;
    if (isComparison(operator)) return makeBoolean(COMPARISONS[operator]!(x.value, y.value));
    const value = ARITHMETIC[operator]?.(x.value, y.value) ?? null;
    const isUnsigned = x.isUnsigned || y.isUnsigned;
    if (value === null || value > INT_MAX || value < (isUnsigned ? 0n : -INT_MAX)) return null;
    return { kind: 'integer', value, isUnsigned };
  }
  return isComparison(operator) ? compareErrno(operator, x, y) : null;
}

type Comparable = Extract<Constant, { kind: 'integer' | 'errno' }>;

/** NULL compares like 0 with integers and pointers that are 0. */
function asSign(constant: Constant): Comparable | null {
  if (constant.kind === 'null') return { kind: 'integer', value: 0n, isUnsigned: false };
  return constant.kind === 'string' ? null : constant;
}

/** ENOTSUP is EOPNOTSUPP and EDEADLOCK is EDEADLK, but those aliases aren't in the list: two names differ. */
function compareErrno(operator: string, a: Comparable, b: Comparable): Constant | null {
  if (a.kind === 'errno' && b.kind === 'errno') {
    if (a.name === b.name && a.isNegative === b.isNegative)
      return makeBoolean(COMPARISONS[operator]!(0n, 0n));
    if (a.isNegative !== b.isNegative)
      return makeBoolean(COMPARISONS[operator]!(a.isNegative ? -1n : 1n, 0n));
    return operator === '==' ? FALSE : operator === '!=' ? TRUE : null;
  }
  const errno = a.kind === 'errno' ? a : (b as Extract<Comparable, { kind: 'errno' }>);
  const other = a.kind === 'errno' ? b : a;
  if (other.kind !== 'integer' || other.isUnsigned) return null;
  // Only 0 and what lies on its other side compare the same for every error number.
  const sign = errno.isNegative ? -1n : 1n;
  if (errno.isNegative ? other.value < 0n : other.value > 0n) return null;
  const distance = other.value === 0n ? sign : sign - other.value;
  return makeBoolean(
    a.kind === 'errno' ? COMPARISONS[operator]!(distance, 0n) : COMPARISONS[operator]!(0n, distance),
  );
}

/** Value of `-constant`, null where it isn't known. */
export function negate(constant: Constant): Constant | null {
  if (constant.kind === 'errno') return { ...constant, isNegative: !constant.isNegative };
  if (constant.kind !== 'integer' || constant.isUnsigned || constant.value > INT_MAX) return null;
  return { ...constant, value: -constant.value };
}

/** Value of the constant cast to a type, where the type can't change it. */
export function castConstant(constant: Constant, type: string): Constant | null {
  const name = type.replace(/\b(?:const|volatile|__force)\b/g, '').trim();
  if (name.endsWith('*')) {
    return constant.kind === 'null' || (constant.kind === 'integer' && constant.value === 0n)
      ? { kind: 'null' }
      : null;
  }
  if (/^(?:bool|_Bool)$/.test(name)) return makeBoolean(isTruthy(constant));
  if (constant.kind !== 'integer' || constant.value < 0n || constant.value > 127n) return null;
  const plain =
    /^(?:(?:unsigned|signed|long|int|short|char)(?: (?:unsigned|signed|long|int|short|char))*|_*[us](?:8|16|32|64)|u?int(?:8|16|32|64)_t|size_t|ssize_t|ulong|uint)$/;
  if (!plain.test(name)) return null;
  return { ...constant, isUnsigned: /^(?:_*u|unsigned|size_t)/.test(name) };
}
