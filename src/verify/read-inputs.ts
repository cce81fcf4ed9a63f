import { clip, UserError } from '../errors.js';
import { parseRuleBytes, readInput } from '../rules/load-rules.js';
import type { RuleDocument } from '../rules/rule-document.js';
import { readPatches, type Patch } from './read-patch.js';

/** A patch larger than this isn't read: that of a whole kernel release has as much. */
const LARGEST = 64 * 1024 * 1024;

/** A file's header in a diff: no rule has such a line at its start. */
const IS_PATCH = /^(?:diff --git |--- \S.*\r?\n\+\+\+ \S|From [0-9a-f]{40} )/m;

/** What a verification is about: rules, patches, or both. */
export interface VerifyInputs {
  readonly documents: readonly RuleDocument[];
  /** Undefined: none was named. */
  readonly patches: readonly Patch[] | undefined;
}

/**
 * Reads the files that the command line names.
 * @param files rules and patches, told apart by what is in them; @param patches what must be one.
 * @throws UserError where one can't be read or isn't right.
 */
export function readInputs(files: readonly string[], patches: readonly string[]): VerifyInputs {
  if ([...files, ...patches].filter((path) => path === '-').length > 1)
    throw new UserError('standard input (-) can be read only once');
  const documents: RuleDocument[] = [];
  const read: Patch[] = [];
  let hasPatch = false;
  for (const [path, mustBePatch] of [
    ...files.map((path) => [path, false] as const),
    ...patches.map((path) => [path, true] as const),
  ]) {
    const { bytes, name } = readInput(path, LARGEST, mustBePatch ? 'patch' : 'rule file or patch');
    const text = bytes.toString('latin1');
    if (!mustBePatch && !IS_PATCH.test(text)) documents.push(...parseRuleBytes(bytes, name));
    else {
      if (bytes.length > LARGEST) throw new UserError(`${clip(name, 500)}: error: larger than 64 MiB`);
      hasPatch = true;
      read.push(...readPatches(text, clip(name, 500)));
    }
  }
  return { documents, patches: hasPatch ? read : undefined };
}
