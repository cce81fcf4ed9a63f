import type { BrokenLaw, CheckTask } from '../check-file.js';
import { buildConditionalTree } from './cpp/conditional-tree.js';
import { scanDirectives } from './cpp/directives.js';
import { maskItem } from './syntax/mask.js';
import { makeOutline, type Outline, type OutlineItem } from './syntax/outline.js';
import { parsesCleanly } from './syntax/parser.js';

/**
 * Checks the change of a C-like file: see checkFile. What isn't a function is held to the same: no more of the top-level
 * ranges that changed may be without sense to the parser than before.
 */
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
  const [oldByName, nowByName] = [functionsByName(old), functionsByName(now)];
  const broken: BrokenLaw[] = [];
  for (const item of functionsOf(now)) {
    if (oldTexts.has(after.slice(item.start, item.end)) || parses(now, item)) continue;
    const name = item.names[0] ?? '';
    const candidates = oldByName.get(name);
    if (!candidates) {
      if (isRenamed(old, after.slice(item.start, item.end), name)) continue;
      // Invocations without a semicolon hide a function below them from the outline while a directive is among them.
      const from = after.lastIndexOf(name, item.body?.start ?? item.end);
      if (name && from >= item.start && before.includes(after.slice(from, item.end))) continue;
      broken.push({
        law: 'same-functions',
        message: `what was no function before reads as ${name || 'one'}() now`,
      });
    } else if (countUnread(now, nowByName.get(name)!) > countUnread(old, candidates)) {
      // A name may have a definition in each group of an #if, of which one never parsed.
      broken.push({ law: 'no-new-parse-errors', message: `${name}() parsed before and doesn't now` });
    }
  }
  const worse = countUnclean(now, old) - countUnclean(old, now);
  if (worse > 0) {
    broken.push({ law: 'no-new-parse-errors', message: 'a declaration parsed before and does not now' });
  }
  return broken;
}

/** Whether a function is one of before, but for its own name. */
function isRenamed(old: Outline, text: string, name: string): boolean {
  return functionsOf(old).some((item) => {
    const before = old.tokens.text.slice(item.start, item.end);
    const was = item.names[0] ?? '';
    return was !== '' && before.replaceAll(was, name) === text;
  });
}

/** How many ranges of the outline, functions apart, are not in the other one's text and don't parse. */
function countUnclean(outline: Outline, other: Outline): number {
  const textOf = (of: Outline, item: OutlineItem) => of.tokens.text.slice(item.start, item.end);
  const known = new Set(other.items.map((item) => textOf(other, item)));
  return outline.items.filter(
    (item) => item.kind !== 'function' && !known.has(textOf(outline, item)) && !parses(outline, item),
  ).length;
}

function functionsByName(outline: Outline): Map<string, OutlineItem[]> {
  const byName = new Map<string, OutlineItem[]>();
  for (const item of functionsOf(outline)) {
    const name = item.names[0] ?? '';
    byName.set(name, [...(byName.get(name) ?? []), item]);
  }
  return byName;
}

function countUnread(outline: Outline, functions: readonly OutlineItem[]): number {
  return functions.filter((item) => !parses(outline, item)).length;
}

function functionsOf(outline: Outline): OutlineItem[] {
  return outline.items.filter((item) => item.kind === 'function');
}

function parses(outline: Outline, item: OutlineItem): boolean {
  return parsesCleanly(maskItem(outline.tokens, item));
}
