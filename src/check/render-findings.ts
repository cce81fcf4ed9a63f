import type { Palette } from '../report/color.js';
import { decodeText } from '../report/decode-text.js';
import type { Place } from './finding.js';
import type { Located, LocatedFinding } from './locate-findings.js';

/** Related places that are shown. */
const SHOWN = 3;
const WIDTH = 120;

/** Findings as text: `path:line:column: message [code]`, with the line and a mark below the place. */
export function renderFindings(findings: readonly LocatedFinding[], palette: Palette): string {
  return findings
    .map((finding) => {
      const { code, message } = finding.place;
      const head = `${placeOf(finding)}: ${palette.yellow(decodeText(message))} [${code}]`;
      const related = finding.related
        .slice(0, SHOWN)
        .map((own) => `  ${placeOf(own)}: ${decodeText(own.place.message)}\n${frame(own, '    ')}`);
      return `${palette.bold(head)}\n${frame(finding, '  ')}${related.join('')}`;
    })
    .join('');
}

function placeOf({ place, line, column }: Located<Place>): string {
  return `${decodeText(place.path)}:${line}:${column}`;
}

/** The line, and carets below the place; tabs stay tabs, so that both lines move alike. */
function frame({ place, line, column, text }: Located<Place>, indent: string): string {
  const shown = text.slice(0, Math.max(WIDTH, column + 20));
  const length = Math.max(1, Math.min(place.end - place.start, shown.length - column + 1));
  const number = String(line);
  const lead = decodeText(shown.slice(0, column - 1)).replace(/[^\t]/g, ' ');
  // eslint-disable-next-line no-control-regex -- they would act on the terminal
  const clean = decodeText(shown).replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '?');
  return `${indent}${number} | ${clean}\n${indent}${' '.repeat(number.length)} | ${lead}${'^'.repeat(length)}\n`;
}
