import { decodeText } from '../report/decode-text.js';
import { makeSarifLog, sarifUri } from '../report/sarif.js';
import type { CheckCode, Place } from './finding.js';
import type { Located, LocatedFinding } from './locate-findings.js';

/** Version of the JSON document. Keys may be added within a version; none change or go. */
const VERSION = 1;

/** One sentence for each code, for tools that list rules. */
const TITLES: Readonly<Record<CheckCode, string>> = {
  'unreadable-line': 'A line that Kconfig can not read, or a block that nothing closes.',
  'missing-source': 'A source line that names no file of the tree.',
  'no-type': 'A symbol that no entry gives a type.',
  redefined: 'A second type that differs, or a second prompt of one entry.',
  'wrong-value': "A default or range that doesn't fit its symbol or choice.",
  'choice-member': 'A member of a choice that can not be chosen, or whose default is ignored.',
  'undefined-symbol': 'A symbol that Kconfig names and no entry defines.',
  'undefined-config-word': 'A CONFIG_ word that code tests and no Kconfig entry defines.',
  'select-wrong-type': 'A select or imply of, or by, what is neither bool nor tristate.',
  'select-choice-member': 'A select of a member of a choice, which has no effect.',
  'select-unmet': "A select of a symbol whose dependencies exclude the selecting entry's.",
  'dependency-cycle': 'Symbols whose values need each other.',
  'default-unreachable': 'A default behind one that always holds.',
  'depends-never': 'A dependency that can never hold.',
  'unused-symbol': 'A symbol that nothing uses.',
};

/** The document of `excise check --json`. */
export function makeFindingsJson(findings: readonly LocatedFinding[]) {
  return {
    version: VERSION,
    findings: findings.map((finding) => ({
      code: finding.place.code,
      symbol: decodeText(finding.place.symbol),
      ...placeJson(finding),
      message: decodeText(finding.place.message),
      text: decodeText(finding.text),
      related: finding.related.map((own) => ({ ...placeJson(own), message: decodeText(own.place.message) })),
    })),
  };
}

function placeJson({ place, line, column }: Located<Place>) {
  return { path: decodeText(place.path), line, column, offset: place.start };
}

/** The same as SARIF 2.1.0 (docs.oasis-open.org/sarif), which code scanning services read. */
export function makeSarif(findings: readonly LocatedFinding[], version: string) {
  const codes = Object.keys(TITLES) as CheckCode[];
  const rules = codes.map((id) => ({ id, shortDescription: { text: TITLES[id] } }));
  const results = findings.map((finding) => ({
    ruleId: finding.place.code,
    ruleIndex: codes.indexOf(finding.place.code),
    level: 'warning',
    message: { text: decodeText(finding.place.message) },
    locations: [sarifLocation(finding)],
    relatedLocations: finding.related.map((own, id) => ({
      id,
      ...sarifLocation(own),
      message: { text: decodeText(own.place.message) },
    })),
  }));
  return makeSarifLog(version, rules, results);
}

function sarifLocation({ place, line, column, text }: Located<Place>) {
  const start = decodeText(text.slice(0, column - 1)).length + 1;
  const length = decodeText(text.slice(column - 1, column - 1 + place.end - place.start)).length;
  return {
    physicalLocation: {
      artifactLocation: { uri: sarifUri(decodeText(place.path)) },
      region: { startLine: line, startColumn: start, endColumn: start + length },
    },
  };
}
