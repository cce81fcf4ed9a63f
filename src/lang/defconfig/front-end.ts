import { composeEdits } from '../../edit/compose-edits.js';
import { causesOf } from '../../edit/merge-removals.js';
import type { Removal } from '../../edit/edit.js';
import { lineSpanAt, makeSourceText } from '../../text/source-text.js';
import { factId, type ConfigFact, type FileFact, type Leftover } from '../facts.js';
import { NOTHING_FOUND, type FileAnalysis, type FileTask } from '../front-end.js';
import { listMentionedFiles } from '../plain-text/mentioned-files.js';
import { findConfigMentions, namedSymbol } from '../plain-text/mentions.js';

/** `CONFIG_X=value` and `# CONFIG_X is not set`, as kconfig writes and reads them (scripts/kconfig/confdata.c). */
const SETTING = /^(?:CONFIG_([A-Za-z0-9_]+)=.*|# CONFIG_([A-Za-z0-9_]+) is not set\s*)$/;

/**
 * Analyzes a .config fragment: the lines that set a symbol go, whatever they set it to. Any other mention, such as
 * one in a comment, is a leftover.
 */
export function analyzeDefconfig(task: FileTask): FileAnalysis {
  const { path, text } = task;
  const files = task.facts.filter((fact): fact is FileFact => fact.kind === 'file');
  const own = files.find((fact) => fact.path === path);
  if (own) return { path, ...NOTHING_FOUND, deleted: factId(own) };
  const configs = task.facts.filter((fact): fact is ConfigFact => fact.kind === 'config');
  const causes = new Map(configs.map((fact) => [fact.name, factId(fact)]));
  const source = makeSourceText(path, text);
  const removals: Removal[] = [];
  const leftovers: Leftover[] = [];
  let done = 0;
  for (const { offset, word } of findConfigMentions(text)) {
    if (offset < done) continue;
    const line = lineSpanAt(source, offset);
    const setting = SETTING.exec(text.slice(line.start, line.end).replace(/\r?\n$/, ''));
    const name = setting?.[1] ?? setting?.[2];
    // CONFIG_X_MODULE=y sets a symbol of that name: nothing but autoconf.h spells X=m so.
    const cause = name === word ? causes.get(word) : namedSymbol(causes, word);
    if (cause === undefined) continue;
    if (name === word) {
      removals.push({ ...line, cause });
      done = line.end;
    } else {
      const message = 'a comment or value of the configuration mentions the symbol';
      leftovers.push({ code: 'mentioned-in-config', path, offset, message, cause });
    }
  }
  const edits = composeEdits(source, removals, [], { braces: false });
  return {
    path,
    ...NOTHING_FOUND,
    edits,
    causes: causesOf(removals, []),
    leftovers: [...leftovers, ...listMentionedFiles(path, text, files)],
  };
}
