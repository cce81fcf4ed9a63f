import type { Edit } from '../../edit/edit.js';
import { spanAt } from '../../text/span.js';
import type { Leftover } from '../facts.js';
import type { FileKind } from '../file-kind.js';
import { findFlagMentions } from '../config-flags.js';
import { findConfigMentions, findWord } from '../plain-text/mentions.js';
import { readKconfigPlaces, type KconfigPlace } from './kconfig-uses.js';
import { findProse } from './prose.js';
import { isDistinctive, PHASE_MACROS, renamingId, type Renaming } from './renaming.js';

/** A renaming as one file sees it. */
export interface FileRenaming extends Renaming {
  /** Whether C uses the bare name for something else, so that it says nothing in prose. */
  readonly isCName: boolean;
  /** BusyBox: ENABLE_X, IF_X() and IF_NOT_X() are the symbol's, too. */
  readonly hasFlags?: boolean;
}

export interface RenameTask {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly renamings: readonly FileRenaming[];
}

/** What a file's uses of the old names come to; edits are unsorted and disjoint. */
export interface Uses {
  readonly edits: Edit[];
  readonly leftovers: Leftover[];
}

type Reason = readonly [code: string, message: string];

const REASONS = {
  comment: ['mentioned-in-comment', 'the word in this comment may mean something else'],
  help: ['mentioned-in-help', 'the word in this help text may mean something else'],
  other: ['mentioned-in-text', 'the word in this text may mean something else'],
  documentation: ['mentioned-in-documentation', 'the word in this document may mean something else'],
  script: ['mentioned-in-script', 'this script may mean the symbol'],
  rust: ['mentioned-in-rust-cfg', 'this Rust code may mean the symbol'],
  computed: ['computed-name', 'a macro may put CONFIG_ before the name'],
  phases: [
    'phase-dependent',
    'the name stands for a symbol of each boot phase, of which not all are renamed',
  ],
  taken: ['new-name-in-use', 'the new name stands here already, for another thing'],
} as const satisfies Record<string, Reason>;

/** Finds every use of the old names in a file: those that are renamed, and those that a person must look at. */
export function findUses(task: RenameTask): Uses {
  const uses: Uses = { edits: [], leftovers: [] };
  addConfigWords(task, uses);
  for (const renaming of task.renamings) {
    addPhaseUses(task, renaming, uses);
    if (renaming.hasFlags) addFlags(task, renaming, uses);
    if (!task.text.includes(renaming.name)) continue;
    if (task.kind === 'kconfig') addKconfigUses(task, renaming, uses);
    else addBareWords(task, renaming, uses);
  }
  return uses;
}

function rename(uses: Uses, renaming: Renaming, start: number): void {
  uses.edits.push({
    start,
    end: start + renaming.name.length,
    text: renaming.to,
    cause: renamingId(renaming),
  });
}

function leave(
  task: RenameTask,
  uses: Uses,
  renaming: Renaming,
  offset: number,
  reason: keyof typeof REASONS,
): void {
  const [code, message] = REASONS[reason];
  uses.leftovers.push({ code, path: task.path, offset, message, cause: renamingId(renaming) });
}

/** CONFIG_X and CONFIG_X_MODULE, wherever they stand; and CONFIG_NEW where it stood before. */
function addConfigWords(task: RenameTask, uses: Uses): void {
  const byName = new Map(task.renamings.map((renaming) => [renaming.name, renaming]));
  const byNewName = new Map(task.renamings.map((renaming) => [renaming.to, renaming]));
  for (const { offset, word } of findConfigMentions(task.text)) {
    const bare = word.endsWith('_MODULE') ? word.slice(0, -'_MODULE'.length) : word;
    const ofModule = byName.get(bare);
    const renaming = byName.get(word) ?? (ofModule?.ownsModule ? ofModule : undefined);
    if (renaming) rename(uses, renaming, offset + 'CONFIG_'.length);
    const taken = byNewName.get(word) ?? byNewName.get(bare);
    if (taken) leave(task, uses, taken, offset, 'taken');
  }
}

/** U-Boot: CONFIG_IS_ENABLED(X) and its kin, and `CONFIG_$(PHASE_)X` in Makefiles. */
function addPhaseUses(task: RenameTask, renaming: Renaming, uses: Uses): void {
  const { name } = renaming;
  const macro = new RegExp(`\\b(?:${PHASE_MACROS.join('|')})\\((?:\\s*\\w+\\s*,)?\\s*(?=${name}\\b)`, 'g');
  const expansion = new RegExp(`\\bCONFIG_\\$[({]\\w*[)}](?=${name}\\b)`, 'g');
  for (const pattern of task.kind === 'kbuild' ? [macro, expansion] : [macro]) {
    for (const { index, 0: found } of task.text.matchAll(pattern)) {
      const start = index + found.length;
      if (renaming.hasOtherPhases) leave(task, uses, renaming, start, 'phases');
      else rename(uses, renaming, start);
    }
  }
}

