import type { Expression } from './expression.js';

/**
 * The elements of an initializer list without those that go. In an array without a size the largest index makes its
 * length: where one goes that no other element makes up for, an empty one of its index must stay. One that a value without
 * designator follows can't go: that would move.
 * @param isOpen whether the list is that of an array without a size.
 */
export function dropElements(
  items: readonly Expression[],
  goes: (item: Expression) => boolean,
  isOpen: boolean,
): Expression[] {
  if (!items.some((item) => indexOf(item) !== undefined)) return items.filter((item) => !goes(item));
  const gone = items.map(goes);
  const isHeld = (i: number) => {
    const next = items[i + 1];
    return isMemberOfElement(items[i]!) && next !== undefined && next.kind !== 'designated';
  };
  const staying = items.filter((_, i) => !gone[i]);
  const indices = new Set(staying.map(indexOf));
  let longest = -1;
  for (const index of indices) longest = Math.max(longest, asNumber(index) ?? -1);
  return items.flatMap((item, i): Expression[] => {
    if (!gone[i] || isHeld(i)) return [item];
    if (!isOpen || !isMemberOfElement(item)) return [];
    const index = indexOf(item)!;
    if (indices.has(index) || (asNumber(index) ?? Infinity) <= longest) return [];
    return [{ kind: 'designated', path: index, value: { kind: 'list', items: [] } }];
  });
}

/** `[i]` of `[i].m = x`. */
function indexOf(item: Expression): string | undefined {
  return item.kind === 'designated' ? /^\[[^\]]*\]/.exec(item.path)?.[0] : undefined;
}

function isMemberOfElement(item: Expression): boolean {
  return item.kind === 'designated' && /^\[[^\]]*\]\s*\./.test(item.path);
}

function asNumber(index: string | undefined): number | undefined {
  const text = /^\[\s*(0[xX][\da-fA-F]+|0|[1-9]\d*)\s*\]$/.exec(index ?? '')?.[1];
  return text === undefined ? undefined : Number(text);
}
