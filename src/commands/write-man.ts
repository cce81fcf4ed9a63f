import { readFileSync, writeFileSync } from 'node:fs';
import { renderManPage } from '../report/man-page.js';
import { readHelp } from './read-help.js';

/**
 * Writes man/excise.1 from what --help says; with --check it only compares, and exits with 1 where it is out of date.
 * Run by `npm run man` and `npm run schema:check`, from the project's folder.
 */
const PATH = 'man/excise.1';
const text = renderManPage(await readHelp());
if (!process.argv.includes('--check')) writeFileSync(PATH, text);
else if (readFileSync(PATH, 'utf8') !== text) {
  console.error(`${PATH} is out of date: run npm run man`);
  process.exitCode = 1;
}
