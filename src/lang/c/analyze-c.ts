import { applyEdits } from '../../edit/apply-edits.js';
import { composeEdits } from '../../edit/compose-edits.js';
import { makeSourceText, type SourceText } from '../../text/source-text.js';
import { factId, type ConfigFact, type Leftover } from '../facts.js';
import { NOTHING_FOUND, type ConstantDefinition, type FileAnalysis, type FileTask } from '../front-end.js';
import { scanConditionals } from './cpp/conditional-file.js';
import { makeConfigMacros } from './cpp/config-macros.js';
import { pruneEmptySections } from './cpp/empty-sections.js';
import { resolveConditionals } from './cpp/resolve-conditionals.js';
import { findDroppedIncludes, findDroppedNames } from './dropped-names.js';
import { readRoles } from './name-roles.js';

/** Analyzes a file of C, assembly or device tree source: conditionals, then code, then what both leave unused. */
export function analyzeC(task: FileTask): FileAnalysis {
  const source = makeSourceText(task.path, task.text);
  const ownEnd = task.facts.find((fact) => fact.kind === 'file' && fact.path === task.path);
  if (ownEnd) return deleteFile(source, factId(ownEnd));

  const file = scanConditionals(task.text);
  const configs = task.facts.filter((fact): fact is ConfigFact => fact.kind === 'config');
  const resolution = resolveConditionals(source, file, makeConfigMacros(configs));
  const leftovers: Leftover[] = [...resolution.leftovers];
  const pruned = pruneEmptySections(source, file, resolution.removals, resolution.replacements);
  const edits = composeEdits(source, pruned.removals, pruned.replacements, { braces: task.kind === 'c' });
  const after = applyEdits(task.text, edits);
  return {
    ...NOTHING_FOUND,
    path: task.path,
    edits,
    leftovers,
    dropped: findDroppedNames(task.path, task.text, after, edits),
    droppedIncludes: findDroppedIncludes(task.text, after, edits),
    constants: findConstants(source, after, edits[0]?.cause),
  };
}

function deleteFile(source: SourceText, cause: string): FileAnalysis {
  const { path, text } = source;
  const whole = [{ start: 0, end: text.length, text: '', cause }];
  return {
    ...NOTHING_FOUND,
    path,
    deleted: cause,
    dropped: findDroppedNames(path, text, '', whole),
    droppedIncludes: findDroppedIncludes(text, '', whole),
  };
}

/**
 * Functions and function-like macros of which every definition in the file is the same constant now, and which were
 * more than that before.
 */
function findConstants(source: SourceText, after: string, cause: string | undefined): ConstantDefinition[] {
  if (cause === undefined) return [];
  const old = readRoles(source.path, source.text);
  const constants: ConstantDefinition[] = [];
  for (const [name, { definitions, isLocal }] of readRoles(source.path, after)) {
    const [first] = definitions;
    if (!first?.constant || (first.what !== 'function' && first.what !== 'macro')) continue;
    const same = (d: typeof first) => d.what === first.what && d.constant?.value === first.constant!.value;
    const before = old.get(name)?.definitions ?? [];
    if (!definitions.every(same) || before.every(same)) continue;
    constants.push({ name, what: first.what, ...first.constant, isLocal, cause, offset: before[0]?.offset ?? 0 });
  }
  return constants;
}
