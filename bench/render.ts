import type { Skipped } from './jobs.js';

/** Medians of what one job took. */
export interface Row {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

export interface Results {
  /** What was measured, and on what. */
  readonly title: string;
  /** The floor first. */
  readonly rows: readonly Row[];
  readonly skipped: readonly Skipped[];
}

/** A table in Markdown; ratios are to the first row. */
export function renderTable({ title, rows, skipped }: Results): string {
  const [floor] = rows;
  const head = ['', 'clock, s', '× floor', 'CPU, s', '× floor', 'peak, MB'];
  const lines = rows.map(({ name, seconds, cpuSeconds, megabytes }) => [
    name,
    seconds.toFixed(2),
    (seconds / floor!.seconds).toFixed(2),
    cpuSeconds.toFixed(2),
    (cpuSeconds / floor!.cpuSeconds).toFixed(2),
    megabytes.toFixed(0),
  ]);
  const table = [head, ['---', ...head.slice(1).map(() => '---:')], ...lines];
  return [
    title,
    '',
    ...table.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    ...skipped.map(({ name, why }) => `Skipped: ${name}: ${why}.`),
    '',
  ].join('\n');
}

const ROW = 26;
const LEFT = 250;
const WIDTH = 520;

/** A bar for each row: CPU seconds, on a logarithmic scale. */
export function renderChart({ title, rows }: Results): string {
  const least = Math.min(...rows.map(({ cpuSeconds }) => cpuSeconds)) / 2;
  const most = Math.max(...rows.map(({ cpuSeconds }) => cpuSeconds));
  const lengthOf = (value: number) => (Math.log(value / least) / Math.log(most / least)) * WIDTH;
  const bars = rows.map(({ name, cpuSeconds }, i) => {
    const y = 40 + i * ROW;
    const length = lengthOf(cpuSeconds).toFixed(1);
    return [
      `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escape(name)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${length}" height="${ROW - 8}" fill="${i === 0 ? '#888' : '#27c'}"/>`,
      `<text x="${LEFT + Number(length) + 6}" y="${y + 14}">${cpuSeconds.toFixed(1)} s</text>`,
    ].join('');
  });
  const height = 50 + rows.length * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + WIDTH + 70}" height="${height}" font-family="sans-serif" font-size="13">`,
    `<text x="8" y="20">${escape(`CPU seconds, logarithmic: ${title}`)}</text>`,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
