import { refuseWrong } from '../check/refuse-wrong.js';
import { classifyFile, type FileKind } from '../lang/file-kind.js';
import type { ProofContext } from '../plan/proof-context.js';
import {
  describeChange,
  goneFilesOf,
  proveBuildFile,
  reportingFiles,
  statementsOf,
} from '../plan/prove-settings.js';
import { proveKconfig } from '../proof/kconfig/prove-kconfig.js';
import { readPremises, respell } from '../proof/kconfig/premises.js';
import { watchSampling } from '../proof/sampling.js';
import type { FileChange, LeftoverReport } from '../result.js';
import type { RuleDocument } from '../rules/rule-document.js';
import type { DocumentPlan } from '../run-document.js';
import { pathsOf, readText, type TreeView } from '../scan/tree-view.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import type { Pool } from '../workers/pool.js';
import { editsBetween } from './edits-between.js';
import type { PatchedFile } from './patch-tree.js';
import { spellRenamed } from './spell-renamed.js';
import { LAWS, type Change, type FileVerdict, type VerifyFinding } from './verdict.js';

/** What files are proved against: a document's facts, and what its plan found; without a rule there are none. */
export interface Premises {
  readonly tree: TreeView;
  readonly document: RuleDocument;
  readonly plan: DocumentPlan;
  readonly leftovers: readonly LeftoverReport[];
  /** Files of which the plan found that they go. */
  readonly goneFiles: ReadonlySet<string>;
  readonly pool: Pool;
}

interface Proof {
  readonly broken: readonly { readonly law: string; readonly message: string; readonly offset?: number }[];
  readonly isSampled: boolean;
}

/** Proves what somebody did to files, all of one document together. In the order of the files. */
export async function verifyFiles(files: readonly PatchedFile[], premises: Premises): Promise<FileVerdict[]> {
  const moved = new Set(files.flatMap(({ from }) => from ?? []));
  const subject = files.filter(({ path, after }) => !(after === null && moved.has(path)));
  const settings = await proveSettings(files, premises);
  const context = await premises.plan.openProof();
  return await Promise.all(
    subject.map((file) =>
      premises.pool.inTurn(async () => {
        const own = await proveFile(file, premises, context);
        return judge(file, premises, own, settings);
      }),
    ),
  );
}

/** The laws about one file alone. */
async function proveFile(
  file: PatchedFile,
  premises: Premises,
  { headersFor, ownMembers, pureNames }: ProofContext,
): Promise<Proof> {
  const { path, before, after, from, isBinary } = file;
  const kind = classifyFile(path);
  if (isBinary || (after === null && premises.goneFiles.has(path))) return { broken: [], isSampled: false };
  const { facts, leftovers, open } = premises.plan.premisesOf(from ?? path);
  const planned = textAsPlanned(file, premises);
  const isPlanned = planned.text === before;
  const edits = isPlanned && after !== null ? file.edits : editsBetween(planned.text, after ?? '');
  return await premises.pool.run('verify', {
    path,
    kind,
    before: planned.text,
    after: after ?? '',
    edits,
    facts: [...facts],
    leftovers: planned.hasOtherLines ? [] : leftovers,
    isByHand: true,
    open,
    ...headersFor(from ?? path),
    ownMembers,
    pureNames,
  });
}

/** The old text as the document's facts take it: with what replaces symbols in their places, and with new names. */
function textAsPlanned(
  { path, before, from }: PatchedFile,
  { tree, plan, document }: Premises,
): { readonly text: string; readonly hasOtherLines: boolean } {
  const old = before ?? (from === undefined ? '' : readText(tree, from));
  const place = from ?? path;
  const planned = pathsOf(plan.tree).has(place) && before !== null ? readText(plan.tree, place) : old;
  const text = spellRenamed(planned, document, tree);
  // Leftovers are places of the planned text.
  return { text, hasOtherLines: text.length !== planned.length };
}

