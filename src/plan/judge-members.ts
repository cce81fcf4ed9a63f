import type { PlannedTree } from './planned-tree.js';

/** A struct that stands in more files than this isn't looked into: its members stay. */
const MANY_FILES = 60;

/**
 * Of the structs with these tags, those that some object may be initialized by position (C11 6.7.9p17), or that stand
 * in too many files to tell: taking a member out of them could shift values.
 */
export async function findInitializedByPosition(
  tags: readonly string[],
  tree: PlannedTree,
): Promise<ReadonlySet<string>> {
  const found = await tree.findWords(tags);
  return new Set(
    tags.filter((tag) => {
      const paths = found.get(tag) ?? [];
      return (
        paths.length > MANY_FILES || paths.some((path) => initializesByPosition(tree.textOf(path) ?? '', tag))
      );
    }),
  );
}

/** An initializer behind the tag, or a compound literal of it, that doesn't start with a designator, `0` or nothing. */
function initializesByPosition(text: string, tag: string): boolean {
  const code = text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ' ');
  const designated = String.raw`(?!\s*(?:\{\s*)?(?:\.|\[|\}|0\s*\}))`;
  const object = new RegExp(String.raw`\b${tag}\b[^;{}()]*=\s*\{${designated}`);
  const literal = new RegExp(
    String.raw`\(\s*(?:const\s+)?struct\s+${tag}\s*(?:\[\s*\]\s*)?\)\s*\{${designated}`,
  );
  return object.test(code) || literal.test(code);
}
