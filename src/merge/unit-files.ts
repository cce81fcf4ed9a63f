import { applyEdits } from '../edit/apply-edits.js';
import { chainEdits } from '../edit/chain-edits.js';
import type { Edit } from '../edit/edit.js';
import { objectId } from '../patch/format-patch.js';
import { decodeText, encodeText } from '../report/decode-text.js';
import type { FileChange } from '../result.js';
import { mayBeWritten } from '../write/own-names.js';
import type { DocumentJson, MergeUnit } from './arrange-units.js';
import { dropsInclude, newWords } from './find-clashes.js';
import { wrong } from './read-results.js';

/** What one unit does to one file. */
export interface UnitFile {
  /** As the tree has it, latin1. */
  readonly text: string;
  /** What all documents do together, in offsets into `text`. */
  readonly edits: readonly Edit[];
  readonly isGone: boolean;
  /** How many documents change it. */
  readonly steps: number;
  readonly dropsInclude: boolean;
  readonly newWords: ReadonlySet<string>;
}

/** The changes of one document, by path, as texts and edits of its own unit alone. */
export type UnitStep = ReadonlyMap<string, FileChange>;

export interface UnitChanges {
  /** One for each document. */
  readonly steps: readonly UnitStep[];
  readonly files: ReadonlyMap<string, UnitFile>;
}

type FileJson = DocumentJson['files'][number];

/**
 * The changes of a unit, read back from its JSON.
 * @param readText a file of the tree, latin1.
 * @throws UserError where they don't fit the tree.
 */
export function readUnitChanges(unit: MergeUnit, readText: (path: string) => string): UnitChanges {
  const files = new Map<string, { text: string; edits: Edit[]; isGone: boolean; steps: number }>();
  const steps = unit.documents.map((document) => {
    const step = new Map<string, FileChange>();
    for (const json of document.files) {
      const path = encodeText(json.path, json.pathBytes);
      if (!mayBeWritten(path))
        throw wrong(unit.name, `a result names a file outside of the tree: ${json.path}`);
      const file = files.get(path) ?? { text: readText(path), edits: [], isGone: false, steps: 0 };
      if (file.isGone) throw wrong(unit.name, `${json.path} is changed after it is gone`);
      const change = readChange(unit.name, path, json, applyEdits(file.text, file.edits));
      file.edits = chainEdits(file.text, file.edits, change.edits);
      file.isGone = change.status === 'deleted';
      file.steps++;
      files.set(path, file);
      step.set(path, change);
    }
    return step;
  });
  const described = [...files].map(([path, file]): [string, UnitFile] => {
    const edits = file.isGone ? [] : file.edits;
    return [
      path,
      { ...file, dropsInclude: dropsInclude(file.text, edits), newWords: newWords(file.text, edits) },
    ];
  });
  return { steps, files: new Map(described) };
}

/** @param before the text that the document found. */
function readChange(name: string, path: string, json: FileJson, before: string): FileChange {
  const edits = json.edits.map(({ start, end, text, bytes, cause }) => ({
    start,
    end,
    text: encodeText(text, bytes),
    cause: encodeText(cause),
  }));
  const isDeleted = json.status === 'deleted';
  const ids = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/m.exec(json.patch);
  // What git says of a file's content tells whether this is the tree, and whether the edits were understood.
  const fits =
    ids?.[1] === objectId(before) &&
    edits.every(
      ({ start, end }, i) => (edits[i - 1]?.end ?? 0) <= start && start <= end && end <= before.length,
    ) &&
    (isDeleted || ids[2] === objectId(applyEdits(before, edits)));
  if (!fits) throw wrong(decodeText(path), `not the file that the result of ${name} was made from`);
  const cause = json.hunks[0]?.chains[0]?.at(-1);
  return {
    path,
    kind: json.language,
    status: json.status,
    before,
    edits: isDeleted ? [] : edits,
    ...(isDeleted && cause !== undefined ? { cause: encodeText(cause) } : {}),
    mode: parseInt(json.mode, 8),
  };
}
