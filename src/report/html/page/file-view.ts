import type { PageData, PageFile, PageHunk, PageNote } from '../page-data.js';
import { appendText, button, el, plural, textEl } from './dom.js';
import { chainOf, type FactRef } from './facts.js';
import { countRows, makeRows, type View } from './rows.js';

/** A file of a document on the page. */
export interface FileView {
  readonly document: number;
  readonly file: PageFile;
  readonly element: HTMLElement;
  /** Hunks that the filter lets through, by their index in the file. */
  shown: readonly number[];
  isCollapsed: boolean;
  /** The elements of its shown hunks, once they are made. */
  hunks: readonly HTMLElement[] | undefined;
}

/** What a file's view needs of the page. */
export interface FileHost {
  readonly data: PageData;
  /** Of several documents, each with a heading. */
  readonly isSeries: boolean;
  readonly view: () => View;
  readonly chooseFact: (ref: FactRef) => void;
}

/** Causes of a hunk that are listed before the rest is counted. */
const CAUSES = 3;
/** Facts of a chain that are shown: the first, and as many of the last. */
const CHAIN = 4;

export function makeFileView(host: FileHost, document: number, file: PageFile): FileView {
  const view: FileView = {
    document,
    file,
    element: el('section', { class: 'file' }),
    shown: [],
    isCollapsed: false,
    hunks: undefined,
  };
  const toggle = button('', () => collapse(host, view, !view.isCollapsed), {
    class: 'twig',
    'aria-expanded': 'true',
    'aria-label': `changes of ${file.path}`,
  });
  const head = el(
    'div',
    { class: 'file-head' },
    toggle,
    textEl(host.isSeries ? 'h3' : 'h2', 'path', file.path),
  );
  head.append(el('span', { class: 'tag' }, file.language));
  if (file.status === 'deleted') head.append(el('span', { class: 'tag gone' }, 'deleted'));
  const notes = file.hunks.reduce((sum, hunk) => sum + hunk.notes.length, 0);
  if (notes > 0) head.append(el('span', { class: 'tag left' }, plural(notes, 'leftover')));
  if (file.status !== 'kept') {
    head.append(el('span', { class: 'plus' }, `+${file.insertions}`));
    head.append(el('span', { class: 'minus' }, `−${file.deletions}`));
  }
  view.element.append(head, el('div', { class: 'hunks' }));
  return view;
}

function bodyOf(view: FileView): HTMLElement {
  return view.element.lastElementChild as HTMLElement;
}

/** Opens or closes a file. */
export function collapse(host: FileHost, view: FileView, isCollapsed: boolean): void {
  view.isCollapsed = isCollapsed;
  view.element.querySelector('.twig')!.setAttribute('aria-expanded', String(!isCollapsed));
  bodyOf(view).hidden = isCollapsed;
  if (!isCollapsed) fillFile(host, view);
}

/** Rows that a file's shown hunks have, about. */
export function rowsOf({ file, shown }: FileView): number {
  return shown.reduce((sum, index) => sum + countRows(file.hunks[index]!) + 2, 0);
}

/** Takes what a file shows away; its place keeps about the height. */
export function emptyFile(view: FileView): void {
  const body = bodyOf(view);
  body.replaceChildren();
  body.style.setProperty('--rows', String(rowsOf(view)));
  body.classList.add('empty');
  view.hunks = undefined;
}

/** Makes what a file shows, once. */
export function fillFile(host: FileHost, view: FileView): readonly HTMLElement[] {
  if (view.hunks !== undefined) return view.hunks;
  const body = bodyOf(view);
  body.classList.remove('empty');
  view.hunks = view.shown.map((index) => makeHunk(host, view, view.file.hunks[index]!));
  if (view.file.hunks.length === 0) body.append(el('p', { class: 'quiet' }, 'The file was empty.'));
  body.append(...view.hunks);
  return view.hunks;
}

function makeHunk(host: FileHost, { document, file }: FileView, hunk: PageHunk): HTMLElement {
  const isChange = hunk.causes.length > 0 || hunk.lines.some((line) => !line.startsWith(' '));
  const range = `@@ -${hunk.oldStart},${hunk.oldCount} +${hunk.newStart},${hunk.newCount} @@`;
  const name = isChange
    ? `${file.path}, line ${hunk.oldStart}`
    : `leftover in ${file.path}, line ${hunk.notes[0]!.line}`;
  const made = el('div', {
    class: isChange ? 'hunk' : 'hunk kept',
    role: 'group',
    'aria-label': name,
    tabindex: -1,
  });
  if (isChange) {
    const head = el('div', { class: 'hunk-head' }, el('code', { class: 'range' }, range));
    if (hunk.heading !== '') head.append(' ', textEl('code', 'heading', hunk.heading));
    made.append(head, makeCauses(host, document, hunk.causes));
  }
  const kind = file.kind ?? '';
  made.append(...makeRows(hunk, kind, host.view(), (note) => makeNote(host, document, note)));
  return made;
}

/** Why a hunk is there: a chain for each fact behind it. */
function makeCauses(host: FileHost, document: number, causes: readonly number[]): HTMLElement {
  const list = el('ul', { class: 'why', 'aria-label': 'why' });
  const add = (from: number, to: number) => {
    for (const cause of causes.slice(from, to)) list.append(el('li', {}, makeChain(host, document, cause)));
  };
  if (causes.length <= CAUSES + 1) {
    add(0, causes.length);
    return list;
  }
  add(0, CAUSES);
  const more = el('li', {});
  more.append(
    button(`${causes.length - CAUSES} more`, () => {
      more.remove();
      add(CAUSES, causes.length);
    }),
  );
  list.append(more);
  return list;
}

/** `rule → … → fact`; the fact is a button that shows all that follows from it. */
function makeChain(host: FileHost, document: number, fact: number): HTMLElement {
  const { facts } = host.data.documents[document]!;
  const chain = chainOf(facts, fact);
  const made = el('span', { class: 'chain' });
  const skipped = chain.length - 2 * CHAIN;
  chain.forEach((at, index) => {
    if (skipped > 0 && index >= CHAIN && index < CHAIN + skipped) {
      if (index === CHAIN) made.append(` → … ${skipped} more`);
      return;
    }
    if (index > 0) made.append(' → ');
    const label = el('span', {});
    appendText(label, facts[at]!.text);
    const title = 'show only what follows from this';
    if (index < chain.length - 1) made.append(label);
    else made.append(button(label, () => host.chooseFact({ document, fact: at }), { class: 'fact', title }));
  });
  return made;
}

function makeNote(host: FileHost, document: number, note: PageNote): HTMLElement {
  const made = el('div', { class: 'note' });
  made.append(el('strong', {}, 'Leftover'), ` ${note.line}:${note.column} `, el('code', {}, note.code), ' ');
  made.append(textEl('span', 'message', note.message));
  if (note.cause >= 0) made.append(el('br'), makeChain(host, document, note.cause));
  return made;
}
