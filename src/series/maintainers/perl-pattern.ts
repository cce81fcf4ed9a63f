/**
 * A regular expression of Perl (with /x, as get_maintainer.pl matches) in JavaScript; undefined where it can't be
 * carried over. White space counts for nothing, `(?i:…)` and a leading `(?i)` become classes of both cases.
 */
export function fromPerl(pattern: string): RegExp | undefined {
  let out = '';
  let inClass = false;
  // For each open group: whether letters match in both cases.
  const folds: boolean[] = [];
  let fold = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '\\') {
      out += char + (pattern[++i] ?? '');
    } else if (inClass) {
      const posix = /^\[:(\w+):\]/.exec(pattern.slice(i));
      if (posix) {
        const members = POSIX[posix[1]!];
        if (members === undefined) return undefined;
        out += members;
        i += posix[0].length - 1;
      } else if (fold && /[A-Za-z]/.test(char)) {
        out += char.toLowerCase() + char.toUpperCase();
      } else {
        if (char === ']') inClass = false;
        out += char;
      }
    } else if (char === '[') {
      inClass = true;
      out += char;
      if (pattern[i + 1] === '^') out += pattern[++i]!;
      if (pattern[i + 1] === ']') out += `\\${pattern[++i]!}`;
    } else if (char === '#') {
      break;
    } else if (/\s/.test(char)) {
      continue;
    } else if (char === '(') {
      const flags = /^\(\?(i?)([:)])/.exec(pattern.slice(i));
      if (flags?.[2] === ')') {
        fold ||= flags[1] === 'i';
      } else {
        folds.push(fold);
        fold ||= flags?.[1] === 'i';
        out += flags ? '(?:' : '(';
      }
      if (flags) i += flags[0].length - 1;
    } else if (char === ')') {
      fold = folds.pop() ?? false;
      out += char;
    } else if (fold && /[A-Za-z]/.test(char)) {
      out += `[${char.toLowerCase()}${char.toUpperCase()}]`;
    } else {
      out += char;
    }
  }
  try {
    return new RegExp(out);
  } catch {
    return undefined;
  }
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};
