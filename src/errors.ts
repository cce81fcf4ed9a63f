/**
 * Trouble that the user can mend: a bad rule, a missing file, wrong usage. Its message is for people, one line per
 * problem, and is shown without a stack trace; the exit code is 2. Any other error is a bug of the tool.
 */
export class UserError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
  }
}

/** Longest piece of the user's own text that an error message repeats. */
const QUOTED = 60;

/** The text in a form that is safe in one line of a message: control characters escaped, shortened when long. */
export function clip(text: string, length: number = QUOTED): string {
  const short = text.length > length ? `${text.slice(0, length)}…` : text;
  // eslint-disable-next-line no-control-regex -- escaping them is the point
  return short.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, (char) => {
    if (char === '\n') return '\\n';
    if (char === '\t') return '\\t';
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
