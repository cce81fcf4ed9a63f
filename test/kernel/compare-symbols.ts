import { spawnSync } from 'node:child_process';
import { findConfigWords } from '../../src/check/config-words.js';
import { checkTree } from '../../src/check/check-tree.js';
import { openScope } from '../../src/check/kconfig-scope.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import type { KconfigModel } from '../../src/lang/kconfig/model.js';
import { readText, type TreeView } from '../../src/scan/tree-view.js';
import type { Pool } from '../../src/workers/pool.js';

/** Runs the tree's script on the files that hold a CONFIG_ word or are Kconfig files; the others can't matter. */
const DRIVER = `
import json, os, sys
sys.dont_write_bytecode = True
root, listed = sys.argv[1], sys.stdin.read().split('\\n')
sys.path.insert(0, root + '/scripts')
os.chdir(root)
import checkkconfigsymbols as script
def wants(path):
    if '.git' in path or 'ChangeLog' in path or '.log' in path or path.startswith('tools/'):
        return False
    if script.REGEX_FILE_KCONFIG.match(path):
        return True
    with open(path, 'rb') as file:
        return b'CONFIG_' in file.read()
paths = [path for path in listed if wants(path)]
script.get_files = lambda: paths
undefined, _ = script.check_symbols(None)
json.dump({name: sorted(files) for name, files in undefined.items()}, sys.stdout)
`;

/**
 * Compares the symbols that scripts/checkkconfigsymbols.py calls undefined with those of `excise check`, counting the
 * reasons why one of the two says nothing.
 * @returns the differences without a reason.
 */
export async function compareSymbols(tree: TreeView, model: KconfigModel, pool: Pool): Promise<string[]> {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', DRIVER, tree.root], {
    input: tree.paths.join('\n'),
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`checkkconfigsymbols.py: ${stderr}`);
  const theirs = new Map(Object.entries(JSON.parse(stdout) as Record<string, string[]>));
  const codes = new Set(['undefined-symbol', 'undefined-config-word']);
  const ours = new Set(
    (await checkTree(tree, pool)).filter(({ code }) => codes.has(code)).map(({ symbol }) => symbol),
  );
  const scope = openScope(model);
  const places: Places = {
    tree,
    defined: findDefined(tree),
    inScope: new Set(scope.files.map(({ path }) => path)),
  };
  const reasons = new Map<string, number>();
  const problems: string[] = [];
  const note = (name: string, side: string, reason: string | undefined) => {
    const key = `only ${side}: ${reason ?? ''}`;
    if (reason === undefined) problems.push(`${name}: only ${side}`);
    else reasons.set(key, (reasons.get(key) ?? 0) + 1);
  };
  for (const [name, paths] of theirs) {
    if (!ours.has(name)) note(name, 'checkkconfigsymbols.py', whyNot(places, name, paths));
  }
  for (const name of ours) {
    // The script has no pattern for a default without more words behind it, nor for prompts, nor for one letter.
    const isElsewhere = (model.symbols.get(name)?.references ?? []).length > 0;
    if (!theirs.has(name)) {
      note(
        name,
        'check',
        isElsewhere ? 'in a default or prompt, which the script reads not all of' : undefined,
      );
    }
  }
  const both = [...ours].filter((name) => theirs.has(name)).length;
  const alone = `${theirs.size - both} only checkkconfigsymbols.py, ${ours.size - both} only check`;
  console.log(`undefined symbols: ${both} both, ${alone}`);
  for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) {
    console.log(`  ${String(count).padStart(4)} ${reason}`);
  }
  return problems;
}

interface Places {
  readonly tree: TreeView;
  /** Words that some file gives a meaning of its own. */
  readonly defined: ReadonlySet<string>;
  /** The Kconfig files that the root file reads. */
  readonly inScope: ReadonlySet<string>;
}

/** Why none of the places counts; undefined where one of them should. What says most about the word comes first. */
function whyNot(places: Places, name: string, paths: readonly string[]): string | undefined {
  if (places.defined.has(name)) return 'the tree defines the word for itself';
  const found = paths.map((path) => whyNotAt(places, name, path));
  if (found.includes(undefined)) return undefined;
  return REASONS.find((reason) => found.includes(reason));
}

const REASONS = [
  'the beginning of words that are put together',
  'in a comment or text of code, or used as a value',
  'in Kconfig, but no symbol there: a help text, a number, a text',
  'in a Kconfig file that the root file does not read',
  'in a script or Rust code',
  'in samples, scripts or usr, which have configurations of their own',
  'in a configuration (defconfig)',
  'in documentation or another text',
] as const;

function whyNotAt(
  { tree, inScope }: Places,
  name: string,
  path: string,
): (typeof REASONS)[number] | undefined {
  const [stem, inCode, inKconfig, unread, script, foreign, configuration, text] = REASONS;
  if (/^(?:scripts|usr|samples)\//.test(path)) return foreign;
  switch (classifyFile(path)) {
    case 'documentation':
    case 'text':
    case 'other':
      return text;
    case 'defconfig':
      return configuration;
    case 'script':
    case 'rust':
      return script;
    case 'kconfig':
      return inScope.has(path) ? inKconfig : unread;
    default: {
      const roles = findConfigWords(path, readText(tree, path)).flatMap((word) =>
        word.name === name || (word.role === 'stem' && name.startsWith(word.name)) ? word.role : [],
      );
      if (roles.includes('test')) return undefined;
      return roles.includes('stem') ? stem : inCode;
    }
  }
}

function findDefined(tree: TreeView): Set<string> {
  const found = new Set<string>();
  for (const path of tree.paths) {
    if (!['c', 'asm', 'dts', 'kbuild'].includes(classifyFile(path))) continue;
    const text = readText(tree, path);
    if (!text.includes('CONFIG_')) continue;
    for (const { name, role } of findConfigWords(path, text)) if (role === 'define') found.add(name);
  }
  return found;
}
