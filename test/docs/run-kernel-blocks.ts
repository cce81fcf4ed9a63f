import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf, DOCUMENTS, layOut, ROOT, runBlock } from './run-blocks.js';

/**
 * Runs the blocks of the documents that take a kernel's source, where that can be had: node
 * dist/test/docs/run-kernel-blocks.js. Ends with an error where an output isn't what the document shows.
 */
const fetcher = join(ROOT, '../shared/bin/kernel-tree');
if (!existsSync(fetcher)) {
  console.log('run-kernel-blocks: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
} else {
  for (const document of DOCUMENTS) {
    const blocks = blocksOf(document);
    const needed = blocks.find(({ needs }) => needs !== undefined)?.needs;
    if (needed === undefined) continue;
    const tree = spawnSync(fetcher, [needed], { encoding: 'utf8' }).stdout.trim();
    const folder = mkdtempSync(join(tmpdir(), 'excise-docs-'));
    try {
      const env = layOut(folder);
      // Hard links where they can be made; the documents change nothing.
      const linux = join(folder, 'linux');
      if (spawnSync('cp', ['-al', tree, linux]).status !== 0) {
        rmSync(linux, { recursive: true, force: true });
        spawnSync('cp', ['-a', tree, linux]);
      }
      let count = 0;
      for (const block of blocks) {
        if (block.file !== undefined) writeFileSync(join(folder, block.file), block.text);
        if (block.needs === undefined) continue;
        runBlock(block, folder, env);
        count++;
      }
      console.log(`${document}: ${count} blocks on ${tree} print what it shows`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