/** BusyBox: ENABLE_X, IF_X() and IF_NOT_X(), whatever file they stand in. */
function addFlags(task: RenameTask, renaming: Renaming, uses: Uses): void {
  const names = new Set([renaming.name, renaming.to]);
  for (const { form, symbol, offset } of findFlagMentions(task.text, (name) => names.has(name))) {
    if (symbol === renaming.name) rename(uses, renaming, offset + form.length);
    else leave(task, uses, renaming, offset, 'taken');
  }
}

function addKconfigUses(task: RenameTask, renaming: FileRenaming, uses: Uses): void {
  const offsets = findWord(task.text, renaming.name);
  const taken = findWord(task.text, renaming.to);
  if (offsets.length + taken.length === 0) return;
  const placeAt = readKconfigPlaces(task.path, task.text);
  for (const start of offsets) {
    const place = placeAt(start);
    const means = place === 'symbol' || (place !== 'other' && isMeant(task.text, renaming.name, start));
    if (means) rename(uses, renaming, start);
    else if (isWorthALook(renaming.name, place)) leave(task, uses, renaming, start, place);
  }
  for (const start of taken) if (placeAt(start) === 'symbol') leave(task, uses, renaming, start, 'taken');
}

/** In prose: the word can be nothing but a symbol, or stands as one does in a .config or Kconfig line. */
function isMeant(text: string, name: string, start: number): boolean {
  return isDistinctive(name) || standsAsSymbol(text, name, start);
}

/** `X=y`, and X behind a keyword of Kconfig at the start of a line. */
function standsAsSymbol(text: string, name: string, start: number): boolean {
  if (/^=(?:[ymn]\b|")/.test(text.slice(start + name.length, start + name.length + 3))) return true;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[\s#+*]*(?:menuconfig|config|select|imply|depends on)[ \t]+$/.test(before);
}

/** Words in capitals; those that the parser doesn't read (a prompt, a path) only where they are distinctive. */
function isWorthALook(name: string, place: KconfigPlace): boolean {
  return /[A-Z]/.test(name) && (place !== 'other' || isDistinctive(name));
}

/** The bare name outside of Kconfig: renamed in prose of files that speak of the symbol, where nothing else has it. */
function addBareWords(task: RenameTask, renaming: FileRenaming, uses: Uses): void {
  const { text, kind } = task;
  const { name, isCName } = renaming;
  const own = renamingId(renaming);
  const handled = new Set([
    ...uses.edits.map(({ start }) => start),
    ...uses.leftovers.map(({ offset }) => offset),
  ]);
  const offsets = findWord(text, name).filter((offset) => !handled.has(offset));
  if (offsets.length === 0) return;
  const distinctive = isDistinctive(name);
  const speaksOfIt = uses.edits.some(({ cause }) => cause === own);
  const { comments, strings } = findProse(kind, text);
  const pastes = /CONFIG_\s*##/.test(text);
  for (const offset of offsets) {
    if (spanAt(comments, offset)) {
      if (distinctive && speaksOfIt && !isCName) rename(uses, renaming, offset);
      else if (distinctive && !isCName) leave(task, uses, renaming, offset, 'comment');
    } else if (kind === 'documentation') {
      const isAbout = speaksOfIt || /\bKconfig\b/.test(text) || /kbuild|kconfig/i.test(task.path);
      if (standsAsSymbol(text, name, offset) || (distinctive && isAbout && !isCName))
        rename(uses, renaming, offset);
      else if (distinctive && !isCName) leave(task, uses, renaming, offset, 'documentation');
    } else if (spanAt(strings, offset)) {
      const isWhole = text[offset - 1] === '"' && text[offset + name.length] === '"';
      if (kind === 'rust' && isWhole) leave(task, uses, renaming, offset, 'rust');
      else if (kind === 'c' && distinctive && !isCName) leave(task, uses, renaming, offset, 'other');
    } else if (kind === 'script') {
      if (distinctive) leave(task, uses, renaming, offset, 'script');
    } else if (pastes && (kind === 'c' || kind === 'asm')) leave(task, uses, renaming, offset, 'computed');
    else if (kind === 'text' && distinctive && !isCName) leave(task, uses, renaming, offset, 'other');
  }
}

/** Whether a file's code uses the name for something of its own: outside of comments, or as a whole string. */
export function usesNameOtherwise(kind: FileKind, text: string, name: string): boolean {
  const { comments, strings } = findProse(kind, text);
  return findWord(text, name).some((offset) => {
    if (spanAt(comments, offset)) return false;
    const string = spanAt(strings, offset);
    if (string) return string.end - string.start === name.length + 2;
    // The argument of U-Boot's macros is the symbol itself.
    return !PHASE_ARGUMENT.test(text.slice(Math.max(0, offset - 120), offset));
  });
}

const PHASE_ARGUMENT = new RegExp(`(?:${PHASE_MACROS.join('|')})\\([\\s\\w,]*$`);
