import { collapse, fillFile, type FileHost, type FileView } from './file-view.js';

/** What a key goes to next. */
export type PlaceKind = 'hunk' | 'file' | 'leftover';

/** A shown hunk: which of its file's. */
interface Place {
  readonly view: FileView;
  readonly index: number;
}

/** Goes to the next (1) or the one before (-1) of a kind, from where the focus is, or else the screen. */
export function walkPlaces(host: FileHost, views: readonly FileView[], kind: PlaceKind, step: 1 | -1): void {
  const places = views.flatMap((view) => (view.element.hidden ? [] : placesOf(view, kind)));
  const from = whereFrom(views);
  const isBehind = (place: Place) => comparePlaces(views, place, from) * step > 0;
  const target = step > 0 ? places.find(isBehind) : places.findLast(isBehind);
  if (target) goTo(host, target);
}

function placesOf(view: FileView, kind: PlaceKind): Place[] {
  if (kind === 'file') return [{ view, index: 0 }];
  const places = view.shown.map((_, index) => ({ view, index }));
  if (kind === 'hunk') return places;
  return places.filter(({ index }) => view.file.hunks[view.shown[index]!]!.notes.length > 0);
}

/** The hunk that has the focus; without one, a place before the first that isn't above the screen's top. */
function whereFrom(views: readonly FileView[]): Place {
  const focused = document.activeElement?.closest('.file');
  const view = views.find(({ element }) => element === focused);
  if (view) {
    const hunk = document.activeElement!.closest<HTMLElement>('.hunk');
    return { view, index: hunk ? (view.hunks?.indexOf(hunk) ?? -1) : -1 };
  }
  return { view: firstBelow(views, window.innerHeight / 4) ?? views[0]!, index: -1 };
}

/** The first shown file that ends below a height of the screen. */
export function firstBelow(views: readonly FileView[], height: number): FileView | undefined {
  const endsBelow = (element: Element) => element.getBoundingClientRect().bottom > height;
  let group: Element | null = null;
  let isBelow = false;
  return views.find(({ element }) => {
    if (element.hidden) return false;
    // To ask a file would lay out its whole group.
    if (element.parentElement !== group) {
      group = element.parentElement!;
      isBelow = endsBelow(group);
    }
    return isBelow && endsBelow(element);
  });
}

function comparePlaces(views: readonly FileView[], a: Place, b: Place): number {
  return a.view === b.view ? a.index - b.index : views.indexOf(a.view) - views.indexOf(b.view);
}

function goTo(host: FileHost, { view, index }: Place): void {
  if (view.isCollapsed) collapse(host, view, false);
  const target = fillFile(host, view)[index] ?? view.element;
  if (target === view.element) target.tabIndex = -1;
  // The first hunk of a file with its file's name above.
  (index === 0 ? view.element : target).scrollIntoView({ block: 'start' });
  target.focus({ preventScroll: true });
}
