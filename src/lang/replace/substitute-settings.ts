import type { Edit } from '../../edit/edit.js';
import { makeSourceText, lineSpanAt } from '../../text/source-text.js';
import type { Leftover } from '../facts.js';
import { findConfigMentions } from '../plain-text/mentions.js';
import type { RenamedFile } from '../rename/rename-file.js';
import { replacementId, type Replacement } from './replacement.js';
import type { SubstituteTask } from './substitute-file.js';

/** `CONFIG_X=value` and `# CONFIG_X is not set`, as kconfig writes and reads them (scripts/kconfig/confdata.c). */
const SETTING = /^(?:CONFIG_([A-Za-z0-9_]+)=(.*?)|# CONFIG_([A-Za-z0-9_]+) is not set)\s*$/;

/**
 * Substitutes in a .config fragment. The line of a symbol becomes its successor's, unless that one has a line already
 * or only it can be set by the user at all (a line without a prompt had no effect): then it goes. Where an expression
 * is the successor the line goes, with a leftover. CONFIG_ words in comments follow.
 */
export function substituteSettings({ path, text, replacements }: SubstituteTask): RenamedFile {
  const source = makeSourceText(path, text);
  const edits: Edit[] = [];
  const leftovers: Leftover[] = [];
  const byName = new Map(replacements.map((one) => [one.name, one]));
  const values = readValues(text);
  for (const { offset, word } of findConfigMentions(text)) {
    const replacement = byName.get(word);
    if (!replacement) continue;
    const cause = replacementId(replacement);
    const line = lineSpanAt(source, offset);
    const isSetting = readSetting(text.slice(line.start, line.end))?.name === word;
    const leave = (code: string, message: string) => leftovers.push({ code, path, offset, message, cause });
    const { symbol } = replacement;
    if (symbol === null) {
      if (!isSetting)
        leave('mentioned-in-config', 'a comment or value of the configuration mentions the symbol');
      else {
        edits.push({ ...line, text: '', cause });
        leave('setting-dropped', 'no line of a configuration sets an expression, so this one went');
      }
      continue;
    }
    const start = offset + 'CONFIG_'.length;
    const end = start + word.length;
    if (!isSetting) {
      edits.push({ start, end, text: symbol, cause });
      continue;
    }
    const other = values.get(symbol);
    if (other === undefined && keepsMeaning(replacement)) {
      edits.push({ start, end, text: symbol, cause });
      values.set(symbol, values.get(word) ?? '');
      continue;
    }
    edits.push({ ...line, text: '', cause });
    if (other !== undefined && other !== values.get(word)) {
      leave('setting-dropped', `CONFIG_${symbol} has another value here, which stays`);
    }
  }
  return { edits, leftovers };
}

/** A line of a symbol without a prompt says nothing, so it must not set one that has a prompt. */
function keepsMeaning({ hasPrompt, successorHasPrompt }: Replacement): boolean {
  return hasPrompt || !successorHasPrompt;
}

function readSetting(line: string): { readonly name: string; readonly value: string } | undefined {
  const match = SETTING.exec(line);
  return match ? { name: match[1] ?? match[3]!, value: match[2] ?? 'n' } : undefined;
}

/** The values that the file sets; the last line of a symbol counts. */
function readValues(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const setting = readSetting(line);
    if (setting) values.set(setting.name, setting.value);
  }
  return values;
}
