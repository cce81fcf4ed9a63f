/** Elements from plain text: nothing that a tree or a rule holds is ever read as markup. */

export type Child = Node | string;

/** An element with attributes (true: present without value, undefined and false: absent) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/** A button; its label is text. */
export function button(
  label: Child,
  act: () => void,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/**
 * Characters that would change how the text around them looks, or not be seen: controls but tab, direction marks and
 * overrides, invisible spaces, line separators.
 */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNSEEN = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Appends text, with each character that can't be seen as a mark that says what it is. */
export function appendText(parent: Node, text: string): void {
  let rest = text;
  for (;;) {
    const found = UNSEEN.exec(rest);
    if (found === null) break;
    if (found.index > 0) parent.appendChild(document.createTextNode(rest.slice(0, found.index)));
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    parent.appendChild(el('span', { class: 'unseen' }, code === '000D' ? 'CR' : `U+${code}`));
    rest = rest.slice(found.index + 1);
  }
  if (rest !== '') parent.appendChild(document.createTextNode(rest));
}

/** An element that holds text of the tree. */
export function textEl<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text: string,
): HTMLElementTagNameMap[K] {
  const made = el(tag, { class: className });
  appendText(made, text);
  return made;
}

/** `3 files`, `1 file`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
