import { append } from '../text/append.js';
import { arrangeFacts } from './arrange-facts.js';
import { decodeLine } from './decode-text.js';
import type { FactGraph } from './graph-dot.js';
import { describeEffect, type ListedFact } from './list-facts.js';

/** All in pixels, at a font of 12. */
const LETTER = 7.25;
const BOX = 22;
const PITCH = 30;
const GAP = 56;
const MARGIN = 16;
const HEAD = 34;
/** Letters of a fact that its box shows; all of it is in the box's tooltip. */
const LABEL = 76;
const FULL = 1000;

const STYLE = `
text{font:12px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328}
.title{font-weight:bold;font-size:14px}
rect{fill:#fff;stroke:#8c959f;rx:4px}
.rule rect{fill:#ddf4ff;stroke:#0969da;stroke-width:2px}
.left rect{stroke:#bf8700;stroke-width:2px}
.effect{fill:#59636e;font-size:11px}
path{fill:none;stroke:#8c959f}
.other{stroke-dasharray:4 3}
.page{fill:#f6f8fa;stroke:none}
@media(prefers-color-scheme:dark){
text{fill:#e6edf3}rect{fill:#161b22;stroke:#6e7681}.rule rect{fill:#0c2d4e;stroke:#4493f8}.left rect{stroke:#d29922}
.effect{fill:#9198a1}path{stroke:#6e7681}.page{fill:#0d1117}}
`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly label: string;
  readonly effect: string;
}

/**
 * The facts of a series as a drawing: from left to right, what the rule states and what follows from it, with an arrow
 * from each reason (dashed from all but the last one), below each other for the documents. UTF-8.
 */
export function renderSvg(graphs: readonly FactGraph[]): string {
  const parts: string[] = [];
  let top = MARGIN;
  let width = 0;
  for (const graph of graphs) {
    const drawn = drawGraph(graph, top);
    append(parts, drawn.parts);
    top += drawn.height + MARGIN;
    width = Math.max(width, drawn.width);
  }
  const size = `width="${width}" height="${top}" viewBox="0 0 ${width} ${top}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escapeXml(graphs.map(({ title }) => decodeLine(title, FULL)).join('; '))}</title>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#8c959f;stroke:none"/></marker></defs>',
    `<rect class="page" width="${width}" height="${top}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function drawGraph({ title, facts }: FactGraph, top: number) {
  const arranged = arrangeFacts(facts);
  const texts = facts.map((fact) => {
    const label = decodeLine(fact.id, LABEL);
    const effect = describeEffect(fact);
    // A space apart, and letters a little smaller.
    const length = countLetters(label) + (effect === '' ? 0 : 2 + countLetters(effect));
    return { label, effect, width: Math.ceil(length * LETTER) + 16 };
  });
  const widths: number[] = [];
  arranged.facts.forEach(({ layer }, i) => {
    widths[layer] = Math.max(widths[layer] ?? 0, texts[i]!.width);
  });
  const lefts: number[] = [];
  let right = MARGIN;
  for (const width of widths) {
    lefts.push(right);
    right += width + GAP;
  }
  const boxes = arranged.facts.map(({ layer, row }, i): Box => {
    return { ...texts[i]!, x: lefts[layer]!, y: top + HEAD + row * PITCH };
  });
  const name = decodeLine(title, LABEL);
  const arrows = facts.flatMap(({ because }, i) => {
    const { parent } = arranged.facts[i]!;
    return because.map((reason) => drawArrow(boxes[reason]!, boxes[i]!, reason === parent));
  });
  return {
    parts: [
      `<text class="title" x="${MARGIN}" y="${top + 14}">${escapeXml(name)}</text>`,
      ...arrows,
      ...boxes.map((box, i) => drawBox(box, facts[i]!)),
    ],
    height: HEAD + arranged.rows * PITCH,
    width: Math.max(right - GAP + MARGIN, Math.ceil(countLetters(name) * LETTER * 1.2) + 2 * MARGIN),
  };
}

function drawArrow(from: Box, to: Box, isMain: boolean): string {
  const startX = from.x + from.width;
  const startY = from.y + BOX / 2;
  const endY = to.y + BOX / 2;
  const bend = GAP / 2;
  const kind = isMain ? '' : ' class="other"';
  return `<path${kind} marker-end="url(#tip)" d="M${startX} ${startY}C${startX + bend} ${startY} ${to.x - bend} ${endY} ${to.x} ${endY}"/>`;
}

function drawBox({ x, y, width, label, effect }: Box, fact: ListedFact): string {
  const kind = fact.because.length === 0 ? 'rule' : fact.leftovers > 0 ? 'left' : 'fact';
  const tip = [fact.id, fact.place ?? '', effect]
    .filter((text) => text !== '')
    .map((text) => decodeLine(text, FULL));
  const shown = effect === '' ? '' : `<tspan class="effect" dx="${LETTER}">${escapeXml(effect)}</tspan>`;
  return [
    `<g class="${kind}"><title>${escapeXml(tip.join('\n'))}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${BOX}" rx="4"/>`,
    `<text x="${x + 8}" y="${y + 15}">${escapeXml(label)}${shown}</text></g>`,
  ].join('');
}

function countLetters(text: string): number {
  return Array.from(text).length;
}

/** Text of an element; what XML 1.0 knows no way to write (lone surrogates) becomes U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
