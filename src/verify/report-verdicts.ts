import type { Palette } from '../report/color.js';
import { decodeText } from '../report/decode-text.js';
import { VERIFY_VERSION, type VerifyJson } from './json-schema.js';
import type { FileVerdict, VerifyFinding } from './verdict.js';
import type { VerifiedStep } from './verify-change.js';

/** The document of --json; json-schema.ts describes it. */
export function makeVerifyJson(steps: readonly VerifiedStep[]): VerifyJson {
  return {
    version: VERIFY_VERSION,
    proved: countVerdicts(steps).findings === 0,
    steps: steps.map(({ document, facts, files }) => ({
      ...(document?.subject === undefined ? {} : { subject: document.subject }),
      facts: facts.map(decodeText),
      files: files.map(({ path, language, change, status, method, laws, findings }) => ({
        path: decodeText(path),
        language,
        change,
        status,
        method,
        laws: [...laws],
        findings: findings.map(({ law, path: at, message, place }) => ({
          law,
          path: decodeText(at),
          ...(place ?? {}),
          message: decodeText(message),
        })),
      })),
    })),
  };
}

/** A line for each file, and for each finding: `path:line:column: message [law]`. */
export function renderVerdicts(steps: readonly VerifiedStep[], palette: Palette): string {
  return steps
    .map(({ document, files }) => {
      const subject = document?.subject;
      const head = steps.length > 1 && subject !== undefined ? `${palette.bold(clean(subject))}\n` : '';
      return head + files.map((file) => renderFile(file, palette)).join('');
    })
    .join('');
}

function renderFile(file: FileVerdict, palette: Palette): string {
  const { path, status, method, laws, findings } = file;
  if (status === 'refused') return findings.map((finding) => renderFinding(finding, palette)).join('');
  const how = method === 'sampled' ? ' (by samples)' : '';
  const what =
    status === 'proved'
      ? `${palette.green('proved')}${how}: ${laws.join(', ')}`
      : `${palette.yellow('not proved')}: no law speaks of such a file`;
  return `${clean(path)}: ${what}\n`;
}

function renderFinding({ law, path, message, place }: VerifyFinding, palette: Palette): string {
  const at = place ? `:${place.line}:${place.column}` : '';
  return `${palette.bold(`${clean(path)}${at}:`)} ${palette.red(clean(message))} [${law}]\n`;
}

/** Text of the tree as UTF-8, without what would act on the terminal. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is what goes
  return decodeText(text).replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
}

export interface VerdictCount {
  readonly proved: number;
  readonly sampled: number;
  readonly refused: number;
  readonly unproved: number;
  readonly findings: number;
}

export function countVerdicts(steps: readonly VerifiedStep[]): VerdictCount {
  const files = steps.flatMap((step) => step.files);
  const proved = files.filter(({ status }) => status === 'proved');
  return {
    proved: proved.length,
    sampled: proved.filter(({ method }) => method === 'sampled').length,
    refused: files.filter(({ status }) => status === 'refused').length,
    unproved: files.filter(({ status }) => status === 'unproved').length,
    findings: files.reduce((sum, { findings }) => sum + findings.length, 0),
  };
}

/** `3 files proved (1 by samples), 1 refused, 1 without a law` */
export function summarizeVerdicts({ proved, sampled, refused, unproved }: VerdictCount): string {
  const parts = [
    `${proved} ${proved === 1 ? 'file' : 'files'} proved${sampled > 0 ? ` (${sampled} by samples)` : ''}`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(unproved > 0 ? [`${unproved} without a law`] : []),
  ];
  return `${parts.join(', ')}\n`;
}
