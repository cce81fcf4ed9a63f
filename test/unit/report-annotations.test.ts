import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSarif } from '../../src/check/report-json.js';
import { listAnnotations } from '../../src/report/annotations.js';
import { makeFileReports } from '../../src/report/file-reports.js';
import { renderGithub, renderSarif, renderUnix } from '../../src/report/render-annotations.js';
import { sampleResult } from './report-sample.js';

const { documents } = sampleResult();
const files = documents.map(({ changes }) => makeFileReports(changes));
const notes = listAnnotations(documents, files, false);

test('a note for each hunk, leftover and failure, with its place', () => {
  const places = notes.map(
    ({ path, line, endLine, level, code }) => `${path}:${line}-${endLine} ${level} ${code}`,
  );
  assert.deepEqual(
    places.filter((place) => !place.startsWith('Documentation')),
    [
      'lib/Kconfig:1-3 note change',
      'lib/a.c:3-3 warning side-effects',
      'lib/caf\ufffd.c:1-1 note change',
      'lib/gone.c:1-2 note change',
      'lib/odd.c:1-1 error balanced',
    ],
  );
  const changed = notes.find(({ path }) => path === 'lib/Kconfig');
  assert.equal(changed?.message, '+0 -3 lines: CONFIG_FOO=y');
});

test('unix: one line each, whatever the texts hold', () => {
  const lines = renderUnix(notes).trimEnd().split('\n');
  assert.equal(lines.length, notes.length);
  assert.ok(
    lines.includes('lib/a.c:3:5: warning: mentions the removed symbol (CONFIG_FOO=y) [side-effects]'),
  );
  const [odd] = renderUnix([{ ...notes[0]!, path: 'a\nb:1.c' }]).split('\n');
  assert.match(odd!, /^a\?b:1\.c:1:5: warning: /);
});

test('github: properties and messages are escaped', () => {
  const hostile = { ...notes[0]!, path: 'a,b:c%.c', message: '100 % :: done' };
  assert.equal(
    renderGithub([hostile]),
    '::warning file=a%2Cb%3Ac%25.c,line=1,endLine=1,col=5,title=excise%3A mentioned-in-documentation::100 %25 :: done\n',
  );
});

/** What SARIF 2.1.0 demands of a log (sections 3.13 to 3.30 of the specification), as far as these logs go. */
function checkSarif(log: unknown): void {
  const { version, runs, $schema } = log as Record<string, never> & { runs: Record<string, never>[] };
  assert.equal(version, '2.1.0');
  assert.match($schema!, /sarif-2\.1\.0\.json$/);
  assert.equal(runs.length, 1);
  const { tool, results, columnKind } = runs[0] as unknown as {
    tool: {
      driver: { name: string; version: string; rules: { id: string; shortDescription: { text: string } }[] };
    };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> };
      }[];
    }[];
    columnKind: string;
  };
  assert.equal(columnKind, 'utf16CodeUnits');
  const { name, rules } = tool.driver;
  assert.equal(name, 'excise');
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length, 'rule ids are unique');
  for (const { shortDescription } of rules) assert.ok(shortDescription.text.length > 0);
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    assert.equal(rules[ruleIndex]?.id, ruleId);
    assert.ok(['none', 'note', 'warning', 'error'].includes(level));
    assert.ok(message.text.length > 0);
    for (const { physicalLocation } of locations) {
      const { uri } = physicalLocation.artifactLocation;
      // A relative reference (RFC 3986): no scheme, and nothing that an URI may not hold.
      assert.match(uri, /^(?:[\w.~!$&'()*+,;=@/-]|%[\dA-F]{2})[\w.~!$&'()*+,;=@/:%-]*$/);
      assert.ok(!/^[^/]*:/.test(uri) && !uri.startsWith('/'));
      const {
        startLine = 0,
        endLine = startLine,
        startColumn = 1,
        endColumn = startColumn,
      } = physicalLocation.region;
      assert.ok(startLine >= 1 && endLine >= startLine && startColumn >= 1);
      if (endLine === startLine) assert.ok(endColumn >= startColumn);
    }
  }
}

test('sarif: what the specification demands', () => {
  const odd = [...notes, { ...notes[0]!, path: 'a:b/c d#?.c' }];
  const log: unknown = JSON.parse(renderSarif(odd, '1.2.3'));
  checkSarif(log);
  assert.match(JSON.stringify(log), /"uri":"a%3Ab\/c%20d%23%3F\.c"/);
  checkSarif(JSON.parse(renderSarif([], '1.2.3')));
  const place = {
    path: 'lib/Kconfig',
    start: 3,
    end: 6,
    message: 'no',
    code: 'no-type',
    symbol: 'X',
  } as const;
  const finding = { place: { ...place, related: [] }, line: 1, column: 4, text: 'config X', related: [] };
  checkSarif(makeSarif([finding], '1.2.3'));
});
