import { NO_SURROUNDINGS, type FileTask } from '../../src/lang/front-end.js';
import type { ConfigFact } from '../../src/lang/facts.js';
import type { FileAnalysis } from '../../src/lang/front-end.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { KbuildQuery } from '../../src/lang/kbuild/analyze-kbuild.js';
import { analyzeMakefile } from '../../src/lang/kbuild/front-end.js';

/** Facts from `X=y`, `Y=n`, `Z=0x10`. */
export function makeFacts(...settings: string[]): ConfigFact[] {
  return settings.map((setting) => {
    const [name = '', value = ''] = setting.split(/=(.*)/s);
    if (value === 'y' || value === 'n' || value === 'm') {
      return { kind: 'config', name, value: { kind: 'tristate', value } };
    }
    return { kind: 'config', name, value: { kind: 'literal', value } };
  });
}

export interface Folded extends FileAnalysis {
  readonly text: string;
  readonly codes: readonly string[];
}

export interface FoldOptions extends Pick<KbuildQuery, 'hasFile' | 'stringStyle'> {
  readonly path?: string;
  readonly gone?: readonly string[];
  readonly cascade?: boolean;
}

/** A makefile's text under facts. */
export function foldMakefile(text: string, settings: readonly string[], options: FoldOptions = {}): Folded {
  const { path = 'drivers/foo/Makefile', gone = [], cascade = true, ...surroundings } = options;
  const files = gone.map((file) => ({ kind: 'file' as const, path: file }));
  const facts = [...makeFacts(...settings), ...files];
  const analysis = analyzeMakefile(
    { ...makeTask({ path, kind: 'kbuild', text, facts }), cascade },
    surroundings,
  );
  return {
    ...analysis,
    text: applyEdits(text, analysis.edits),
    codes: analysis.leftovers.map(({ code }) => code),
  };
}

/** Joins lines, each with its line end. */
export function lines(...all: string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** A task with nothing known of the tree around the file. */
export function makeTask(part: Pick<FileTask, 'path' | 'kind' | 'text' | 'facts'>): FileTask {
  return { ...part, pureNames: [], isIncluded: false, surroundings: NO_SURROUNDINGS, cascade: true };
}
