import type { Annotation } from './annotations.js';
import { makeSarifLog, sarifUri } from './sarif.js';

/** `path:line:column: level: message [code]`, as compilers have it and editors read it. */
export function renderUnix(annotations: readonly Annotation[]): string {
  return annotations
    .map(
      ({ path, line, column = 1, level, code, message }) =>
        `${plain(path)}:${line}:${column}: ${level}: ${message} [${code}]\n`,
    )
    .join('');
}

const GITHUB_LEVELS = { note: 'notice', warning: 'warning', error: 'error' } as const;

/** Workflow commands of GitHub Actions (docs.github.com, "Workflow commands for GitHub Actions"). */
export function renderGithub(annotations: readonly Annotation[]): string {
  const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  return annotations
    .map(({ path, line, endLine, column, level, code, message }) => {
      const place = `file=${property(path)},line=${line},endLine=${endLine}`;
      const at = column === undefined ? '' : `,col=${column}`;
      return `::${GITHUB_LEVELS[level]} ${place}${at},title=${property(`excise: ${code}`)}::${data(message)}\n`;
    })
    .join('');
}

/** The same as SARIF 2.1.0. @param version of excise. */
export function renderSarif(annotations: readonly Annotation[], version: string): string {
  const codes = [...new Set(annotations.map(({ code }) => code))].sort();
  const rules = codes.map((id) => ({ id, shortDescription: { text: describeCode(id, annotations) } }));
  const results = annotations.map(({ path, line, endLine, level, code, message }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: sarifUri(path) },
          region: { startLine: line, endLine },
        },
      },
    ],
  }));
  return `${JSON.stringify(makeSarifLog(version, rules, results), null, 2)}\n`;
}

function describeCode(code: string, annotations: readonly Annotation[]): string {
  const level = annotations.find((own) => own.code === code)?.level;
  if (level === 'note') return 'Lines that the rule changes, with the facts from the rule on.';
  const words = code.replace(/-/g, ' ');
  return level === 'error'
    ? `A check of the change failed: ${words}.`
    : `A place left to a person: ${words}.`;
}

/** A path in a line of its own. */
function plain(path: string): string {
  // eslint-disable-next-line no-control-regex -- they would act on a terminal, or end the line
  return path.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
}
