import type { PageDocument } from '../page-data.js';
import { el, plural, textEl } from './dom.js';
import { makeFileView, rowsOf, type FileHost, type FileView } from './file-view.js';

/** A document of the series on the page. */
export interface DocumentSection {
  readonly index: number;
  readonly element: HTMLElement;
  readonly views: readonly FileView[];
}

/**
 * Files that the browser lays out, or skips, together: what it watches for that costs something in each frame, so that a
 * thousand files one by one would be too many.
 */
const GROUP = 16;

export function makeDocument(host: FileHost, part: PageDocument, index: number): DocumentSection {
  const views = part.files.map((file) => makeFileView(host, index, file));
  const element = el('section', { class: 'document' });
  const total = (count: (file: PageDocument['files'][number]) => number) =>
    part.files.reduce((sum, file) => sum + count(file), 0);
  const notes = total(({ hunks }) => hunks.reduce((sum, hunk) => sum + hunk.notes.length, 0));
  const facts = el('p', { class: 'totals' });
  facts.append(
    plural(
      total(({ status }) => (status === 'kept' ? 0 : 1)),
      'file',
    ),
    ' changed, ',
    el('span', { class: 'plus' }, `+${total(({ insertions }) => insertions).toLocaleString('en')}`),
    ' ',
    el('span', { class: 'minus' }, `−${total(({ deletions }) => deletions).toLocaleString('en')}`),
    `, ${plural(part.facts.length, 'fact')}, ${plural(notes, 'leftover')}`,
  );
  // Alone it is what the page is called.
  if (host.isSeries)
    element.append(textEl('h2', '', `${index + 1}/${host.data.documents.length} ${part.title}`));
  if (part.message !== '') element.append(textEl('p', 'message', part.message.trim()));
  element.append(facts);
  if (part.failures.length > 0) element.append(makeFailures(part.failures));
  for (let i = 0; i < views.length; i += GROUP) {
    const group = views.slice(i, i + GROUP).map((view) => view.element);
    element.append(el('div', { class: 'group' }, ...group));
  }
  return { index, element, views };
}

/** Files that were left alone; closed where they are many. */
function makeFailures(failures: PageDocument['failures']): HTMLElement {
  const count = plural(failures.length, 'file');
  const summary = el('summary', {}, `Left as they were, because a check failed: ${count}`);
  const list = failures.map(({ path, law, message }) => textEl('li', '', `${path}: ${law}: ${message}`));
  return el('details', { class: 'failures', open: failures.length <= 5 }, summary, el('ul', {}, ...list));
}

/** Tells groups how high they are, about, and hides those of which nothing is shown. */
export function sizeGroups({ views }: DocumentSection): void {
  const rows = new Map<HTMLElement, number>();
  for (const view of views) {
    const group = view.element.parentElement!;
    // A file's name and the space above take about three rows.
    rows.set(group, (rows.get(group) ?? 0) + (view.element.hidden ? 0 : rowsOf(view) + 3));
  }
  for (const [group, count] of rows) {
    group.hidden = count === 0;
    group.style.setProperty('--rows', String(count));
  }
}
