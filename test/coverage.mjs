// Runs all tests (or those whose path holds a word that is given) and holds the line coverage of src/ against the bar.
// Processes and threads that tests start count, too: V8 writes what each of them ran (NODE_V8_COVERAGE). Only which
// bytes of dist/src some of them ran is kept, so that hundreds of such files are read in seconds.
//   --list FILE writes the lines that nothing ran; --bar N is another bar; --keep FOLDER keeps V8's files,
//   --from FOLDER reads such a folder in place of running the tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'string' },
    keep: { type: 'string' },
    from: { type: 'string' },
    bar: { type: 'string', default: '95' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = options.from ?? options.keep ?? mkdtempSync(join(tmpdir(), 'excise-coverage-'));
if (!options.from && !options.keep)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** What the runner says in the end is said again after the coverage, as the last thing. */
const closing = [];
const status = options.from
  ? 0
  : await new Promise((done) => {
      const tests = spawn(process.execPath, [join(root, 'test/run.mjs'), ...words], {
        env: { ...process.env, NODE_V8_COVERAGE: folder },
        stdio: ['inherit', 'pipe', 'inherit'],
      });
      let rest = '';
      tests.stdout.on('data', (data) => {
        process.stdout.write(data);
        const lines = (rest + data.toString()).split('\n');
        rest = lines.pop();
        closing.push(...lines.filter((line) => line.startsWith('ℹ ')));
      });
      tests.on('close', done);
    });

/** The scripts of src/ by their URL, with which of their characters ran. */
const scripts = new Map();
const base = join(root, 'dist/src');
for (const name of readdirSync(base, { recursive: true }).map(String)) {
  // What has no source map runs in a browser: it is a text to us.
  if (!name.endsWith('.js') || !existsSync(join(base, `${name}.map`))) continue;
  // What was compiled from a file that is gone stays in dist/.
  if (!existsSync(join(root, 'src', name.replace(/\.js$/, '.ts')))) continue;
  const file = join(base, name);
  const text = readFileSync(file, 'utf8');
  scripts.set(pathToFileURL(file).href, { file, text, ran: new Uint8Array(text.length) });
}

for (const name of readdirSync(folder)) {
  let dump;
  try {
    dump = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    continue; // of a process that was killed while it wrote
  }
  for (const { url, functions } of dump.result) {
    const script = scripts.get(url);
    if (script) addRun(script, functions);
  }
}

/** Inner ranges come behind those around them, and overrule them. */
function addRun({ ran }, functions) {
  const own = new Uint8Array(ran.length);
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges)
      own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  }
  for (let i = 0; i < ran.length; i++) ran[i] |= own[i];
}

let all = 0;
let covered = 0;
const missing = [];
for (const { file, text, ran } of [...scripts.values()].sort((a, b) => (a.file < b.file ? -1 : 1))) {
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  const lost = new Set();
  const lines = new Set();
  let at = 0;
  let comment = false;
  for (const [index, line] of text.split('\n').entries()) {
    const start = at;
    at += line.length + 1;
    const code = line.trim();
    // Comments, and lines of brackets alone, hold nothing that could run.
    const isComment = comment || code.startsWith('//') || code.startsWith('/*');
    if (code.startsWith('/*') || comment) comment = !code.includes('*/');
    if (isComment || !/\w/.test(code) || /^(?:import\b|export \{)/.test(code)) continue;
    const column = line.length - line.trimStart().length;
    const { originalLine } = map.findEntry(index, column);
    if (originalLine === undefined) continue;
    lines.add(originalLine + 1);
    if (!ran.subarray(start + column, start + line.trimEnd().length).includes(1)) lost.add(originalLine + 1);
  }
  all += lines.size;
  covered += lines.size - lost.size;
  const path = relative(base, file).replace(/\.js$/, '.ts');
  if (lost.size > 0) missing.push({ path, lost: [...lost].sort((a, b) => a - b), lines: lines.size });
}

missing.sort((a, b) => b.lost.length - a.lost.length);
if (options.list) {
  const rows = missing.flatMap(({ path, lost }) => {
    const source = readFileSync(join(root, 'src', path), 'utf8').split('\n');
    return lost.map((line) => `${path}:${line}: ${source[line - 1]}\n`);
  });
  writeFileSync(options.list, rows.join(''));
}
for (const { path, lost, lines } of missing.slice(0, 20)) {
  console.log(
    `${String(lost.length).padStart(4)} of ${String(lines).padStart(4)} lines not run: src/${path}`,
  );
}
const percent = (100 * covered) / all;
console.log(
  `line coverage of src/: ${covered} of ${all} (${percent.toFixed(2)} %), the bar is ${options.bar} %`,
);
for (const line of closing.slice(-8)) console.log(line);
process.exit(status || (percent < Number(options.bar) ? 1 : 0));
