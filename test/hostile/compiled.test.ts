import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { finalFiles } from '../../src/final-files.js';
import { run } from '../../src/pipeline.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { openSession } from '../../src/session.js';
import { makeRandom } from '../fuzz/random.js';
import { makeRandomTree, type RandomTree } from './random-tree.js';
import { plantTree } from './support.js';

/**
 * Small trees, with FOO decided: for every setting of the other symbols each source compiles and does the same
 * before (with FOO as the rule says) and after, and a second run changes nothing. Needs gcc; without it only the runs
 * are made. EXCISE_SEED and EXCISE_COUNT choose other trees.
 */
const SEED = Number(process.env.EXCISE_SEED ?? 1);
const COUNT = Number(process.env.EXCISE_COUNT ?? 2);

const hasCompiler = spawnSync('gcc', ['--version']).status === 0;

/** 1 for a macro that is defined as 1, else 0: it is pasted to the name of a macro that brings a comma. */
const MACROS = [
  '#define ARG_1 0,',
  '#define SECOND(ignored, value, ...) value',
  '#define DEFINED_2(junk) SECOND(junk 1, 0)',
  '#define DEFINED_1(value) DEFINED_2(ARG_##value)',
  '#define DEFINED(x) DEFINED_1(x)',
  '#define IS_ENABLED(option) (DEFINED(option))',
].join('\n');

test(`${COUNT} random trees mean the same, seed ${SEED}${hasCompiler ? '' : ' (no gcc: not compiled)'}`, async () => {
  for (let seed = SEED; seed < SEED + COUNT; seed++) {
    for (const value of ['y', 'n'])
      await checkTree(makeRandomTree(makeRandom(seed)), value, `seed ${seed} FOO=${value}`);
  }
});

async function checkTree(tree: RandomTree, value: string, label: string): Promise<void> {
  const after = await carryOut(tree.files, value, label);
  const fixed = value === 'y' ? ['-DCONFIG_FOO=1'] : [];
  for (const [path, text] of Object.entries(tree.files)) {
    const now = after.files[path];
    if (!path.endsWith('.c') || now === undefined) continue;
    // What has side effects stays, with a leftover.
    if (/CONFIG_FOO\b/.test(now)) assert.ok(after.left.has(path), `${label}: ${path} names FOO\n${now}`);
    if (!hasCompiler) continue;
    for (let bits = 0; bits < 1 << tree.symbols.length; bits++) {
      const isSet = (i: number) => ((bits >> i) & 1) === 1;
      // Kconfig may have it that FOO decides another symbol, too.
      if (tree.symbols.some((name, i) => (after.decided.get(name) ?? isSet(i)) !== isSet(i))) continue;
      const others = tree.symbols.flatMap((name, i) => (isSet(i) ? [`-DCONFIG_${name}=1`] : []));
      assert.equal(
        trace(now, [...fixed, ...others]),
        trace(text, [...fixed, ...others]),
        `${label}: ${path} ${others.join(' ')}\n${now}`,
      );
    }
  }
  const again = await carryOut(after.files, value, label).catch((error: unknown) => {
    // The symbol is gone for good, which is an error of its own.
    assert.match(String(error), /FOO/);
    return after;
  });
  for (const [path, text] of Object.entries(after.files)) {
    // What two facts together left, one of them may settle.
    if (!after.left.has(path))
      assert.equal(again.files[path], text, `${label}: a second run leaves ${path} alone`);
  }
}

interface Outcome {
  readonly files: Record<string, string>;
  /** Paths of leftovers. */
  readonly left: ReadonlySet<string>;
  /** Symbols that have one value with FOO's: whether it is y. */
  readonly decided: ReadonlyMap<string, boolean>;
}

/** The files after the rule. */
async function carryOut(
  files: Readonly<Record<string, string>>,
  value: string,
  label: string,
): Promise<Outcome> {
  const root = plantTree(files);
  const session = openSession(root, { jobs: 1 });
  try {
    const documents = parseRules(`remove: [{config: FOO, value: ${value}}]\n`, 'r');
    const result = await run({ tree: root, documents, cascade: true }, session);
    assert.deepEqual(result.documents[0]!.failures, [], label);
    const changed = finalFiles(result.documents);
    const gone = new Set(changed.filter((file) => file.after === undefined).map(({ path }) => path));
    const after = Object.fromEntries(Object.entries(files).filter(([path]) => !gone.has(path)));
    for (const file of changed) if (file.after !== undefined) after[file.path] = file.after;
    const left = new Set(result.documents[0]!.leftovers.map(({ path }) => path));
    const decided = new Map(
      result.documents[0]!.facts.flatMap(({ fact }) =>
        fact.kind === 'config' ? [[fact.name, fact.value.value === 'y'] as const] : [],
      ),
    );
    return { files: after, left, decided };
  } finally {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** What the program does: each call of `use` with its argument, and what the functions return. */
function trace(text: string, defines: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'excise-cc-'));
  try {
    const [source, program] = [join(folder, 'a.c'), join(folder, 'a')];
    const entry = /\bentry\d+/.exec(text)![0];
    writeFileSync(source, `${MACROS}\n${text}${DRIVER.replace('ENTRY', entry)}`);
    // Without optimization operands are evaluated from left to right, whatever stands around them.
    const built = spawnSync('gcc', ['-O0', '-w', '-o', program, ...defines, source], { encoding: 'utf8' });
    assert.equal(built.status, 0, `${built.stderr}\n${text}`);
    const { status, stdout } = spawnSync(program, { encoding: 'utf8', timeout: 20_000 });
    assert.equal(status, 0);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls the function for some arguments; loops end when `use` was called often enough. */
const DRIVER = `
#include <stdio.h>
#include <setjmp.h>
static unsigned int state, calls;
static jmp_buf out;
int use(int x)
{
	printf("%d ", x);
	if (++calls > 300)
		longjmp(out, 1);
	state = state * 1103515245 + 12345;
	return (state >> 16) % 3;
}
int main(void)
{
	for (unsigned int seed = 0; seed < 12; seed++) {
		state = seed * 7919;
		calls = 0;
		if (!setjmp(out))
			printf("= %d\\n", ENTRY(seed % 3));
	}
	return 0;
}
`;
