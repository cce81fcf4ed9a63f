import type { Output } from './terminal.js';
import { readVersion } from './read-version.js';

/** `excise --version` */
export async function printVersion(stdout: Output): Promise<void> {
  await stdout.write(`excise ${readVersion()}\n`);
}
