import type { Finding } from './finding.js';

/** What is in `after` and not in `before`, wherever it stands in its file. */
export function newFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const keyOf = ({ code, symbol, path, message }: Finding) =>
    [code, symbol, ...(code === 'no-type' || code.startsWith('un') ? [] : [path, message])].join('\0');
  const known = new Map<string, number>();
  for (const finding of before) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    const left = known.get(keyOf(finding)) ?? 0;
    known.set(keyOf(finding), left - 1);
    return left <= 0;
  });
}
