/**
 * Globs as a program of small steps (Thompson, "Regular expression search algorithm", 1968): the time for a path grows
 * with its length times the glob's, whatever either holds. Regular expressions made from globs backtrack, so that a
 * few wildcards and a hostile file name would take years.
 *
 * `*` stands for any text within one component, `?` for one character of it, `[a-z]` and `[!a-z]` for one of some,
 * `{a,b}` for either, `**` as a whole component for any number of components; `\` takes what follows as it is. A name
 * that begins with a dot is a name like others.
 */
export type PathMatcher = (path: string) => boolean;

interface GlobOptions {
  /** `**` anywhere stands for any text, within a component or across several. */
  readonly isTextAcross?: boolean;
}

/** A step takes a character, or leads to others without one. */
type Step =
  | { readonly kind: 'take'; readonly fits: (code: number) => boolean }
  | { readonly kind: 'fork'; to: number[] }
  | { readonly kind: 'end' };

/** Longer globs fit no path (PATH_MAX is 4096, a wildcard stands for nothing at the least). */
const LONGEST = 10_000;

/** Braces deeper than this are text: nobody writes them, and reading them recurses. */
const DEEPEST = 8;

const SLASH = 47;
const notSlash = (code: number): boolean => code !== SLASH;
const anyCode = (): boolean => true;

/** @returns a test of whole paths; it never throws, as no text is wrong: what is no wildcard stands for itself. A leading `./` counts for nothing. */
export function compileGlob(written: string, { isTextAcross = false }: GlobOptions = {}): PathMatcher {
  const glob = written.replace(/^(?:\.\/)+/, '');
  if (glob.length > LONGEST) return () => false;
  const steps: Step[] = [];
  const take = (fits: (code: number) => boolean) => steps.push({ kind: 'take', fits });
  /** Steps that may be taken any number of times. */
  const repeat = (fits: (code: number) => boolean) => {
    const start = steps.length;
    steps.push({ kind: 'fork', to: [start + 1, start + 3] });
    take(fits);
    steps.push({ kind: 'fork', to: [start] });
  };
  /** Any number of whole components, each with its slash. */
  const components = () => {
    const start = steps.length;
    const fork: Step = { kind: 'fork', to: [start + 1] };
    steps.push(fork);
    repeat(notSlash);
    take((code) => code === SLASH);
    steps.push({ kind: 'fork', to: [start] });
    fork.to.push(steps.length);
  };

  const readPart = (start: number, end: number, depth: number): void => {
    let at = start;
    while (at < end) {
      const char = glob[at]!;
      if (char === '*') {
        let stop = at;
        while (stop < end && glob[stop] === '*') stop++;
        const isWhole =
          stop - at > 1 && (at === 0 || glob[at - 1] === '/') && (stop === glob.length || glob[stop] === '/');
        if (isTextAcross && stop - at > 1) repeat(anyCode);
        else if (!isWhole) repeat(notSlash);
        else if (stop === glob.length) repeat(anyCode);
        else {
          components();
          stop++;
        }
        at = stop;
      } else if (char === '?') {
        take(notSlash);
        at++;
      } else if (char === '[') {
        at = readClass(at, end);
      } else if (char === '{' && depth < DEEPEST) {
        at = readChoice(at, end, depth);
      } else {
        const literal = char === '\\' && at + 1 < end ? at + 1 : at;
        const code = glob.charCodeAt(literal);
        take((other) => other === code);
        at = literal + 1;
      }
    }
  };

  /** `[…]`; an open one stands for itself. */
  const readClass = (start: number, end: number): number => {
    const isInverted = glob[start + 1] === '!' || glob[start + 1] === '^';
    const first = start + (isInverted ? 2 : 1);
    const close = glob.indexOf(']', first + 1);
    if (close < 0 || close >= end) {
      take((code) => code === 91);
      return start + 1;
    }
    const ranges: [number, number][] = [];
    for (let at = first; at < close; at++) {
      const isRange = glob[at + 1] === '-' && at + 2 < close;
      ranges.push([glob.charCodeAt(at), glob.charCodeAt(isRange ? at + 2 : at)]);
      if (isRange) at += 2;
    }
    take(
      (code) => code !== SLASH && ranges.some(([low, high]) => low <= code && code <= high) !== isInverted,
    );
    return close + 1;
  };

  /** `{a,b}`; one that is open, or holds no comma, stands for itself. */
  const readChoice = (start: number, end: number, depth: number): number => {
    const commas: number[] = [];
    let open = 0;
    let close = -1;
    for (let at = start; at < end && close < 0; at++) {
      const char = glob[at];
      if (char === '\\') at++;
      else if (char === '{') open++;
      else if (char === ',' && open === 1) commas.push(at);
      else if (char === '}' && --open === 0) close = at;
    }
    if (close < 0 || commas.length === 0) {
      take((code) => code === 123);
      return start + 1;
    }
    const fork: Step = { kind: 'fork', to: [] };
    steps.push(fork);
    const ends: { readonly kind: 'fork'; to: number[] }[] = [];
    [...commas, close].forEach((stop, i) => {
      fork.to.push(steps.length);
      readPart(i === 0 ? start + 1 : commas[i - 1]! + 1, stop, depth + 1);
      const after: Step = { kind: 'fork', to: [] };
      ends.push(after);
      steps.push(after);
    });
    for (const after of ends) after.to.push(steps.length);
    return close + 1;
  };

  readPart(0, glob.length, 0);
  steps.push({ kind: 'end' });
  return (path) => runSteps(steps, path);
}

/** Follows all ways through the steps at once. */
function runSteps(steps: readonly Step[], path: string): boolean {
  let now: number[] = [];
  let next: number[] = [];
  /** At which character a step was last reached. */
  const reached = new Int32Array(steps.length).fill(-1);
  const reach = (list: number[], first: number, at: number) => {
    const pending = [first];
    for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
      if (reached[step] === at) continue;
      reached[step] = at;
      const { kind } = steps[step]!;
      if (kind === 'fork') pending.push(...(steps[step] as Extract<Step, { kind: 'fork' }>).to);
      else list.push(step);
    }
  };
  reach(now, 0, 0);
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    for (const index of now) {
      const step = steps[index]!;
      if (step.kind === 'take' && step.fits(code)) reach(next, index + 1, at + 1);
    }
    if (next.length === 0) return false;
    [now, next] = [next, now];
    next.length = 0;
  }
  return now.includes(steps.length - 1);
}
