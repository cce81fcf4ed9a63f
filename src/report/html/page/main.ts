import type { PageData } from '../page-data.js';
import { makeDocument, sizeGroups } from './document-view.js';
import { button, el, plural, textEl } from './dom.js';
import { collapse, fillFile, type FileHost, type FileView } from './file-view.js';
import { watchFiles } from './fill-files.js';
import { isFiltering, makeSieve, NO_FILTER, type Filter } from './filter.js';
import { fillHelp, listenForKeys, type Key } from './keys.js';
import type { View } from './rows.js';
import { makeSidebar } from './sidebar.js';
import { makeThemeSwitch } from './theme.js';
import { firstBelow, walkPlaces } from './walk-places.js';

/** The page of --html: shows the run that stands in it as JSON. */
function main(): void {
  const data = JSON.parse(document.getElementById('data')!.textContent) as PageData;
  const narrow = matchMedia('(max-width: 60rem), print');
  let filter = NO_FILTER;
  let chosenView: View = 'unified';
  const host: FileHost = {
    data,
    isSeries: data.documents.length > 1,
    view: () => (narrow.matches ? 'unified' : chosenView),
    chooseFact: ({ document, fact }) => apply({ document, fact }),
  };

  const sections = data.documents.map((part, index) => makeDocument(host, part, index));
  const views = sections.flatMap((section) => section.views);
  const filler = watchFiles(host, views);
  const status = el('p', { class: 'status', role: 'status' });
  const clear = button('Clear filters', () => apply(NO_FILTER));
  const nothing = el('p', { class: 'quiet' }, 'Nothing is shown.');

  const apply = (part: Partial<Filter>) => {
    filter = { ...filter, ...part };
    const sieve = makeSieve(data, filter);
    let files = 0;
    let hunks = 0;
    for (const view of views) {
      const shown = sieve(view.document, view.file);
      view.element.hidden = shown === undefined;
      view.shown = shown ?? [];
      if (shown !== undefined) files++;
      hunks += view.shown.length;
    }
    for (const section of sections) {
      section.element.hidden = filter.document >= 0 && filter.document !== section.index;
      sizeGroups(section);
    }
    nothing.hidden = files > 0;
    clear.hidden = !isFiltering(filter);
    status.textContent = `${plural(hunks, 'place')} in ${plural(files, 'file')}`;
    sidebar.show(filter);
    filler.restart();
  };
  const sidebar = makeSidebar(data, () => filter, apply);

  /** Makes all anew, with the place that has the focus, or the first on the screen, where it was. */
  const redraw = () => {
    const { view, hunk } = findPlace(views);
    filler.restart();
    if (view === undefined) return;
    const made = fillFile(host, view)[hunk] ?? view.element;
    made.scrollIntoView({ block: 'start' });
    if (hunk >= 0) made.focus({ preventScroll: true });
  };
  const viewSwitch = button('', () => switchView(), { class: 'view-switch' });
  const showView = () => (viewSwitch.textContent = chosenView === 'split' ? 'Unified' : 'Side by side');
  const switchView = () => {
    chosenView = chosenView === 'split' ? 'unified' : 'split';
    showView();
    redraw();
  };
  showView();
  narrow.addEventListener('change', () => {
    if (chosenView === 'split') redraw();
    if (matchMedia('print').matches) filler.fillAll();
  });
  addEventListener('beforeprint', () => filler.fillAll());

  const theme = makeThemeSwitch();
  const help = el('dialog', { 'aria-label': 'Keys' });
  const toggleSidebar = () => {
    const isShown = document.body.classList.toggle('filters-toggled');
    filters.setAttribute('aria-expanded', String(isShown === narrow.matches));
  };
  const filters = button('Filters', toggleSidebar, {
    'aria-controls': 'filters',
    'aria-expanded': String(!narrow.matches),
  });
  const walk = (kind: 'hunk' | 'file' | 'leftover', step: 1 | -1) => () =>
    walkPlaces(host, views, kind, step);
  const keys: readonly Key[] = [
    { key: 'j', about: 'next hunk', act: walk('hunk', 1) },
    { key: 'k', about: 'hunk before', act: walk('hunk', -1) },
    { key: 'n', about: 'next file', act: walk('file', 1) },
    { key: 'p', about: 'file before', act: walk('file', -1) },
    { key: 'l', about: 'next leftover', act: walk('leftover', 1) },
    { key: 'L', about: 'leftover before', act: walk('leftover', -1) },
    { key: 'o', about: 'open or close the file', act: () => toggleFile(host, views) },
    { key: 's', about: 'side by side or unified', act: switchView },
    { key: 'f', about: 'show or hide the filters', act: toggleSidebar },
    { key: '/', about: 'filter by path', act: () => focusSearch() },
    { key: 'c', about: 'clear the filters', act: () => apply(NO_FILTER) },
    { key: 't', about: 'theme: auto, light, dark', act: theme.next },
    { key: '?', about: 'this list', act: () => help.showModal() },
  ];
  const focusSearch = () => {
    if (!sidebar.search.checkVisibility()) toggleSidebar();
    sidebar.search.focus();
  };
  fillHelp(help, keys);
  listenForKeys(keys, help);

  const tools = el('div', { class: 'tools' }, filters, viewSwitch, theme.element);
  tools.append(button('Keys ?', () => help.showModal()));
  const header = el('header', {}, textEl('h1', '', titleOf(data)), tools);
  const content = el('main', {}, el('div', { class: 'bar' }, status, clear));
  content.append(...sections.map(({ element }) => element), nothing);
  document.body.append(header, el('div', { class: 'columns' }, sidebar.element, content), help);
  apply(NO_FILTER);
}

function titleOf({ documents }: PageData): string {
  const more = documents.length > 1 ? ` and ${documents.length - 1} more` : '';
  return `${documents[0]!.title}${more}`;
}

/** The file and hunk (-1 for none) that have the focus, or else the first file on the screen. */
function findPlace(views: readonly FileView[]): { view: FileView | undefined; hunk: number } {
  const active = document.activeElement;
  const focused = views.find(({ element }) => element.contains(active));
  if (focused) {
    const hunk = active!.closest<HTMLElement>('.hunk');
    return { view: focused, hunk: hunk ? (focused.hunks?.indexOf(hunk) ?? -1) : -1 };
  }
  if (scrollY === 0) return { view: undefined, hunk: -1 };
  return { view: firstBelow(views, 80), hunk: -1 };
}

function toggleFile(host: FileHost, views: readonly FileView[]): void {
  const { view } = findPlace(views);
  const found = view ?? views.find(({ element }) => !element.hidden);
  if (!found) return;
  collapse(host, found, !found.isCollapsed);
  found.element.querySelector<HTMLElement>('.twig')!.focus();
}

main();
