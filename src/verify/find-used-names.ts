import { classifyFile } from '../lang/file-kind.js';
import type { NameReport } from '../lang/front-end.js';
import { openWordSearch } from '../plan/word-search.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import type { Pool } from '../workers/pool.js';
import type { PatchedFile } from './patch-tree.js';
import type { VerifyFinding } from './verdict.js';

/** A name that a file defined before the change, and no more. */
interface LostName {
  readonly name: string;
  readonly path: string;
  /** Whether other files may mean it. */
  readonly isGlobal: boolean;
  readonly kind: LostKind;
}

/**
 * How a mention can mean the name: a tag stands behind `struct`, `union` or `enum`; a macro with parameters before its
 * arguments; a function, object or enumerator is no name that something else gets right there (`bool name`).
 */
type LostKind = 'tag' | 'macro-call' | 'value' | 'any';

/** Words behind which an expression may stand; behind `goto` it is a label. */
const BEFORE_VALUE = /^(?:return|else|case|do|in|sizeof|typeof|__typeof__|defined)$/;

/** Uses of one name that are told. */
const MOST_USES = 3;

/**
 * Names that the change un-defines although the tree, as it would be, still uses them: functions, macros, objects,
 * types and enumerators of C, and Kconfig symbols in code and makefiles.
 * @param after the tree as the change leaves it.
 */
export async function findUsedNames(
  files: readonly PatchedFile[],
  after: TreeView,
  pool: Pool,
): Promise<VerifyFinding[]> {
  const lost = [...(await findLostNames(files, pool)), ...findLostSymbols(files)];
  if (lost.length === 0) return [];
  const search = openWordSearch(after, pool);
  const names = [...new Set(lost.map(({ name }) => name))];
  const holders = await search.find(names);
  const byPath = new Map<string, string[]>();
  for (const [name, paths] of holders) {
    for (const path of paths) byPath.set(path, [...(byPath.get(path) ?? []), name]);
  }
  const reports = new Map<string, ReadonlyMap<string, NameReport>>();
  for (const [path, asked] of byPath) {
    const text = readText(after, path);
    const task = { path, kind: classifyFile(path), text, names: asked };
    reports.set(path, await pool.run('reportNames', task));
  }
  const findings: VerifyFinding[] = [];
  for (const one of lost) {
    const paths = one.isGlobal ? (holders.get(one.name) ?? []) : [one.path];
    const reportOf = (path: string) => reports.get(path)?.get(one.name);
    if (paths.some((path) => isDefined(reportOf(path)) && !(one.isGlobal && reportOf(path)!.isLocal)))
      continue;
    const users = paths.flatMap((path) => {
      const report = reportOf(path);
      if (report === undefined || report.uses === 0 || (one.isGlobal && report.isLocal)) return [];
      const text = readText(after, path);
      const offset = findUse(text, one);
      return offset === undefined ? [] : { path, place: positionAt(makeSourceText(path, text), offset) };
    });
    const more = users.length > MOST_USES ? `, as in ${users.length - 1} other files` : '';
    const message = `${one.name} is used here${more}, but ${one.path} would no more define it`;
    for (const use of users.slice(0, MOST_USES)) findings.push({ law: 'name-still-used', message, ...use });
  }
  return findings;
}

const isDefined = (report: NameReport | undefined): boolean =>
  report?.definitions.some(({ what }) => what !== 'member') ?? false;

/** The first mention of a name that can mean it: outside of comments, no member. */
function findUse(text: string, { name, kind }: LostName): number | undefined {
  const code = text.replace(/\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  for (const { index } of code.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'))) {
    const lead = code.slice(Math.max(0, index - 80), index);
    if (/(?:\.|->)\s*$/.test(lead)) continue;
    const word = /(\w+)\s+$/.exec(lead)?.[1];
    if ((word !== undefined && /^(?:struct|union|enum)$/.test(word)) !== (kind === 'tag')) continue;
    if (kind === 'macro-call' && !/^\s*\(/.test(code.slice(index + name.length))) continue;
    if (kind === 'value' && word !== undefined && /^[A-Za-z_]/.test(word) && !BEFORE_VALUE.test(word))
      continue;
    const isLabel = /(?:^|[;{}:)])\s*$/.test(lead) && /^\s*:(?!:)/.test(code.slice(index + name.length));
    if (kind === 'value' && isLabel) continue;
    return index;
  }
  return undefined;
}

async function findLostNames(files: readonly PatchedFile[], pool: Pool): Promise<LostName[]> {
  const lost: LostName[] = [];
  for (const { path, before, after, edits } of files) {
    const kind = classifyFile(path);
    if (kind !== 'c' || before === null) continue;
    const gone = after === null ? [before] : edits.map(({ start, end }) => before.slice(start, end));
    const names = [...new Set(gone.join('\n').match(/[A-Za-z_]\w{2,}/g) ?? [])];
    if (names.length === 0) continue;
    const old = await pool.run('reportNames', { path, kind, text: before, names });
    const now = await pool.run('reportNames', { path, kind, text: after ?? '', names });
    for (const name of names) {
      const report = old.get(name);
      const left = now.get(name);
      if (!isDefined(report) || isDefined(left)) continue;
      // A macro that was but another name for what has that name now.
      if ((left?.declarations ?? 0) > report!.declarations) continue;
      const isMacroOfSource =
        path.endsWith('.c') && report!.definitions.every(({ isExternal }) => !isExternal);
      const isTag =
        report!.definitions.some(({ what }) => what === 'type') &&
        new RegExp(`\\b(?:struct|union|enum)\\s+${name}\\b`).test(before);
      const lostKind = isTag ? 'tag' : kindOf(report!);
      lost.push({ name, path, isGlobal: !report!.isLocal && !isMacroOfSource, kind: lostKind });
    }
  }
  return lost;
}

function kindOf({ definitions }: NameReport): LostKind {
  if (definitions.every(({ isFunctionLike }) => isFunctionLike === true)) return 'macro-call';
  const isValue = definitions.every(({ what }) => /^(?:function|variable|enumerator)$/.test(what));
  return isValue ? 'value' : 'any';
}

/** Symbols by the words that code names them with. */
function findLostSymbols(files: readonly PatchedFile[]): LostName[] {
  const read = (text: string | null) =>
    [...(text ?? '').matchAll(/^[ \t]*(?:menu)?config[ \t]+(\w+)[ \t]*(?:#.*)?$/gm)].map(
      (match) => match[1]!,
    );
  const kconfig = files.filter(({ path }) => classifyFile(path) === 'kconfig');
  const kept = new Set(kconfig.flatMap(({ after }) => read(after)));
  return kconfig.flatMap(({ path, before }) =>
    [...new Set(read(before))]
      .filter((name) => !kept.has(name))
      .flatMap((name) =>
        [`CONFIG_${name}`, `CONFIG_${name}_MODULE`].map((word) => ({
          name: word,
          path,
          isGlobal: true,
          kind: 'any' as const,
        })),
      ),
  );
}
