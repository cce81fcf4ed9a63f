import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from './errors.js';

/**
 * Reads the words behind `excise NAME`.
 * @throws UserError, one line, for bad usage.
 */
export function parseSubcommand<const T extends NonNullable<ParseArgsConfig['options']>>(
  name: string,
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T }>>['values'] {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const [sentence] = (error as Error).message.split(/[.\n] ?/);
    throw new UserError(`${name}: ${sentence!.charAt(0).toLowerCase()}${sentence!.slice(1)}`, {
      cause: error,
    });
  }
}
