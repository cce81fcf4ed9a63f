/** Compiles what runs as WebAssembly: word-hashes.ts, to where src/scan/word-hasher.ts and the bundle look for it. */
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}src/scan/wasm/`;
const source = `${folder}word-hashes.ts`;
const target = `${root}dist/src/scan/word-hashes.wasm`;

const timeOf = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (readdirSync(folder).some((name) => timeOf(target) < timeOf(folder + name))) {
  // The compiler takes seconds to load.
  const { main } = await import('assemblyscript/asc');
  const { error, stderr } = await main([
    ...[source, '--outFile', target, '--baseDir', root],
    ...['--runtime', 'stub', '--enable', 'simd,bulk-memory', '-O3', '--noAssert'],
    // Room for its tables and texts; more is asked for when it is needed.
    ...['--initialMemory', '32'],
  ]);
  if (error) {
    process.stderr.write(stderr.toString());
    throw error;
  }
}
mkdirSync(`${root}dist/bundle/bin`, { recursive: true });
copyFileSync(target, `${root}dist/bundle/bin/word-hashes.wasm`);
