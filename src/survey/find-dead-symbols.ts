import { findConfigWords } from '../check/config-words.js';
import { archOf } from '../check/kconfig-scope.js';
import { classifyFile } from '../lang/file-kind.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { findWords } from '../plan/find-words.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import type { Pool } from '../workers/pool.js';
import type { DeadThing } from './dead-thing.js';
import { knownValue, type KnownValue, type SymbolSurvey } from './symbol-values.js';

/** Texts that set symbols or speak of them, and so say nothing about where one is asked for. */
const UNREAD = new Set(['defconfig', 'documentation', 'other']);

/**
 * Bools and tristates that can have one value only, as all Kconfig files of the tree together say. A symbol that only
 * some architectures have counts as y where nothing outside of these asks for it; one that a file sets by itself
 * (`#define CONFIG_X`) doesn't count.
 */
export async function findDeadSymbols(
  survey: SymbolSurvey,
  tree: TreeView,
  pool: Pool,
): Promise<DeadThing[]> {
  const known = new Map<string, KnownValue>();
  for (const name of survey.kconfig.names) {
    const value = knownValue(survey, name);
    if (value) known.set(name, value);
  }
  const words = [...known.keys()].flatMap((name) => [`CONFIG_${name}`, `CONFIG_${name}_MODULE`]);
  const found = await findWords(tree, words, pool);
  const texts = new Map<string, ReadonlyMap<string, Mention>>();
  const mentionsIn = (path: string) => {
    let mentions = texts.get(path);
    if (!mentions) texts.set(path, (mentions = readMentions(path, readText(tree, path))));
    return mentions;
  };
  const isBorrowed = borrowedBy(tree);
  const things: DeadThing[] = [];
  for (const [name, value] of known) {
    const paths = new Set([
      ...(found.get(`CONFIG_${name}`) ?? []),
      ...(found.get(`CONFIG_${name}_MODULE`) ?? []),
    ]);
    const mentions = [...paths].map((path) => [path, mentionsIn(path).get(name)] as const);
    if (mentions.some(([, mention]) => mention?.isDefined === true)) continue;
    const readers = [...paths].filter((path) => !UNREAD.has(classifyFile(path)));
    readers.push(...kconfigReaders(survey.model, name));
    const { archs } = value;
    if (archs && !readers.every((path) => archs.includes(archOf(path) ?? '') && !isBorrowed(path))) continue;
    // An architecture's own symbol holds its selects.
    if (archs && selectsAny(survey.model, name)) continue;
    things.push(describe(survey.model, name, value, mentions));
  }
  return things;
}

function selectsAny(model: KconfigModel, name: string): boolean {
  const { definitions = [] } = model.symbols.get(name) ?? {};
  return definitions.some(({ entry }) =>
    entry.properties.some(({ kind }) => kind === 'select' || kind === 'imply'),
  );
}

interface Mention {
  count: number;
  isDefined: boolean;
}

function readMentions(path: string, text: string): ReadonlyMap<string, Mention> {
  const found = new Map<string, Mention>();
  const mentionOf = (name: string) => {
    const key = name.replace(/_MODULE$/, '');
    let mention = found.get(key);
    if (!mention) found.set(key, (mention = { count: 0, isDefined: false }));
    return mention;
  };
  for (const [, name] of text.matchAll(/\bCONFIG_(\w+)/g)) mentionOf(name!).count++;
  if (!UNREAD.has(classifyFile(path))) {
    for (const { name, role } of findConfigWords(path, text))
      if (role === 'define') mentionOf(name).isDefined = true;
  }
  return found;
}

/** Kconfig files whose expressions or selects name the symbol. */
function kconfigReaders(model: KconfigModel, name: string): string[] {
  const { references = [], selectedBy = [], impliedBy = [] } = model.symbols.get(name) ?? {};
  return [...references, ...selectedBy, ...impliedBy].map(({ file }) => file.path);
}

/** Another architecture may read these files of one: user mode builds with the headers of the machine it runs on. */
function borrowedBy({ paths }: TreeView): (path: string) => boolean {
  const lenders = new Set(paths.flatMap((path) => /^arch\/([^/]+)\/um\//.exec(path)?.[1] ?? []));
  return (path) => {
    const [, arch, part] = /^arch\/([^/]+)\/([^/]+)\//.exec(path) ?? [];
    return arch !== undefined && lenders.has(arch) && /^(?:um|include|lib|entry|crypto)$/.test(part!);
  };
}

function describe(
  model: KconfigModel,
  name: string,
  { value, archs, why, path, offset }: KnownValue,
  mentions: readonly (readonly [string, Mention | undefined])[],
): DeadThing {
  const info = model.symbols.get(name)!;
  const files = new Set([...mentions.map(([file]) => file), ...kconfigReaders(model, name)]);
  let lines = info.references.length + info.selectedBy.length + info.impliedBy.length;
  for (const [, mention] of mentions) lines += mention?.count ?? 0;
  for (const { file, entry } of info.definitions) {
    files.add(file.path);
    lines += file.text.slice(entry.start, entry.end).trimEnd().split('\n').length + 1;
  }
  const source = makeSourceText(path, model.texts.get(path)!);
  return {
    kind: 'config',
    name,
    value,
    why: archs ? `${why}; only ${archs.join(', ')} has it` : why,
    path,
    line: positionAt(source, offset).line,
    lines,
    files: files.size,
  };
}
