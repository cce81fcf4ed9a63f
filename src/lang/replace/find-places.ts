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

/** The places after later edits; those that an edit covers are gone. */
export function movePlaces(places: readonly number[], edits: readonly Edit[]): number[] {
  const moved: number[] = [];
  let shift = 0;
  let at = 0;
  for (const place of places) {
    while (at < edits.length && edits[at]!.end <= place) {
      shift += edits[at]!.text.length - (edits[at]!.end - edits[at]!.start);
      at++;
    }
    if (at >= edits.length || place < edits[at]!.start) moved.push(place + shift);
  }
  return moved;
}