/** The laws about Kconfig, makefiles and configurations, which look at all files together; by path. */
async function proveSettings(
  files: readonly PatchedFile[],
  { tree, document, plan, leftovers }: Premises,
): Promise<ReadonlyMap<string, Proof>> {
  const changes = files.map((file): FileChange => {
    const kind = classifyFile(file.path);
    const mode = file.mode.before;
    const common = { path: file.path, kind, before: file.before ?? '', mode };
    if (file.after === null) return { ...common, status: 'deleted', edits: [] };
    const created = [{ start: 0, end: 0, text: file.after, cause: '' }];
    return { ...common, status: 'modified', edits: file.before === null ? created : file.edits };
  });
  const asked = { document, derived: plan.derived, leftovers, kconfigTexts: kconfigTexts(tree, plan) };
  const statements = statementsOf(asked);
  const gone = goneFilesOf(asked, changes);
  const proofs = new Map<string, Proof>();
  const add = (path: string, { broken, isSampled }: Proof) => {
    const known = proofs.get(path) ?? { broken: [], isSampled: false };
    proofs.set(path, {
      broken: [...known.broken, ...broken],
      isSampled: known.isSampled || isSampled,
    });
  };
  for (const change of changes) {
    const isSampled = watchSampling();
    const broken = await proveBuildFile(change, asked, statements, gone);
    add(change.path, { broken, isSampled: isSampled() });
  }
  const kconfig = changes.filter(({ kind }) => kind === 'kconfig');
  if (kconfig.length === 0) return proofs;
  const described = kconfig.map((change) => describeChange(change, leftovers));
  const isSampled = watchSampling();
  const reporting = reportingFiles(leftovers);
  for (const { path, ...broken } of proveKconfig(
    described,
    asked.kconfigTexts,
    statements,
    undefined,
    reporting,
  )) {
    add(path, { broken: [broken], isSampled: false });
  }
  for (const { path } of kconfig) add(path, { broken: [], isSampled: isSampled() });
  const wrong = refuseWrong({
    tree,
    planned: { tree: plan.tree, model: plan.model },
    document,
    changes: kconfig,
    leftovers,
    inScope: plan.inScope,
  });
  for (const { path, ...broken } of wrong) add(path, { broken: [broken], isSampled: false });
  return proofs;
}

function kconfigTexts(tree: TreeView, { tree: planned, model }: DocumentPlan): ReadonlyMap<string, string> {
  if (planned === tree) return model.texts;
  return new Map([...model.texts.keys()].map((path) => [path, readText(tree, path)]));
}

function judge(
  file: PatchedFile,
  premises: Premises,
  own: Proof,
  settings: ReadonlyMap<string, Proof>,
): FileVerdict {
  const { path, before, after, from, isBinary, mode } = file;
  const old = before ?? (from === undefined ? '' : readText(premises.tree, from));
  const language = classifyFile(path);
  const shared = settings.get(path) ?? { broken: [], isSampled: false };
  const source = makeSourceText(path, old);
  const findings = [...own.broken, ...shared.broken].map(({ law, message, offset }): VerifyFinding => {
    const told = /^(.*):(\d+):(\d+): /.exec(message);
    if (told?.[1] === path) {
      const place = { line: Number(told[2]), column: Number(told[3]) };
      return { law, path, message: message.slice(told[0].length), place };
    }
    if (offset === undefined) return { law, path, message };
    return { law, path, message: message.replace(/^line \d+: /, ''), place: positionAt(source, offset) };
  });
  const find = (law: string, message: string) => findings.push({ law, path, message });
  if (isBinary) find('no-proof', 'a binary file, of which nothing is proved');
  if (from !== undefined) find('file-moved', `it was ${from}; nothing proves what names it`);
  if (mode.before !== mode.after && before !== null) {
    find('file-mode', `its mode would be ${mode.after.toString(8)}, which was ${mode.before.toString(8)}`);
  }
  const laws = lawsOf(file, premises, language);
  if (laws.length === 0 && !isBinary && language !== 'documentation' && before !== after) {
    find('no-proof', `nothing is proved of such a file (${language})`);
  }
  const broken = new Set(findings.map(({ law }) => law));
  return {
    path,
    language,
    change: changeOf(file),
    status: findings.length > 0 ? 'refused' : laws.length > 0 ? 'proved' : 'unproved',
    method: own.isSampled || shared.isSampled ? 'sampled' : 'exact',
    laws: laws.filter((law) => !broken.has(law)),
    findings,
  };
}

function changeOf({ before, after, from }: PatchedFile): Change {
  if (from !== undefined) return 'renamed';
  return before === null ? 'created' : after === null ? 'deleted' : 'modified';
}

/** The laws that were asked about a file; none: nothing can be proved of it. */
function lawsOf(file: PatchedFile, { document, goneFiles }: Premises, language: FileKind): readonly string[] {
  const { path, before, after, isBinary } = file;
  if (isBinary) return [];
  if (after === null && goneFiles.has(path)) return ['file-gone'];
  const laws = LAWS[language];
  if (laws) return after === null && (language === 'kbuild' || language === 'defconfig') ? [] : laws;
  if (before === null || after === null) return [];
  // Prose and scripts: nothing but the words that the document gives another name.
  const premises = readPremises(statementsOf({ document, derived: [] }));
  const renamed = new Map(
    document.entries.flatMap((entry) => (entry.action === 'rename' ? [[entry.name, entry.to] as const] : [])),
  );
  const words = (text: string) =>
    respell(premises, text)
      .replace(/\w+/g, (word) => renamed.get(word) ?? word)
      .split(/\s+/)
      .join(' ');
  return words(before) === words(after) ? ['same-words'] : [];
}
