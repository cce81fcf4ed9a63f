import { findFlagMentions } from '../config-flags.js';
import { factId, type ConfigFact, type FileFact, type Leftover } from '../facts.js';
import { NOTHING_FOUND, type FileAnalysis, type FileTask } from '../front-end.js';
import type { FileKind } from '../file-kind.js';
import { goneNames, listNameMentions } from '../name-mentions.js';
import { listMentionedFiles } from './mentioned-files.js';
import { findConfigMentions, namedSymbol } from './mentions.js';

type Reason = readonly [code: string, message: string];

const IN_TEXT: Reason = ['mentioned-in-text', 'a text mentions the symbol'];

const REASONS: Partial<Record<FileKind, Reason>> = {
  documentation: ['mentioned-in-documentation', 'the documentation mentions the symbol'],
  script: ['mentioned-in-script', 'a script mentions the symbol'],
  rust: ['mentioned-in-rust-cfg', 'Rust code mentions the symbol'],
};

const IN_TEXT_NAME: Reason = ['mentioned-in-text', 'a text'];

/** The code for the name of a thing of C, and what mentions it. */
const NAME_REASONS: Partial<Record<FileKind, Reason>> = {
  documentation: ['mentioned-in-documentation', 'the documentation'],
  script: ['mentioned-in-script', 'a script'],
  rust: ['mentioned-in-rust', 'Rust code'],
};

/**
 * Reports the mentions in a file that no other front end reads; it is never edited, except that it may be the file
 * that goes. A mention is the word CONFIG_X, CONFIG_X_MODULE, U-Boot's CONFIG_IS_ENABLED(X)
 * or BusyBox's ENABLE_X and IF_X. The bare X is not one:
 * outside of Kconfig it mostly means something else (a macro, a device, a word).
 */
export function analyzePlainText(task: FileTask): FileAnalysis {
  const { path, text } = task;
  const configs = task.facts.filter((fact): fact is ConfigFact => fact.kind === 'config');
  const files = task.facts.filter((fact): fact is FileFact => fact.kind === 'file');
  const own = files.find((fact) => fact.path === path);
  if (own) return { path, ...NOTHING_FOUND, deleted: factId(own) };
  if (task.kind === 'other') return { path, ...NOTHING_FOUND };
  const names = goneNames(path, task.facts);
  const leftovers = [
    ...listMentions(task, configs),
    ...listMentionedFiles(path, text, files),
    ...listNameMentions(path, text, names, ...(NAME_REASONS[task.kind] ?? IN_TEXT_NAME)),
  ];
  leftovers.sort((a, b) => a.offset - b.offset);
  return { path, ...NOTHING_FOUND, leftovers };
}

function listMentions(task: FileTask, configs: readonly ConfigFact[]): Leftover[] {
  const { path, text, kind } = task;
  const [code, message] = REASONS[kind] ?? IN_TEXT;
  const causes = new Map(configs.map((fact) => [fact.name, factId(fact)]));
  if (causes.size === 0) return [];
  const found: Leftover[] = [];
  const flags = (task.surroundings.flags ?? []).filter((name) => causes.has(name));
  for (const { offset, word } of findConfigMentions(text)) {
    const cause = namedSymbol(causes, word) ?? causes.get(argumentAt(text, offset, word));
    if (cause !== undefined) found.push({ code, path, offset, message, cause });
  }
  const tests = flags.length === 0 ? [] : findFlagMentions(text, (name) => flags.includes(name));
  for (const { offset, symbol } of tests)
    found.push({ code, path, offset, message, cause: causes.get(symbol)! });
  return found;
}

/** X of `CONFIG_IS_ENABLED(X)` or `CONFIG_VAL(X)`. */
function argumentAt(text: string, offset: number, word: string): string {
  if (word !== 'IS_ENABLED' && word !== 'VAL') return '';
  const start = offset + 'CONFIG_'.length + word.length;
  return /^\(([A-Za-z0-9_]+)\)/.exec(text.slice(start, start + 120))?.[1] ?? '';
}
