import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fits, readBlocks, readSteps, type DocBlock } from './read-blocks.js';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = fileURLToPath(new URL('../../bundle/bin/cli.js', import.meta.url));

/** Documents whose blocks are run. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
];

export function blocksOf(document: string): DocBlock[] {
  return readBlocks(readFileSync(join(ROOT, document), 'utf8'));
}

/**
 * A folder as the documents speak of one: `rule.yaml` and `rules/`, `linux`, a small tree, `change.patch`, the rule's with two
 * mistakes, and `kitchen`, the tree of the recipes. `excise` is on the path.
 */
export function layOut(folder: string): NodeJS.ProcessEnv {
  cpSync(join(ROOT, 'examples/kitchen'), join(folder, 'kitchen'), { recursive: true });
  cpSync(join(ROOT, 'examples/rule.yaml'), join(folder, 'rule.yaml'));
  cpSync(join(ROOT, 'examples/rule.yaml'), join(folder, 'rules/one.yaml'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/excise'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(join(folder, 'bin/excise'), 0o755);
  return { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`, NO_COLOR: '1' };
}

/** Lays `linux` out anew. */
export function layLinux(folder: string): void {
  rmSync(join(folder, 'linux'), { recursive: true, force: true });
  cpSync(join(ROOT, 'examples/tree'), join(folder, 'linux'), { recursive: true });
}

/** README's patch with another event and without what becomes of a header. */
export function spoiltPatch(): string {
  const patch = blocksOf('README.md').find(({ language }) => language === 'diff')!.text;
  const files = patch.split(/^(?=diff --git )/m).filter((part) => !part.includes('motion.h\n'));
  return files
    .join('')
    .replace('+\treturn motion_event(joint, "stop")', '+\treturn motion_event(joint, "start")');
}

/** Runs a block of commands and holds what they print against what the document shows. */
export function runBlock(block: DocBlock, folder: string, env: NodeJS.ProcessEnv): void {
  const run = (command: string) =>
    spawnSync('bash', ['-c', command], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  if (block.language === 'sh') {
    const { status, stderr } = run(`set -e\n${block.text}`);
    assert.equal(status, 0, `line ${block.line}: ${stderr}`);
    return;
  }
  for (const { command, output } of readSteps(block.text)) {
    const { stdout } = run(`{ ${command}\n} 2>&1`);
    if (!fits(output, stdout)) assert.equal(stdout, output, `line ${block.line}: $ ${command}`);
  }
}
