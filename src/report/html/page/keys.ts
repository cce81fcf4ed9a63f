import { button, el } from './dom.js';

/** A key of the page, as its help lists it. */
export interface Key {
  /** As KeyboardEvent.key has it. */
  readonly key: string;
  readonly about: string;
  readonly act: () => void;
}

/** Acts on keys wherever nothing is typed into. `?` and Escape are the help's own. */
export function listenForKeys(keys: readonly Key[], help: HTMLDialogElement): void {
  const byKey = new Map(keys.map((key) => [key.key, key]));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target as HTMLElement;
    if (target.matches('input')) {
      if (event.key === 'Escape' || event.key === 'Enter') target.blur();
      return;
    }
    const found = byKey.get(event.key);
    if (found === undefined) return;
    event.preventDefault();
    found.act();
  });
}

/** Lists the keys in their dialog. */
export function fillHelp(help: HTMLDialogElement, keys: readonly Key[]): void {
  const rows = keys.map(({ key, about }) =>
    el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, about)),
  );
  help.append(
    el('h2', {}, 'Keys'),
    el('dl', {}, ...rows),
    button('Close', () => help.close()),
  );
  // A click beside it closes it.
  help.addEventListener('click', (event) => {
    if (event.target === help) help.close();
  });
}
