import type { Edit } from '../../edit/edit.js';
import { findWord } from '../plain-text/mentions.js';
import type { Replacement } from './replacement.js';

/**
 * Where the names that took another's place stand in the text after the edits that wrote them: offsets of the names,
 * behind CONFIG_. Sorted.
 */
export function findPlaces(edits: readonly Edit[], replacements: readonly Replacement[]): number[] {
  const names = [...new Set(replacements.flatMap(({ operands }) => operands.map(({ name }) => name)))];
  const places = new Set<number>();
  let shift = 0;
  for (const edit of edits) {
    for (const name of names) {
      for (const word of [name, `${name}_MODULE`, `CONFIG_${name}`, `CONFIG_${name}_MODULE`]) {
        for (const offset of findWord(edit.text, word)) {
          places.add(edit.start + shift + offset + (word.startsWith('CONFIG_') ? 'CONFIG_'.length : 0));
        }
      }
    }
    shift += edit.text.length - (edit.end - edit.start);
  }
  return [...places].sort((a, b) => a - b);
}
