/**
 * Renames random things of C of a real kernel (functions, macros, variables, structs, typedefs, enumerators, members,
 * parameters), each in a document of its own, to a fresh name of the same shape, and back: the tree must be what it
 * was, byte for byte. What a rule error refuses is drawn again.
 *
 *   node dist/test/kernel/rename-names-and-back.js [--tree 6.12|PATH] [--count 24] [--seed 1] [--kind KIND]
 */
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { finalFiles } from '../../src/final-files.js';
import { readEnumLists } from '../../src/lang/c/prune/find-enumerator.js';
import { makeOutline, matchingClose, type Outline } from '../../src/lang/c/syntax/outline.js';
import { readSignature } from '../../src/lang/c/syntax/signature.js';
import { TokenKind, tokenText } from '../../src/lang/c/syntax/lex.js';
import { readShape } from '../../src/lang/c/types/read-shape.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { RuleError } from '../../src/rules/rule-errors.js';
import type { DocumentResult } from '../../src/result.js';
import { runDocument } from '../../src/run-document.js';
import { layOver, openTree, readText, type TreeView } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from './draw.js';
import { findKernelTree } from './kernel-tree.js';

const KINDS = [
  'function',
  'macro',
  'member',
  'type',
  'enumerator',
  'variable',
  'parameter',
  'typedef',
] as const;
type Kind = (typeof KINDS)[number];

interface Drawn {
  readonly name: string;
  /** `struct s` or `f`. */
  readonly of?: string;
}

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
  },
});

const root = findKernelTree(options.tree);
if (root === undefined) {
  console.log('rename-names-and-back: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
console.log(`rename-names-and-back: ${root}, seed ${options.seed}`);
const tree = openTree(root);
const paths = tree.paths.filter((path) => classifyFile(path) === 'c' && !/^(?:tools|scripts)\//.test(path));
const random = makeRandom(Number(options.seed));
const kinds = KINDS.filter((kind) => options.kind === undefined || kind === options.kind);
const pool = openPool();
let failed = 0;
for (let i = 0; i < Number(options.count); i++) {
  const problems = await tryNext(kinds[i % kinds.length]!);
  for (const problem of problems) console.log(`FAILED ${problem}`);
  failed += problems.length > 0 ? 1 : 0;
}
await pool.close();
console.log(`${options.count} names, ${failed} problems`);
process.exitCode = failed > 0 ? 1 : 0;

/** Draws until a rule is taken. @returns what is wrong. */
async function tryNext(kind: Kind): Promise<string[]> {
  for (;;) {
    const path = paths[Math.floor(random() * paths.length)]!;
    const names = listNames(kind, makeOutline(readText(tree, path)));
    const drawn = names[Math.floor(random() * names.length)];
    if (!drawn || drawn.name.length < 4) continue;
    const fresh = freshName(drawn.name);
    try {
      const there = await rename(tree, kind, drawn, fresh);
      if (there.changes.length === 0) continue;
      const back = await rename(layOver(tree, textsOf(there)), kind, { ...drawn, name: fresh }, drawn.name);
      const files = there.changes.length;
      console.log(`${kind} ${drawn.of ?? ''} ${drawn.name} ${fresh} (${path}): ${files} files`);
      const broken = [...there.failures, ...back.failures].map((one) => `${one.path}: ${one.message}`);
      return [...broken, ...finalFiles([there, back]).map((file) => `${file.path}: differs`)];
    } catch (error) {
      if (error instanceof RuleError) continue;
      return [`${kind} ${drawn.of ?? ''} ${drawn.name}: ${error instanceof Error ? error.stack! : ''}`];
    }
  }
}

/** A name of the same length, with `_` and digits where they were. */
function freshName(name: string): string {
  const letters = name.replace(/[a-z]/g, 'q').replace(/[A-Z]/g, 'Q');
  return `${/^[A-Z]/.test(name) ? 'ZZ' : 'zz'}${letters.slice(2)}`;
}

async function rename(view: TreeView, kind: Kind, drawn: Drawn, to: string): Promise<DocumentResult> {
  const tag = kind === 'type' ? 'struct ' : '';
  const of = drawn.of === undefined ? '' : `, of: ${drawn.of}`;
  const key = kind === 'typedef' ? 'type' : kind;
  const rule = `rename:\n  - {${key}: ${tag}${drawn.name}${of}, to: ${tag}${to}}\n`;
  return await runDocument(view, parseRules(rule, drawn.name)[0]!, { pool, cascade: true });
}

function listNames(kind: Kind, outline: Outline): Drawn[] {
  const { tokens, items, macros } = outline;
  switch (kind) {
    case 'macro':
      return macros
        .filter(({ kind: own, name }) => own === 'define' && !/_H_*$/.test(name))
        .map(({ name }) => ({ name }));
    case 'enumerator':
      return readEnumLists(outline).flat();
    case 'member':
    case 'type':
      return items.flatMap((item) => {
        const head = tokens.text.slice(item.start, item.body?.start ?? item.start);
        const tag = /^struct\s+(\w+)\s*$/.exec(head)?.[1];
        if (item.kind !== 'type' || tag === undefined || !item.body) return [];
        if (kind === 'type') return [{ name: tag }];
        let open = item.firstToken;
        while (tokenText(tokens, open) !== '{') open++;
        const { members } = readShape(tokens, open, matchingClose(tokens, open));
        // Types are looked up in every file that holds the word: minutes for one like `field`.
        const names = [...members.keys()].filter((name) => name.includes('_'));
        return names.map((name) => ({ name, of: `struct ${tag}` }));
      });
    case 'parameter':
      return items.flatMap((item) => {
        const [of] = item.names;
        if (item.kind !== 'function' || of === undefined) return [];
        const parameters = readSignature(tokens, item, of)?.parameters ?? [];
        return parameters.flatMap((name) => (name === null ? [] : [{ name, of }]));
      });
    case 'typedef':
      return items.flatMap(({ names, firstToken }) =>
        tokenText(tokens, firstToken) === 'typedef' ? names.map((name) => ({ name })) : [],
      );
    default:
      return items
        .filter((item) => item.kind === kind && tokens.kind[item.firstToken] !== TokenKind.Directive)
        .flatMap(({ names }) => names.map((name) => ({ name })));
  }
}

function textsOf({ changes }: DocumentResult): Map<string, string | null> {
  return new Map(changes.map(({ path, before, edits }) => [path, applyEdits(before, edits)]));
}
