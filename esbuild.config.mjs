/**
 * Bundles what the command line runs: one file to open in place of hundreds takes a fifth of a second off a run that
 * takes two. The library, the tests and the tools run what tsc made, file by file.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Of yargs/helpers only the parser is used: what stands beside it (for translations, columns) isn't taken along. */
const parserOnly = {
  name: 'parser-only',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\./ }, async ({ path, importer, resolveDir, kind }) => {
      if (!importer.endsWith('/yargs/helpers/helpers.mjs')) return undefined;
      const found = await resolve(`${resolveDir}/${path}`, { resolveDir, kind });
      return { path: found.path, sideEffects: false };
    });
  },
};

// As deep below the package as the unbundled files, which find package.json from where they stand.
const outdir = 'dist/bundle/bin';
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ['dist/src/cli.js', 'dist/src/workers/worker.js'],
  outdir,
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  plugins: [parserOnly],
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Less to read; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  // Native code, and a pool that starts threads from files of its own.
  external: ['tree-sitter', 'tree-sitter-c', 'tinypool'],
  // CommonJS packages call require().
  banner: {
    js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// The script and the style of the page of --html: src/report/html/render-page.ts and its bundle look for them beside
// themselves.
const page = 'dist/src/report/html';
await build({
  entryPoints: { 'report-page': 'src/report/html/page/main.ts' },
  outdir: page,
  bundle: true,
  format: 'iife',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  minify: true,
  // The page says that it is UTF-8.
  charset: 'utf8',
  logLevel: 'warning',
});
await build({
  entryPoints: { 'report-page': 'src/report/html/page/page.css' },
  outdir: page,
  target: ['chrome123', 'firefox120', 'safari17.5'],
  minify: true,
  charset: 'utf8',
  logLevel: 'warning',
});
for (const name of ['report-page.js', 'report-page.css'])
  copyFileSync(`${page}/${name}`, `${outdir}/${name}`);
