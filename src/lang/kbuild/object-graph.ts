import type { Edit } from '../../edit/edit.js';
import type { Leftover } from '../facts.js';
import { absorbGap } from './fold-expansion.js';
import { hasRecipe, removeStatement, type FileMarks } from './file-marks.js';
import { joinPath, listWords, stemOf, type ListWords, type ObjectWord } from './object-words.js';
import type { Assignment, Makefile } from './statements.js';
import { addReads, countReads, makeNamePattern, mayRead, type VariableReads } from './variable-reads.js';

/** An object, a host program or a folder that the makefile names no more. */
export interface DroppedTarget {
  readonly kind: 'object' | 'program' | 'directory';
  /** Below the tree, without suffix; a folder with a `/` at its end. */
  readonly stem: string;
  readonly offset: number;
  readonly cause: string;
}

export interface ObjectCascade {
  readonly dropped: readonly DroppedTarget[];
  readonly edits: readonly Edit[];
  readonly leftovers: readonly Leftover[];
}

export interface ObjectQuery {
  readonly path: string;
  readonly makefile: Makefile;
  readonly marks: FileMarks;
  /** The fact because of which make never reads the statement, if there is one. */
  readonly deadBy: (index: number) => string | null;
  /** Whether a path below the tree exists; null when nobody can tell. */
  readonly hasFile: ((path: string) => boolean) | null;
  /** Files that facts say are gone. */
  readonly goneFiles: ReadonlyMap<string, string>;
}

