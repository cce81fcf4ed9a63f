/** Writes beside the bundle what tells it from any other: a hash of all that runs. run-key.ts reads it. Runs last. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}dist/bundle/bin`;
const hash = createHash('sha256');
// The versions of what isn't bundled are exact.
const files = [`${root}package.json`];
for (const name of readdirSync(folder).sort()) if (name !== 'build-id') files.push(`${folder}/${name}`);
for (const file of files) {
  const bytes = readFileSync(file);
  hash.update(`${file.slice(root.length)}\0${bytes.length}\0`).update(bytes);
}
writeFileSync(`${folder}/build-id`, hash.digest('hex'));
