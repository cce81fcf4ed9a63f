/**
 * Renames random Kconfig symbols of a real kernel to fresh names of the same length, all in one document, and back in
 * a second one: the tree must be what it was, byte for byte, and no CONFIG_ word of an old name may be left between.
 *
 *   node dist/test/kernel/rename-and-back.js [--tree 6.12|PATH] [--count 100] [--seed 1] [--jobs N]
 */
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { finalFiles } from '../../src/final-files.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { run } from '../../src/pipeline.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { openTree, readText } from '../../src/scan/tree-view.js';
import { drawItems, makeRandom } from './draw.js';
import { findKernelTree } from './kernel-tree.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string' },
  },
});

const root = findKernelTree(options.tree);
if (root === undefined) {
  console.log('rename-and-back: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
console.log(`rename-and-back: ${root}, seed ${options.seed}`);
const pairs = drawPairs(root, Number(options.count), Number(options.seed));
const entries = (from: 0 | 1) =>
  pairs.map((pair) => `  - {config: "${pair[from]}", to: "${pair[1 - from]!}"}\n`).join('');
const result = await run({
  tree: root,
  documents: parseRules(`rename:\n${entries(0)}---\nrename:\n${entries(1)}`, 'rename-and-back'),
  cascade: true,
  ...(options.jobs === undefined ? {} : { jobs: Number(options.jobs) }),
});

const problems = finalFiles(result.documents).map(({ path }) => `${path}: differs after renaming back`);
const oldWords = new Set(pairs.map(([name]) => `CONFIG_${name}`));
for (const document of result.documents) {
  problems.push(...document.failures.map(({ path, message }) => `${path}: ${message}`));
}
for (const { path, before, edits } of result.documents[0]!.changes) {
  for (const word of applyEdits(before, edits).match(/\bCONFIG_\w+/g) ?? []) {
    if (oldWords.has(word)) problems.push(`${path}: ${word} is left`);
  }
}
for (const problem of problems) console.log(`FAILED ${problem}`);
const [first] = result.documents;
console.log(
  `${pairs.length} symbols, ${first!.changes.length} files, ${first!.leftovers.length} leftovers, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Symbols with names that no other has; capitals, so that a name of the same shape can be made of each. */
function drawPairs(folder: string, count: number, seed: number): (readonly [string, string])[] {
  const tree = openTree(folder);
  const texts = tree.paths
    .filter((path) => classifyFile(path) === 'kconfig')
    .map((path) => ({ path, text: readText(tree, path) }));
  const { symbols } = openModel(texts);
  const names = [...symbols.values()].filter((info) => info.definitions.length > 0).map(({ name }) => name);
  const drawn = drawItems(
    names.filter((name) => /^[A-Z0-9_]{4,}$/.test(name)).sort(),
    count,
    makeRandom(seed),
  );
  return drawn.map((name, i) => {
    const number = i.toString(36).toUpperCase().padStart(2, '0');
    return [name, `Q${number}${name.slice(3).replace(/[A-Z]/g, 'Q')}`] as const;
  });
}
