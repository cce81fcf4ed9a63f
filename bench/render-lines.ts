/** What a run of some size took. */
export interface Point {
  readonly x: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

const WIDTH = 420;
const HEIGHT = 260;
const LEFT = 70;
const TOP = 50;

const LINES = [
  { name: 'CPU seconds', colour: '#27c', of: ({ cpuSeconds }: Point) => cpuSeconds },
  { name: 'seconds', colour: '#292', of: ({ seconds }: Point) => seconds },
  { name: 'peak, MB', colour: '#c62', of: ({ megabytes }: Point) => megabytes },
] as const;

/** Lines on two logarithmic scales, on which what is linear rises as the dashes do. */
export function renderLines(title: string, points: readonly Point[]): string {
  const values = points.flatMap((point) => LINES.map(({ of }) => of(point)));
  const place = (value: number, least: number, most: number, length: number) =>
    most === least ? 0 : (Math.log(value / least) / Math.log(most / least)) * length;
  const [left, right] = [points[0]!.x, points.at(-1)!.x];
  const [low, high] = [Math.min(...values) / 1.5, Math.max(...values) * 1.5];
  const xOf = (x: number) => LEFT + place(x, left, right, WIDTH);
  const yOf = (y: number) => TOP + HEIGHT - place(y, low, high, HEIGHT);
  const at = (x: number, y: number) => `${xOf(x).toFixed(1)},${yOf(y).toFixed(1)}`;
  const lines = LINES.map(({ name, colour, of }) => {
    const path = points.map((point) => at(point.x, of(point))).join(' ');
    const last = points.at(-1)!;
    const labels = points.map(
      (point) =>
        `<text x="${xOf(point.x).toFixed(1)}" y="${(yOf(of(point)) - 6).toFixed(1)}" text-anchor="middle">${of(point).toPrecision(3)}</text>`,
    );
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${LEFT + WIDTH + 24}" y="${(yOf(of(last)) + 4).toFixed(1)}" fill="${colour}">${name}</text>`,
      ...labels,
    ].join('');
  });
  const start = LINES[0].of(points[0]!);
  const end = Math.min(right, (left * high) / start);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + WIDTH + 130}" height="${TOP + HEIGHT + 40}" font-family="sans-serif" font-size="12">`,
    `<text x="8" y="20">${title.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`,
    `<rect x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#ccc"/>`,
    `<polyline points="${at(left, start)} ${at(end, (start * end) / left)}" fill="none" stroke="#999" stroke-dasharray="4"/>`,
    ...lines,
    ...points.map(
      ({ x }) => `<text x="${xOf(x).toFixed(1)}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${x}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}
