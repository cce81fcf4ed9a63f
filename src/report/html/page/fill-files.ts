import { emptyFile, fillFile, rowsOf, type FileHost, type FileView } from './file-view.js';

/** Rows that are made without anyone having come near them, so that the browser's search finds what they say. */
const AHEAD = 60_000;

export interface FileFiller {
  /** After a change of what is shown, or how: all is made anew, what is near the screen first. */
  readonly restart: () => void;
  /** Makes all that is shown, for paper. */
  readonly fillAll: () => void;
}

/** Makes what files show when they come near the screen, and in idle time up to a bound. */
export function watchFiles(host: FileHost, views: readonly FileView[]): FileFiller {
  const byElement = new Map<Element, FileView>(views.map((view) => [view.element, view]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) fill(byElement.get(target)!);
    },
    { rootMargin: '100% 0px' },
  );
  const fill = (view: FileView) => {
    observer.unobserve(view.element);
    if (!view.element.hidden && !view.isCollapsed) fillFile(host, view);
  };
  let generation = 0;

  const fillAhead = () => {
    const own = ++generation;
    let rows = 0;
    let next = 0;
    const step = (hasTime: () => boolean) => {
      if (own !== generation) return;
      for (; next < views.length && rows < AHEAD && hasTime(); next++) {
        const view = views[next]!;
        if (!view.element.hidden) rows += rowsOf(view);
        if (rows < AHEAD) fill(view);
      }
      if (next < views.length && rows < AHEAD) later(step);
    };
    later(step);
  };

  return {
    restart: () => {
      for (const view of views) {
        emptyFile(view);
        observer.unobserve(view.element);
        if (!view.element.hidden) observer.observe(view.element);
      }
      fillAhead();
    },
    fillAll: () => {
      for (const view of views) fill(view);
    },
  };
}

/** Runs a step when the browser has nothing else to do. */
function later(step: (hasTime: () => boolean) => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback((idle) => step(() => idle.timeRemaining() > 3));
  else {
    // Safari has no idle time to tell of.
    setTimeout(() => {
      const end = performance.now() + 8;
      step(() => performance.now() < end);
    }, 50);
  }
}
