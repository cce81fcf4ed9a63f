import { classifyFile } from '../lang/file-kind.js';
import { HOSTED_KINDS, hostOf, splitHost, viewPath, type Host } from '../scan/hosted-lines.js';
import { editsBetween } from './edits-between.js';
import type { PatchedFile } from './patch-tree.js';
import type { FileVerdict, VerifyFinding } from './verdict.js';

/** BusyBox: the change of a C file as that of its code, and of the files that its hosted lines are taken for. */
export function splitHosts(files: readonly PatchedFile[]): PatchedFile[] {
  return files
    .flatMap((file): PatchedFile[] => {
      const [old, now] = [file.before, file.after].map((text) => (text === null ? null : splitHost(text)));
      if (classifyFile(file.path) !== 'c' || (!old && !now)) return [file];
      const code = changeOf(file, file.path, old?.masked ?? file.before, now?.masked ?? file.after);
      const views = HOSTED_KINDS.flatMap((kind): PatchedFile[] => {
        const textOf = (host: Host | null | undefined) =>
          host?.views.find((view) => view.kind === kind)?.text ?? null;
        const [before, after] = [textOf(old), textOf(now)];
        return before === after ? [] : [changeOf(file, viewPath(file.path, kind), before, after)];
      });
      return [code, ...views];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function changeOf(file: PatchedFile, path: string, before: string | null, after: string | null): PatchedFile {
  const edits = before === null || after === null ? [] : editsBetween(before, after);
  return { ...file, path, before, after, edits };
}

/** A finding under the name of the file on disk; the line of a view isn't that of its host. */
export function hostFinding({ place, ...finding }: VerifyFinding): VerifyFinding {
  const path = hostOf(finding.path);
  return path === finding.path ? { ...finding, ...(place ? { place } : {}) } : { ...finding, path };
}

/** Verdicts under the names of the files on disk: one for each. */
export function joinHosts(verdicts: readonly FileVerdict[]): FileVerdict[] {
  const joined = new Map<string, FileVerdict>();
  for (const verdict of verdicts) {
    const path = hostOf(verdict.path);
    const known = joined.get(path);
    const findings = [...(known?.findings ?? []), ...verdict.findings.map(hostFinding)];
    const laws = [...new Set([...(known?.laws ?? []), ...verdict.laws])];
    joined.set(path, {
      ...(known ?? verdict),
      path,
      status: findings.length > 0 ? 'refused' : laws.length > 0 ? 'proved' : 'unproved',
      method: known?.method === 'sampled' ? 'sampled' : verdict.method,
      laws,
      findings,
    });
  }
  return [...joined.values()];
}
