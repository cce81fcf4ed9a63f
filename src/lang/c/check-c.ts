import type { BrokenLaw, CheckTask } from '../check-file.js';
import { buildConditionalTree } from './cpp/conditional-tree.js';
import { scanDirectives } from './cpp/directives.js';
import { maskItem } from './syntax/mask.js';
import { makeOutline, type Outline, type OutlineItem } from './syntax/outline.js';
import { parseRange } from './syntax/parser.js';

/** Checks the change of a C-like file: see checkFile. */
export function checkC({ kind, before, after }: CheckTask): BrokenLaw[] {
  const broken: BrokenLaw[] = [];
  const defects = (text: string) =>
    buildConditionalTree(text.length, scanDirectives(text).directives).defects.length;
  if (defects(after) > defects(before)) {
    broken.push({ law: 'balanced-conditionals', message: 'an #if without #endif, or the other way round' });
  }
  if (kind === 'c' && broken.length === 0) broken.push(...checkFunctions(before, after));
  return broken;
}

/** Each function that changed and parsed before must parse after; one that is new must have been a changed one. */
function checkFunctions(before: string, after: string): BrokenLaw[] {
  const old = makeOutline(before);
  const now = makeOutline(after);
  const oldTexts = new Set(functionsOf(old).map((item) => before.slice(item.start, item.end)));
  const oldByName = new Map<string, OutlineItem[]>();
  for (const item of functionsOf(old)) {
    const name = item.names[0] ?? '';
    oldByName.set(name, [...(oldByName.get(name) ?? []), item]);
  }
  const broken: BrokenLaw[] = [];
  for (const item of functionsOf(now)) {
    if (oldTexts.has(after.slice(item.start, item.end)) || parses(now, item)) continue;
    const name = item.names[0] ?? '';
    const candidates = oldByName.get(name);
    if (!candidates) {
      broken.push({
        law: 'same-functions',
        message: `what was no function before reads as ${name || 'one'}() now`,
      });
    } else if (candidates.some((candidate) => parses(old, candidate))) {
      broken.push({ law: 'no-new-parse-errors', message: `${name}() parsed before and doesn't now` });
    }
  }
  return broken;
}

function functionsOf(outline: Outline): OutlineItem[] {
  return outline.items.filter((item) => item.kind === 'function');
}

function parses(outline: Outline, item: OutlineItem): boolean {
  return parseRange(maskItem(outline.tokens, item)).isClean;
}
