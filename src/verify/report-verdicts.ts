import type { Palette } from '../report/color.js';
import { decodeText } from '../report/decode-text.js';
import type { BuildResult, BuiltObject } from './build/build-objects.js';
import { VERIFY_VERSION, type VerifyJson } from './json-schema.js';
import type { FileVerdict, VerifyFinding } from './verdict.js';
import type { VerifiedStep } from './verify-change.js';

/** The document of --json; json-schema.ts describes it. */
export function makeVerifyJson(steps: readonly VerifiedStep[], built?: readonly BuiltObject[]): VerifyJson {
  return {
    version: VERIFY_VERSION,
    proved: isProved(steps, built),
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
    ...(built ? { built: built.map(makeBuiltJson) } : {}),
  };
}

function makeBuiltJson({ object, source, result, sections, message }: BuiltObject) {
  return {
    object: decodeText(object),
    source: decodeText(source),
    result,
    sections: sections.map(({ section, symbols }) => ({
      section: decodeText(section),
      symbols: symbols.map(decodeText),
    })),
    ...(message === undefined ? {} : { message: decodeText(message) }),
  };
}

/** Whether nothing was found. */
export function isProved(steps: readonly VerifiedStep[], built: readonly BuiltObject[] = []): boolean {
  const findings = steps.flatMap(({ files }) => files.flatMap((file) => file.findings));
  return findings.length === 0 && built.every(({ result }) => result === 'same');
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

const RESULTS: Readonly<Record<BuildResult, string>> = {
  same: 'the same code before and after',
  differs: 'the code differs',
  'fails-before': "doesn't compile before the change",
  'fails-after': "doesn't compile after the change",
};

/** Names that are listed of a section. */
const MOST_NAMES = 8;

/** A line for each object. */
export function renderBuilt(built: readonly BuiltObject[], palette: Palette): string {
  return built
    .map(({ object, result, sections, message }) => {
      const paint = result === 'same' ? palette.green : palette.red;
      const places = sections.map(({ section, symbols }) => {
        const names = symbols.slice(0, MOST_NAMES).join(', ');
        const more = symbols.length > MOST_NAMES ? `, and ${symbols.length - MOST_NAMES} more` : '';
        return `${section === '' ? 'no ELF object' : section}${names === '' ? '' : ` (${names}${more})`}`;
      });
      const why = message ?? places.join(', ');
      return `${clean(object)}: ${paint(RESULTS[result])}${why === '' ? '' : `: ${clean(why)}`}\n`;
    })
    .join('');
}

/** `2 objects: 1 the same, 1 differs` */
export function summarizeBuilt(built: readonly BuiltObject[]): string {
  const count = (wanted: BuildResult) => built.filter(({ result }) => result === wanted).length;
  const words: readonly (readonly [BuildResult, string])[] = [
    ['same', 'the same'],
    ['differs', 'different'],
    ['fails-before', 'not compiled before'],
    ['fails-after', 'not compiled after'],
  ];
  const parts = words.flatMap(([result, word]) => (count(result) > 0 ? `${count(result)} ${word}` : []));
  if (built.length === 0)
    return 'no source file is touched, so nothing was built (--build-also names others)\n';
  return `${built.length} ${built.length === 1 ? 'object' : 'objects'}: ${parts.join(', ')}\n`;
}

/** `3 files proved (1 by samples), 1 refused, 1 without a law` */
export function summarizeVerdicts(steps: readonly VerifiedStep[]): string {
  const files = steps.flatMap((step) => step.files);
  const proved = files.filter(({ status }) => status === 'proved');
  const sampled = proved.filter(({ method }) => method === 'sampled').length;
  const count = (wanted: FileVerdict['status']) => files.filter(({ status }) => status === wanted).length;
  const parts = [
    `${proved.length} ${proved.length === 1 ? 'file' : 'files'} proved${sampled > 0 ? ` (${sampled} by samples)` : ''}`,
    ...(count('refused') > 0 ? [`${count('refused')} refused`] : []),
    ...(count('unproved') > 0 ? [`${count('unproved')} without a law`] : []),
  ];
  return `${parts.join(', ')}\n`;
}
