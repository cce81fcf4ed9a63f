import { append } from '../text/append.js';
import { applyEdits } from '../edit/apply-edits.js';
import type { Edit } from '../edit/edit.js';
import type { Leftover } from '../lang/facts.js';
import { checkFile } from '../lang/check-file.js';
import type { FileKind } from '../lang/file-kind.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { openModel } from '../lang/kconfig/open-model.js';
import { movePlaces } from '../lang/replace/find-places.js';
import { foldKconfig } from '../lang/replace/fold-kconfig.js';
import { foldMakefile } from '../lang/replace/fold-makefile.js';
import { foldTests } from '../lang/replace/fold-tests.js';
import { replacementId, type Replacement } from '../lang/replace/replacement.js';
import type { CheckFailure } from '../result.js';
import type { LaterChanges } from './later-changes.js';

/** A file in which names took another's place. */
export interface ReplacedFile {
  readonly path: string;
  readonly kind: FileKind;
  /** Offsets of the names in its present text, sorted. */
  readonly places: readonly number[];
}

/**
 * Folds what a replacement made redundant in Kconfig files, makefiles and expressions of C; conditionals of C are the
 * affair of its front end, as names may lose their last use there.
 * @param model of the tree before the replacement.
 * @returns the files with their places as they are now.
 */
export async function foldReplaced(
  files: readonly ReplacedFile[],
  replacements: readonly Replacement[],
  model: KconfigModel,
  changes: LaterChanges,
): Promise<{
  readonly files: readonly ReplacedFile[];
  readonly leftovers: readonly Leftover[];
  readonly failures: readonly CheckFailure[];
}> {
  const leftovers: Leftover[] = [];
  const failures: CheckFailure[] = [];
  const after = openReplacedModel(files, model, changes);
  const moved: ReplacedFile[] = [];
  for (const file of files) {
    const { path, kind, places } = file;
    const text = changes.textOf(path)!;
    let edits: readonly Edit[] = [];
    if (kind === 'kconfig' && after?.texts.has(path)) {
      const folded = foldKconfig(after, after.files.get(path)!, places, replacements);
      edits = folded.edits;
      append(
        leftovers,
        folded.leftovers.map((leftover) => changes.locate(leftover)),
      );
    } else if (kind === 'kbuild') edits = foldMakefile(path, text, places, replacements);
    else if (kind === 'c') edits = foldTests(text, places, replacementId(replacements[0]!));
    moved.push({ ...file, places: movePlaces(places, edits) });
    if (edits.length === 0) continue;
    const broken = await checkFile({ path, kind, before: text, after: applyEdits(text, edits) });
    append(
      failures,
      broken.map((law) => ({ path, ...law })),
    );
    if (broken.length === 0) changes.add(path, edits);
    else moved[moved.length - 1] = file;
  }
  return { files: moved, leftovers, failures };
}

/** The model of the tree as the replacement leaves it; undefined where it changes no Kconfig file. */
function openReplacedModel(
  files: readonly ReplacedFile[],
  model: KconfigModel,
  changes: LaterChanges,
): KconfigModel | undefined {
  const changed = files.filter(({ kind, path }) => kind === 'kconfig' && model.texts.has(path));
  if (changed.length === 0) return undefined;
  const now = new Map(changed.map(({ path }) => [path, changes.textOf(path)!]));
  return openModel([...model.texts].map(([path, text]) => ({ path, text: now.get(path) ?? text })));
}
