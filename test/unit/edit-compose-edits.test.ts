import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import { OverlappingEditsError } from '../../src/edit/edit-list.js';
import { makeSourceText } from '../../src/text/source-text.js';
import { fc } from './properties.js';

/** Removes what stands between « and », replaces ‹old›(new). */
function compose(marked: string, braces = true): string {
  const removals = [];
  const replacements = [];
  let text = '';
  let start = 0;
  for (let i = 0; i < marked.length; i++) {
    const c = marked[i]!;
    if (c === '«' || c === '‹') start = text.length;
    else if (c === '»') removals.push({ start, end: text.length, cause: 'r' });
    else if (c === '›') {
      const close = marked.indexOf(')', i);
      replacements.push({ start, end: text.length, text: marked.slice(i + 2, close), cause: 'e' });
      i = close;
    } else text += c;
  }
  const source = makeSourceText('f.c', text);
  return applyEdits(text, composeEdits(source, removals, replacements, { braces }));
}

describe('composeEdits', () => {
  const cases: [name: string, marked: string, expected: string][] = [
    ['whole lines go with their line end', 'a\n«b\n»c\n', 'a\nc\n'],
    ['the text of a line is the line', 'a\n\t«b»  \nc\n', 'a\nc\n'],
    ['two removals that fill a line are the line', 'a\n«b» «c»\nd\n', 'a\nd\n'],
    ['trailing white space before a removed tail goes', 'int a;\t«/* x */»\nb\n', 'int a;\nb\n'],
    ['a removal past the line end keeps the end of a line that stays', 'int a; «b\n»c\n', 'int a;\nc\n'],
    ['a removed word in a line leaves the rest', 'a «b »c\n', 'a c\n'],
    ['blank lines on both sides: one stays', 'a\n\n«b\n»\nc\n', 'a\n\nc\n'],
    ['two blank lines on both sides: two stay', 'a\n\n\n«b\n»\n\nc\n', 'a\n\n\nc\n'],
    ['two below, one above: one stays', 'a\n\n«b\n»\n\nc\n', 'a\n\nc\n'],
    ['a blank line on one side stays', 'a\n«b\n»\nc\n', 'a\n\nc\n'],
    ['no blank line after an opening brace', 'f {\n«b\n»\nc\n', 'f {\nc\n'],
    ['no blank line before a closing brace', 'a\n\n«b\n»}\n', 'a\n}\n'],
    ['none at the start of the file', '«a\n»\n\nb\n', 'b\n'],
    ['none at its end', 'a\n\n«b\n»', 'a\n'],
    ['blank lines between removed runs go', 'a\n«b\n»\n«c\n»d\n', 'a\n\nd\n'],
    ['blank lines around an emptied section collapse', 'a\n\n«#if\n»\n«#endif\n»\nb\n', 'a\n\nb\n'],
    ['CR LF', 'a\r\n\r\n«b\r\n»\r\nc\r\n', 'a\r\n\r\nc\r\n'],
    ['no final newline', 'a\n«b»', 'a\n'],
    ['an insertion next to a removal keeps the line', 'a\n‹›(new)«b»\nc\n', 'a\nnew\nc\n'],
  ];
  for (const [name, marked, expected] of cases) it(name, () => assert.equal(compose(marked), expected));

  it('leaves blank lines beside braces alone where the language has none', () => {
    assert.equal(compose('x {\n«b\n»\nc\n', false), 'x {\n\nc\n');
  });

  it('absorbs a replacement within a removal', () => {
    const source = makeSourceText('f.c', 'abcdef');
    const removal = { start: 1, end: 5, cause: 'one' };
    const edits = composeEdits(source, [removal], [{ start: 2, end: 3, text: 'x', cause: 'two' }], {
      braces: true,
    });
    assert.equal(applyEdits(source.text, edits), 'af');
  });

  it('refuses a replacement that crosses a removal, and names both causes', () => {
    const source = makeSourceText('f.c', 'abcdef');
    const removal = { start: 0, end: 3, cause: 'one' };
    const edit = { start: 2, end: 5, text: 'x', cause: 'two' };
    assert.throws(
      () => composeEdits(source, [removal], [edit], { braces: true }),
      (error: Error) => error instanceof OverlappingEditsError && /one.*two/.test(error.message),
    );
  });

  it('keeps every byte outside the removals, white space aside', () => {
    const line = fc.constantFrom('a {', '}', 'b();', '', '\tc;', '');
    const property = fc.property(fc.array(fc.tuple(line, fc.boolean()), { maxLength: 30 }), (lines) => {
      let text = '';
      const removals = [];
      for (const [content, goes] of lines) {
        const start = text.length;
        text += `${content}\n`;
        if (goes) removals.push({ start, end: text.length, cause: 'r' });
      }
      const edits = composeEdits(makeSourceText('f.c', text), removals, [], { braces: true });
      const result = applyEdits(text, edits);
      const expected = lines.filter(([content, goes]) => !goes && content !== '').map(([content]) => content);
      assert.deepEqual(
        result.split('\n').filter((l) => l !== ''),
        expected,
      );
    });
    fc.assert(property, { numRuns: 500 });
  });
});
