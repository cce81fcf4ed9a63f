import type { PageData } from '../page-data.js';
import { button, el, textEl } from './dom.js';
import { childrenOf, countHunks } from './facts.js';
import type { Filter, Shown } from './filter.js';
import { folderNodes } from './folders.js';
import { makeTree, type TreeNode } from './tree.js';

export interface Sidebar {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  /** Shows what the filter lets through. */
  readonly show: (filter: Filter) => void;
}

const SHOWN: readonly (readonly [Shown, string])[] = [
  ['all', 'All'],
  ['changes', 'Changes'],
  ['leftovers', 'Leftovers'],
];

/** @param change is told what of the filter changes. */
export function makeSidebar(
  data: PageData,
  current: () => Filter,
  change: (part: Partial<Filter>) => void,
): Sidebar {
  const search = el('input', {
    type: 'search',
    placeholder: 'part of a path',
    'aria-label': 'Part of a path',
  });
  search.addEventListener('input', () => change({ text: search.value.trim().toLowerCase() }));

  const shown = SHOWN.map(([value, label]) => ({
    value,
    element: button(label, () => change({ shown: value }), { 'aria-pressed': 'false' }),
  }));

  const languages = countLanguages(data).map(([name, count]) => ({
    name,
    element: button(
      textEl('span', '', name),
      () => change({ languages: toggled(current().languages, name) }),
      {
        'aria-pressed': 'false',
      },
    ),
    count,
  }));
  for (const { element, count } of languages)
    element.append(' ', el('span', { class: 'count' }, String(count)));

  const folders = makeTree('Directories', folderNodes(data), ({ key }) =>
    change({ path: current().path === key ? '' : key }),
  );
  const facts = makeTree('Facts', factNodes(data), ({ key }) => {
    const [document, fact] = readKey(key);
    const isChosen = current().document === document && current().fact === fact;
    change(isChosen ? { document: -1, fact: -1 } : { document, fact });
  });

  const group = (name: string, ...children: readonly HTMLElement[]) =>
    el('section', {}, el('h2', {}, name), ...children);
  const buttons = (list: readonly { readonly element: HTMLElement }[]) =>
    el('div', { class: 'choices' }, ...list.map(({ element }) => element));
  const element = el(
    'nav',
    { id: 'filters', 'aria-label': 'Filters' },
    group('Show', buttons(shown), search),
    group('Languages', buttons(languages)),
    group('Directories', folders.element),
    group('Facts', facts.element),
  );
  return {
    element,
    search,
    show: (filter) => {
      const press = (button: HTMLElement, isOn: boolean) => button.setAttribute('aria-pressed', String(isOn));
      for (const { value, element: made } of shown) press(made, filter.shown === value);
      for (const { name, element: made } of languages) press(made, filter.languages.has(name));
      folders.choose(filter.path);
      facts.choose(filter.document < 0 ? '' : keyOf(filter.document, filter.fact));
      if (search.value.trim().toLowerCase() !== filter.text) search.value = filter.text;
    },
  };
}

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** Languages by how many files they have. */
function countLanguages(data: PageData): [string, number][] {
  const counts = new Map<string, number>();
  for (const { files } of data.documents) {
    for (const { language } of files) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function keyOf(document: number, fact: number): string {
  return `${document}:${fact}`;
}

function readKey(key: string): [number, number] {
  const [document, fact] = key.split(':').map(Number);
  return [document!, fact!];
}

/** The facts as a tree: what follows from one hangs on it. Of several documents each is a node of its own. */
function factNodes(data: PageData): readonly TreeNode[] {
  const roots = data.documents.map((document, index): TreeNode => {
    const counts = countHunks(document);
    const children = childrenOf(document);
    const nodes = (list: readonly number[]): TreeNode[] =>
      list.map((fact) => {
        const { text, others, path } = document.facts[fact]!;
        const why = others.length > 0 ? `; also because ${others.join(' and ')}` : '';
        return {
          key: keyOf(index, fact),
          label: text,
          title: `${text}${path === undefined ? '' : ` (${path})`}${why}`,
          count: counts[fact]!,
          children: () => nodes(children[fact]!),
          isLeaf: children[fact]!.length === 0,
        };
      });
    const top = children.at(-1)!;
    return {
      key: keyOf(index, -1),
      label: `${index + 1}. ${document.title}`,
      count: document.files.length,
      children: () => nodes(top),
      isLeaf: top.length === 0,
    };
  });
  return data.documents.length === 1 ? roots[0]!.children() : roots;
}