/** `foo-objs`, `foo-y`, `foo-$(CONFIG_X)`: a list of what foo.o is linked from (kbuild/makefiles.rst, 3.3). */
const COMPOSITE = /^([A-Za-z0-9_.+-]+?)-(?:(?:cxx)?objs(?:-(?:y|m|\$.*))?|dtbs|y|m|\$[({].*)$/;
/** `CFLAGS_foo.o`, `KASAN_SANITIZE_foo.o`: a setting of one object. */
const PER_OBJECT =
  /^(?:(?:C|A|LD|CPP|RUST|OBJCOPY|HOSTC|HOSTCXX|HOSTLD|HOSTRUST)FLAGS(?:_REMOVE)?|(?:K[A-Z]*SAN|UBSAN|GCOV|KCOV|CONTEXT)_(?:SANITIZE|SIGNED_WRAP|INTEGER_WRAP|INSTRUMENT_BARRIERS|ENABLE_CHECKS|PROFILE|INSTRUMENT|ANALYSIS)|OBJECT_FILES_NON_STANDARD)_([A-Za-z0-9_.+/-]+\.o)$/;
/** Lists whose words are paths below the tree's top, in the makefiles that the top one includes. */
const FROM_TOP = /^(?:core|drivers|libs|net|virt|head|init)-/;
const TOP_MAKEFILE = /^(?:Makefile|arch\/[^/]+\/Makefile[^/]*|(?:.*\/)?Platform)$/;
const FOLDER_LIST = /^(?:obj|lib|subdir)-/;
const HOST_LIST = /^(?:hostprogs|userprogs|hostcxxprogs|always|hostprogs-always)(?:-|$)/;

/** Lists that Kbuild reads itself. */
const KBUILD_LIST =
  /^(?:obj|lib|subdir|extra|always|targets|hostprogs|userprogs|core|drivers|libs|net|virt|head|init|dtb)(?:-|$)/;

interface ListStatement {
  readonly index: number;
  readonly assignment: Assignment;
  readonly name: string;
  readonly words: ListWords;
  /** The stem of the object that it lists the members of. */
  readonly composite: string | null;
}

interface CascadeState {
  readonly query: ObjectQuery;
  readonly lists: readonly ListStatement[];
  readonly composites: ReadonlyMap<string, ListStatement[]>;
  readonly perObject: ReadonlyMap<string, number[]>;
  readonly rules: ReadonlyMap<string, number[]>;
  /** What living statements read. */
  readonly reads: VariableReads;
  /** How many living words name a thing, by the word's text. */
  readonly counts: Map<string, number>;
  /** Stems that living text names in a way which can't be followed. */
  readonly fuzzy: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
  readonly dropped: DroppedTarget[];
  readonly edits: Edit[];
  readonly leftovers: Leftover[];
  readonly queue: { readonly list: ListStatement; readonly cause: string }[];
  readonly gone: Set<string>;
  readonly wordDrops: Map<ListStatement, { readonly word: ObjectWord; readonly cause: string }[]>;
}

/** Where the words of a list are looked for, and whether the list may name folders. */
function placeOfList(
  path: string,
  name: string,
): { readonly folder: string; readonly namesFolders: boolean } {
  if (TOP_MAKEFILE.test(path) && FROM_TOP.test(name)) return { folder: '', namesFolders: true };
  return { folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), namesFolders: FOLDER_LIST.test(name) };
}

/**
 * Follows what the removed lines leave unbuilt within this makefile: the member lists and the settings of an object
 * that no list names any more, and objects that lost all of their members.
 */
export function cascadeObjects(query: ObjectQuery): ObjectCascade {
  const state = readLists(query);
  for (const list of state.lists) {
    const cause = query.deadBy(list.index);
    if (cause !== null) state.queue.push({ list, cause });
  }
  removeGoneFiles(state);
  drainQueue(state);
  for (const composite of state.composites.keys()) dropEmptyComposite(state, composite);
  drainQueue(state);
  for (const [list, drops] of state.wordDrops)
    state.edits.push(...dropWords(query.makefile.text, list, drops));
  return state;
}

function readLists(query: ObjectQuery): CascadeState {
  const { makefile } = query;
  const { text } = makefile;
  const lists: ListStatement[] = [];
  const composites = new Map<string, ListStatement[]>();
  const perObject = new Map<string, number[]>();
  const rules = new Map<string, number[]>();
  const counts = new Map<string, number>();
  const fuzzy = new Set<string>();
  const patterns: RegExp[] = [];
  const reads = countReads('');
  for (const [index, statement] of makefile.statements.entries()) {
    const alive = query.deadBy(index) === null;
    if (alive && statement.kind !== 'comment') addReads(reads, text.slice(statement.start, statement.end), 1);
    if (statement.kind === 'assignment') {
      const name = text.slice(statement.name.start, statement.name.end);
      const words = listWords(text, statement.value);
      const composite = FOLDER_LIST.test(name) ? null : (COMPOSITE.exec(name)?.[1] ?? null);
      const list = { index, assignment: statement, name, words, composite };
      lists.push(list);
      if (composite !== null) pushTo(composites, composite, list);
      const object = PER_OBJECT.exec(name)?.[1];
      if (object !== undefined) pushTo(perObject, object, index);
      if (!alive) continue;
      for (const word of words.plain) counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
      for (const word of words.inner) addFuzzy(fuzzy, word);
      patterns.push(...words.computed);
      continue;
    }
    if (!alive || statement.kind === 'comment' || statement.kind === 'blank') continue;
    if (statement.kind === 'rule' && !hasRecipe(makefile.statements, index)) {
      for (const word of listWords(text, statement.targets).plain) pushTo(rules, word.text, index);
      scanTokens(text.slice(statement.prerequisites.start, statement.prerequisites.end), fuzzy);
    } else {
      const end = statement.comment?.start ?? statement.end;
      scanTokens(text.slice(statement.start, end), fuzzy);
    }
  }
  const rest = {
    dropped: [],
    edits: [],
    leftovers: [],
    queue: [],
    gone: new Set<string>(),
    wordDrops: new Map(),
  };
  return { query, lists, composites, perObject, rules, reads, counts, fuzzy, patterns, ...rest };
}

function pushTo<T>(table: Map<string, T[]>, key: string, value: T): void {
  const list = table.get(key);
  if (list) list.push(value);
  else table.set(key, [value]);
}

function addFuzzy(fuzzy: Set<string>, word: string): void {
  const name = word.slice(word.lastIndexOf('/') + 1);
  fuzzy.add(stemOf(word) ?? name);
}

function scanTokens(text: string, fuzzy: Set<string>): void {
  for (const match of text.matchAll(/[A-Za-z0-9_.+/-]+/g)) addFuzzy(fuzzy, match[0]);
}

function drainQueue(state: CascadeState): void {
  for (let next = state.queue.pop(); next; next = state.queue.pop()) {
    const { list, cause } = next;
    for (const word of list.words.plain) considerWord(state, list, word, cause);
    dropUnreadLists(state, list, cause);
  }
}

/** A word of a list that is gone: what it named is dropped unless living text still names it. */
function considerWord(state: CascadeState, list: ListStatement, word: ObjectWord, cause: string): void {
  const { query, counts, fuzzy, patterns } = state;
  if (state.gone.has(word.text) || (counts.get(word.text) ?? 0) > 0) return;
  const isFolder = word.text.endsWith('/') || list.name.startsWith('subdir-');
  const stem = isFolder ? null : stemOf(word.text);
  const isProgram = stem === null && !isFolder && HOST_LIST.test(list.name) && /^[\w./+-]+$/.test(word.text);
  const { folder, namesFolders } = placeOfList(query.path, list.name);
  if (isFolder ? !namesFolders : stem === null && !isProgram) return;
  const name = isFolder ? word.text.replace(/\/$/, '') : (stem ?? word.text);
  const short = name.slice(name.lastIndexOf('/') + 1);
  if ((!isFolder && fuzzy.has(short)) || patterns.some((pattern) => pattern.test(word.text))) {
    state.leftovers.push({
      code: 'object-named-elsewhere',
      path: query.path,
      offset: word.start,
      message: `${word.text} may still be built by a rule or a computed name of this makefile`,
      cause,
    });
    return;
  }
  if (isFolder && ((counts.get(name) ?? 0) > 0 || (counts.get(`${name}/`) ?? 0) > 0)) return;
  state.gone.add(word.text);
  const slash = word.text.lastIndexOf('/');
  const base = isFolder ? `${name}/` : slash < 0 ? short : `${word.text.slice(0, slash)}/${short}`;
  const path = joinPath(folder, base) + (isFolder ? '/' : '');
  const members = isFolder ? undefined : state.composites.get(name);
  if (!dropMembers(state, short, members, cause)) {
    const kind = isFolder ? 'directory' : isProgram ? 'program' : 'object';
    state.dropped.push({ kind, stem: path, offset: word.start, cause });
  }
  if (!isFolder) dropSettings(state, word.text, cause);
}

/** @returns whether the object was linked from members, so that it has no source file of its own name. */
function dropMembers(
  state: CascadeState,
  stem: string,
  members: readonly ListStatement[] | undefined,
  cause: string,
): boolean {
  if (!members || members.length === 0) return false;
  if (mayRead(state.reads, makeNamePattern(`${stem}-$()`))) return true;
  for (const list of members) {
    if (state.query.deadBy(list.index) !== null || state.query.marks.removed.has(list.index)) continue;
    dropList(state, list, cause);
  }
  return true;
}

/** Lists that only a list which is gone did read: `common-objs := a.o` after `obj-y += $(common-objs)` went. */
function dropUnreadLists(state: CascadeState, gone: ListStatement, cause: string): void {
  const { query, reads } = state;
  if (!/(?:^|\/)(?:Makefile|Kbuild)$/.test(query.path) || TOP_MAKEFILE.test(query.path)) return;
  const { value } = gone.assignment;
  const names = countReads(query.makefile.text.slice(value.start, value.end)).literal;
  for (const name of names.keys()) {
    if (reads.literal.has(name)) continue;
    for (const list of state.lists) {
      if (query.deadBy(list.index) !== null || !isOwnList(state, list)) continue;
      const pattern = makeNamePattern(list.name);
      if (pattern.matches(name) && !mayRead(reads, pattern)) dropList(state, list, cause);
    }
  }
}

/** Whether the variable is one that only this makefile gives a meaning, and lists objects. */
function isOwnList(state: CascadeState, list: ListStatement): boolean {
  if (KBUILD_LIST.test(list.name) || list.assignment.targets) return false;
  if (
    /^\s*(?:export|override)\b/.test(
      state.query.makefile.text.slice(list.assignment.start, list.assignment.name.start),
    )
  )
    return false;
  if (list.composite !== null && (state.counts.get(`${list.composite}.o`) ?? 0) > 0) return false;
  const { plain, inner, computed } = list.words;
  return (
    plain.length > 0 &&
    inner.length + computed.length === 0 &&
    plain.every((word) => word.text.endsWith('.o'))
  );
}

function dropList(state: CascadeState, list: ListStatement, cause: string): void {
  removeStatement(state.query.marks, list.index, cause);
  for (const word of list.words.plain) state.counts.set(word.text, (state.counts.get(word.text) ?? 1) - 1);
  const { start, end } = list.assignment;
  addReads(state.reads, state.query.makefile.text.slice(start, end), -1);
  state.queue.push({ list, cause });
}

/** Settings and rules without a recipe that only concern a dropped object. */
function dropSettings(state: CascadeState, object: string, cause: string): void {
  const { marks, makefile } = state.query;
  for (const index of state.perObject.get(object) ?? []) removeStatement(marks, index, cause);
  for (const index of state.rules.get(object) ?? []) {
    const rule = makefile.statements[index]!;
    if (rule.kind !== 'rule') continue;
    const { plain, inner, computed } = listWords(makefile.text, rule.targets);
    if (inner.length + computed.length > 0 || !plain.every((word) => state.gone.has(word.text))) continue;
    removeStatement(marks, index, cause);
  }
}

/** An object whose member lists all went, though lists still name it, can't be linked: the lists lose its name. */
function dropEmptyComposite(state: CascadeState, stem: string): void {
  const { query } = state;
  const lists = state.composites
    .get(stem)!
    .filter((list) => list.words.plain.length > 0 || list.words.computed.length > 0);
  const causes = lists.map((list) => query.deadBy(list.index) ?? query.marks.removed.get(list.index) ?? null);
  const cause = causes[0];
  if (cause == null || causes.includes(null) || state.gone.has(`${stem}.o`)) return;
  const users = livingUsers(state, `${stem}.o`);
  const user = users[0];
  if (!user) return;
  if (query.hasFile === null) {
    const message = `${stem}.o has no member left, unless it is built from a file of its own name`;
    state.leftovers.push({
      code: 'object-without-members',
      path: query.path,
      offset: user.word.start,
      message,
      cause,
    });
    return;
  }
  const folder = query.path.slice(0, Math.max(0, query.path.lastIndexOf('/')));
  const { hasFile } = query;
  if (['c', 'S', 'rs', 'cpp', 'y', 'l'].some((suffix) => hasFile(joinPath(folder, `${stem}.${suffix}`))))
    return;
  for (const { list, word } of users) dropWord(state, list, word, cause);
  state.gone.add(`${stem}.o`);
  dropSettings(state, `${stem}.o`, cause);
}

interface WordUse {
  readonly list: ListStatement;
  readonly word: ObjectWord;
}

function livingUsers(state: CascadeState, text: string): WordUse[] {
  const { deadBy, marks } = state.query;
  return state.lists.flatMap((list) => {
    if (deadBy(list.index) !== null || marks.removed.has(list.index)) return [];
    return list.words.plain.filter((word) => word.text === text).map((word) => ({ list, word }));
  });
}

/** Notes that a word leaves its list; the line goes with its last word. */
function dropWord(state: CascadeState, list: ListStatement, word: ObjectWord, cause: string): void {
  state.counts.set(word.text, (state.counts.get(word.text) ?? 1) - 1);
  const drops = state.wordDrops.get(list) ?? [];
  drops.push({ word, cause });
  state.wordDrops.set(list, drops);
  const { plain, inner, computed } = list.words;
  if (drops.length === plain.length && inner.length + computed.length === 0) {
    removeStatement(state.query.marks, list.index, cause);
  }
}

/** The edits that take words out of a list; neighbours go as one, with the white space on one side. */
function dropWords(
  text: string,
  list: ListStatement,
  drops: readonly { readonly word: ObjectWord; readonly cause: string }[],
): Edit[] {
  const edits: Edit[] = [];
  const sorted = [...drops].sort((a, b) => a.word.start - b.word.start);
  for (const { word, cause } of sorted) {
    const last = edits.at(-1);
    const between = last ? text.slice(last.end, word.start) : 'x';
    if (last && between.replace(/\\\r?\n/g, '').trim() === '')
      edits[edits.length - 1] = { ...last, end: word.end };
    else edits.push({ start: word.start, end: word.end, text: '', cause });
  }
  return edits.map((edit) => ({ ...edit, ...absorbGap(text, edit, list.assignment.value) }));
}

/** Build lines of files that are gone lose their words: `foo.o` for foo.c, `a/` for a/Makefile. */
function removeGoneFiles(state: CascadeState): void {
  const { goneFiles, path } = state.query;
  if (goneFiles.size === 0) return;
  const causes = new Map<string, string>();
  for (const [file, cause] of goneFiles) {
    const build = /^(.*\/)(?:Makefile|Kbuild)$/.exec(file);
    const source = /^(.*)\.(?:c|S|rs|dts|dtso)$/.exec(file);
    if (build) causes.set(build[1]!, cause);
    if (source) causes.set(source[1]!, cause);
  }
  for (const list of state.lists) {
    if (state.query.deadBy(list.index) !== null) continue;
    const { folder } = placeOfList(path, list.name);
    const gone = list.words.plain.flatMap((word) => {
      const stem = stemOf(word.text);
      const isFolder = word.text.endsWith('/');
      if (stem === null && !isFolder) return [];
      if (stem !== null && state.composites.has(stem)) return [];
      const at = word.text.lastIndexOf('/');
      const key = isFolder
        ? `${joinPath(folder, word.text)}/`
        : joinPath(folder, word.text.slice(0, at + 1) + stem!);
      const cause = causes.get(key);
      return cause === undefined ? [] : [{ word, cause }];
    });
    const { computed, inner, plain } = list.words;
    if (gone.length > 0 && gone.length === plain.length && computed.length + inner.length === 0) {
      dropList(state, list, gone[0]!.cause);
      continue;
    }
    for (const { word, cause } of gone) {
      dropWord(state, list, word, cause);
      if ((state.counts.get(word.text) ?? 0) <= 0) dropSettings(state, word.text, cause);
    }
  }
}
