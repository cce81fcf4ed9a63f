import type { ReplaceFact } from './facts.js';
import type { FileKind } from './file-kind.js';
import { LARGEST_FILE, leaveFile } from './leave-file.js';
import { NOTHING_FOUND, type FileAnalysis, type FileTask } from './front-end.js';

/** Kinds in which names of C are renamed by their own front end, or not at all. */
const KEEPS_NAMES: ReadonlySet<FileKind> = new Set(['c', 'asm', 'dts', 'defconfig', 'kconfig', 'other']);

/**
 * Analyzes one file with the front end of its language. Kconfig files are not among them: their meaning is that of the
 * whole tree (see kconfig/model.ts). Languages are loaded when first needed.
 */
export async function analyzeFile(task: FileTask): Promise<FileAnalysis> {
  if (task.text.length > LARGEST_FILE) return leaveFile(task, 'it is larger than 64 MiB');
  const analysis = await analyzeByKind(task);
  if (!task.facts.some(({ kind }) => kind === 'replace' || kind === 'call')) return analysis;
  const { reportReplacedNames } = await import('./replaced-names.js');
  const reported = { ...analysis, leftovers: [...analysis.leftovers, ...reportReplacedNames(task)] };
  const renamings = task.facts.filter(
    (fact): fact is ReplaceFact => fact.kind === 'replace' && fact.isRenaming === true,
  );
  if (renamings.length === 0 || analysis.deleted !== null || KEEPS_NAMES.has(task.kind)) return reported;
  const { renameNamesInText } = await import('./rename/rename-names.js');
  const renamed = renameNamesInText({ ...task, facts: renamings.filter(({ what }) => what !== 'member') });
  const free = renamed.edits.filter((e) => !analysis.edits.some((o) => e.start < o.end && o.start < e.end));
  return {
    ...reported,
    edits: [...analysis.edits, ...free].sort((a, b) => a.start - b.start || a.end - b.end),
    leftovers: [...reported.leftovers, ...renamed.leftovers],
  };
}

async function analyzeByKind(task: FileTask): Promise<FileAnalysis> {
  switch (task.kind) {
    case 'c':
    case 'asm':
    case 'dts': {
      const { analyzeC } = await import('./c/analyze-c.js');
      return analyzeC(task);
    }
    case 'kbuild': {
      const { analyzeMakefile } = await import('./kbuild/front-end.js');
      return analyzeMakefile(task);
    }
    case 'defconfig': {
      const { analyzeDefconfig } = await import('./defconfig/front-end.js');
      return analyzeDefconfig(task);
    }
    case 'kconfig':
      return { path: task.path, ...NOTHING_FOUND };
    default: {
      const { analyzePlainText } = await import('./plain-text/front-end.js');
      return analyzePlainText(task);
    }
  }
}
