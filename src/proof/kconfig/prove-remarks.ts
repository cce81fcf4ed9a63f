import type { KconfigViolation } from './violation.js';
import type { Matches } from './match-items.js';
import { respell, type Premises } from './premises.js';
import { eachBlock, type Item, type KconfigText, type Remark } from './read-kconfig.js';

/**
 * Comments of what stays are there still. One may go with the item that it stands in or the line that it heads, when
 * that goes or changes, and with a block of which nothing stays.
 */
export function proveRemarks(
  premises: Premises,
  path: string,
  old: KconfigText,
  now: KconfigText,
  { pairs, gone }: Matches,
): KconfigViolation[] {
  const left = new Map<string, number>();
  for (const { text } of now.remarks) count(left, respell(premises, text), 1);
  const isGone = new Set(gone);
  const newOf = new Map([...pairs].map(([after, before]) => [before, after]));
  const starts = new Map(old.items.map((item) => [item.start, item]));
  const broken: KconfigViolation[] = [];
  // Blocks that hold something that stays, and those around them.
  const kept = new Set(
    old.items.flatMap((item) => (isBlock(item) || isGone.has(item) ? [] : [...eachBlock(item)])),
  );
  const needed = old.remarks.filter(
    (remark) => !mayGo(remark, { isGone, newOf, starts }) && (!remark.block || kept.has(remark.block)),
  );
  for (const { text, start } of needed) {
    const key = respell(premises, text);
    if ((left.get(key) ?? 0) > 0) count(left, key, -1);
    else
      broken.push({ path, law: 'kconfig-comment', message: `the comment '${text}' would go`, offset: start });
  }
  const all = new Map<string, number>();
  for (const { text } of old.remarks) count(all, respell(premises, text), 1);
  for (const { text } of now.remarks) {
    const key = respell(premises, text);
    count(all, key, -1);
    if (all.get(key)! < 0) {
      broken.push({ path, law: 'kconfig-comment', message: `the comment '${text}' would come` });
    }
  }
  return broken;
}

const isBlock = ({ kind }: Item): boolean => kind === 'if' || kind === 'menu' || kind === 'choice';

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function mayGo(
  { heads, within }: Remark,
  {
    isGone,
    newOf,
    starts,
  }: {
    readonly isGone: ReadonlySet<Item>;
    readonly newOf: ReadonlyMap<Item, Item>;
    readonly starts: ReadonlyMap<number, Item>;
  },
): boolean {
  const headed = heads === undefined ? undefined : starts.get(heads);
  if (headed) return headed.kind === 'if' || isGone.has(headed);
  if (!within) return heads !== undefined;
  if (isGone.has(within)) return true;
  const line = heads === undefined ? undefined : within.lines.find(({ start }) => start === heads);
  if (!line) return heads !== undefined && within.kind === 'if';
  return newOf.get(within)?.lines.every(({ text }) => text !== line.text) ?? false;
}
