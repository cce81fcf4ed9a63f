import { composeEdits } from '../../edit/compose-edits.js';
import { causesOf } from '../../edit/merge-removals.js';
import { makeSourceText } from '../../text/source-text.js';
import { factId, type ConfigFact, type FileFact } from '../facts.js';
import { NOTHING_FOUND, type FileAnalysis, type FileTask } from '../front-end.js';
import { goneNames, listNameMentions } from '../name-mentions.js';
import { hostOf } from '../../scan/hosted-lines.js';
import { listMentionedFiles } from '../plain-text/mentioned-files.js';
import { analyzeKbuild, type KbuildQuery } from './analyze-kbuild.js';
import { listTargets } from './list-targets.js';

/**
 * Analyzes a makefile: the lines that go, the objects and folders that nothing builds any more, and what is left for
 * a person. A fact that the makefile itself is gone drops all that it builds.
 */
export function analyzeMakefile(
  task: FileTask,
  surroundings: Pick<KbuildQuery, 'hasFile' | 'stringStyle'> = describeSurroundings(task),
): FileAnalysis {
  const { path, text } = task;
  const configs = task.facts.filter((fact): fact is ConfigFact => fact.kind === 'config');
  const files = task.facts.filter((fact): fact is FileFact => fact.kind === 'file');
  const own = files.find((fact) => fact.path === hostOf(path));
  if (own) {
    const cause = factId(own);
    const droppedObjects = task.cascade
      ? listTargets(path, text).map((target) => ({ ...target, cause }))
      : [];
    return { path, ...NOTHING_FOUND, deleted: cause, droppedObjects };
  }
  const analysis = analyzeKbuild({ path, text, configs, files, cascade: task.cascade, ...surroundings });
  const source = makeSourceText(path, text);
  const edits = composeEdits(source, analysis.removals, analysis.replacements, { braces: false });
  const handled = (offset: number) => edits.some((edit) => edit.start <= offset && offset < edit.end);
  const names = goneNames(path, task.facts);
  const mentioned = [
    ...listMentionedFiles(path, text, files),
    ...listNameMentions(path, text, names, 'mentioned-in-makefile', 'a build file'),
  ].filter((leftover) => !handled(leftover.offset));
  return {
    path,
    ...NOTHING_FOUND,
    edits,
    causes: causesOf(analysis.removals, analysis.replacements),
    leftovers: [...analysis.leftovers, ...mentioned],
    droppedObjects: analysis.dropped.map(({ stem, offset, cause }) => ({ stem, offset, cause })),
  };
}

function describeSurroundings({ surroundings }: FileTask): Pick<KbuildQuery, 'hasFile' | 'stringStyle'> {
  const nearby = new Set(surroundings.nearby);
  return { stringStyle: surroundings.stringStyle, hasFile: (path) => nearby.has(path) };
}
