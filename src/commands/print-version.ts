import { readFileSync } from 'node:fs';
import type { Output } from './terminal.js';

/** `excise --version`: the version in package.json, which lies two folders above the compiled file's. */
export async function printVersion(stdout: Output): Promise<void> {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  await stdout.write(`excise ${version}\n`);
}
