import { appendText, button, el } from './dom.js';

/** A node of a tree that opens and closes; its children are made when it opens. */
export interface TreeNode {
  /** Of the whole tree's nodes this one's own. */
  readonly key: string;
  readonly label: string;
  readonly title?: string;
  readonly count: number;
  readonly children: () => readonly TreeNode[];
  readonly isLeaf: boolean;
}

export interface TreeView {
  readonly element: HTMLElement;
  /** Shows which node is chosen; '' for none. */
  readonly choose: (key: string) => void;
}

/** More nodes than this below one are shown on demand. */
const SHOWN = 200;

/** @param name of the tree, for screen readers. @param onChoose is told the node that was pressed. */
export function makeTree(
  name: string,
  nodes: readonly TreeNode[],
  onChoose: (node: TreeNode) => void,
): TreeView {
  const buttons = new Map<string, HTMLElement>();
  let chosen = '';
  const mark = (key: string, isOn: boolean) => buttons.get(key)?.setAttribute('aria-pressed', String(isOn));

  const makeList = (list: readonly TreeNode[]): HTMLElement => {
    const made = el('ul', { class: 'tree' });
    const fill = (from: number) => {
      for (const node of list.slice(from, from + SHOWN)) made.append(makeItem(node));
      if (from + SHOWN >= list.length) return;
      const more = el('li', {});
      more.append(
        button(`${list.length - from - SHOWN} more`, () => {
          more.remove();
          fill(from + SHOWN);
        }),
      );
      made.append(more);
    };
    fill(0);
    return made;
  };

  const makeItem = (node: TreeNode): HTMLElement => {
    const label = el('span', { class: 'label' });
    appendText(label, node.label);
    const select = button(label, () => onChoose(node), {
      class: 'node',
      title: node.title,
      'aria-pressed': String(node.key === chosen),
    });
    if (node.count > 0) select.append(' ', el('span', { class: 'count' }, node.count.toLocaleString('en')));
    buttons.set(node.key, select);
    const item = el('li', {});
    if (node.isLeaf) {
      item.append(el('span', { class: 'twig' }), select);
      return item;
    }
    let list: HTMLElement | undefined;
    const twig = button('', () => open(twig.getAttribute('aria-expanded') !== 'true'), {
      class: 'twig',
      'aria-expanded': 'false',
      'aria-label': `below ${node.label}`,
    });
    const open = (isOpen: boolean) => {
      twig.setAttribute('aria-expanded', String(isOpen));
      if (list === undefined) item.append((list = makeList(node.children())));
      list.hidden = !isOpen;
    };
    item.append(twig, select);
    return item;
  };

  const element = makeList(nodes);
  element.setAttribute('aria-label', name);
  openFew(element);
  return {
    element,
    choose: (key) => {
      mark(chosen, false);
      mark(key, true);
      chosen = key;
    },
  };
}

/** Opens nodes from the top for as long as little is shown. */
function openFew(root: HTMLElement): void {
  const ENOUGH = 12;
  for (;;) {
    const closed = root.querySelectorAll<HTMLElement>('.twig[aria-expanded=false]');
    const shown = root.querySelectorAll('li').length;
    if (closed.length === 0 || shown + closed.length > ENOUGH) return;
    for (const twig of closed) twig.click();
  }
}
