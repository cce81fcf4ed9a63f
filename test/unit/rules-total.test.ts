import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRules } from '../../src/rules/parse-rules.js';
import { RuleError } from '../../src/rules/rule-errors.js';
import { fc } from './properties.js';

const SAMPLE = `subject: "a: b"
message: |
  two
  lines
remove:
  - config: FOO
    value: 0x10
    inherit: [A, "B"]
  - { member: m, of: struct s, value: NULL }
scope:
  include: ["a/**"]
---
rename:
  - config: A
    to: B
`;

/** Fails unless the text is read, or refused with lines that each name a place. */
function check(text: string): void {
  try {
    parseRules(text, 'r');
  } catch (error) {
    assert.ok(error instanceof RuleError, String(error));
    for (const line of error.message.split('\n'))
      assert.match(line, /^r:\d+:\d+: error: \S|^… and \d+ more$/);
    for (const { at } of error.problems) {
      assert.ok(at.kind === 'file' && at.line <= text.split('\n').length, 'the line is in the file');
    }
  }
}

test('any text is read, or refused with places', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab:-[]{}#&*!|>\'"%@`?,\n\n  \t\0é0'.split('')) }),
      check,
    ),
    { numRuns: 2000, seed: 7 },
  );
});

test('a rule with random damage is read, or refused with places', () => {
  const damage = fc.tuple(fc.nat(SAMPLE.length), fc.nat(6), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      let text = SAMPLE;
      for (const [at, gone, added] of damages) text = text.slice(0, at) + added + text.slice(at + gone);
      check(text);
    }),
    { numRuns: 2000, seed: 7 },
  );
});
