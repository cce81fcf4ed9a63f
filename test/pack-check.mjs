// Packs the package, installs the tarball where no compiler can be found, and runs what was installed: node test/pack-check.mjs
// [--nodes 22,24], after npm run build. Other versions of Node are fetched as the npm package `node`, which holds its binaries.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const at = process.argv.indexOf('--nodes');
const nodes = at < 0 ? [] : process.argv[at + 1].split(',');
const work = mkdtempSync(join(tmpdir(), 'excise-pack-'));

/** A program of this machine's PATH; undefined: there is none. */
const find = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
const npm = realpathSync(find('npm'));
/** Without what this machine's user, or the npm that runs this, has configured about building. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config_(?:build_from_source|nodedir)|package_)/i.test(name),
  ),
);
const own = (node, args, cwd, path) =>
  execFileSync(node, args, {
    cwd,
    env: { ...env, PATH: path },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

try {
  const [packed] = JSON.parse(
    own(
      process.execPath,
      [npm, 'pack', '--json', '--ignore-scripts', '--pack-destination', work],
      ROOT,
      env.PATH,
    ),
  );
  const tarball = join(work, packed.filename);
  console.log(`${packed.filename}: ${packed.files.length} files, ${(packed.size / 1e6).toFixed(1)} MB`);
  const stray = packed.files.filter(({ path }) => /^dist\/(?:test|bench)\/|\.tsbuildinfo$/.test(path));
  assert.deepEqual(stray, [], 'only what runs is packed');
  tryOn(process.execPath, tarball);
  for (const version of nodes) tryOn(fetchNode(version), tarball);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The binary of another version of Node. */
function fetchNode(version) {
  const folder = join(work, `fetch-${version}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  own(process.execPath, [npm, 'install', '--no-audit', '--no-fund', `node@${version}`], folder, env.PATH);
  const found = readdirSync(folder, { recursive: true })
    .map(String)
    .find((path) => /node-(?:bin-)?[a-z]+-[a-z0-9]+\/bin\/node$/.test(path));
  assert.ok(found, `the npm package node@${version} holds a binary`);
  return join(folder, found);
}

function tryOn(node, tarball) {
  const started = Date.now();
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const folder = join(work, version);
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  // All programs that the installation and the tool may find: no compiler, no make, no Python.
  symlinkSync(node, join(bin, 'node'));
  for (const name of ['sh', 'git', 'env', 'uname']) if (find(name)) symlinkSync(find(name), join(bin, name));
  own(node, [npm, 'install', '--no-audit', '--no-fund', tarball], folder, bin);
  for (const name of ['tree-sitter', 'tree-sitter-c']) {
    assert.ok(!existsSync(join(folder, 'node_modules', name, 'build')), `${name} was not built`);
  }

  const excise = join(folder, 'node_modules/.bin/excise');
  const run = (...args) => {
    const { status, stdout, stderr } = spawnSync(excise, args, {
      cwd: ROOT,
      env: { ...env, PATH: bin },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const here = spawnSync(
    process.execPath,
    ['dist/bundle/bin/cli.js', 'examples/rule.yaml', '-C', 'examples/tree'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  assert.match(run('--version'), /^excise \d/);
  assert.match(run('--help'), /^Usage: excise /);
  // With one thread and with several: each loads the parser for itself.
  for (const jobs of ['1', '2']) {
    assert.equal(
      run('examples/rule.yaml', '-C', 'examples/tree', '-j', jobs),
      here.stdout,
      'the example’s patch',
    );
  }
  const program = `
    import { run, loadRules } from 'excise';
    const documents = loadRules(['examples/rule.yaml']);
    const { documents: [part] } = await run({ tree: 'examples/tree', documents, cascade: true });
    console.log(part.changes.length);`;
  const file = join(folder, 'use.mjs');
  writeFileSync(file, program);
  const used = spawnSync(node, [file], { cwd: ROOT, env: { ...env, PATH: bin }, encoding: 'utf8' });
  assert.equal(used.stdout, '6\n', used.stderr);
  console.log(
    `Node ${version}: installed without a compiler and run, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}
