import { getSystemErrorMap } from 'node:util';

/** A system's error in a few words, without the path that the system was given; any other error's own message. */
export function explainError(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}

/** Whether the system answered with one of these codes (`ENOENT`, …). */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && codes.includes(code);
}
