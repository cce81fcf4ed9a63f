/** A SARIF 2.1.0 log (docs.oasis-open.org/sarif) of one run, which code scanning services read. */
export function makeSarifLog<Rule, Result>(
  version: string,
  rules: readonly Rule[],
  results: readonly Result[],
) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'excise', version, rules } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

/** A path below the tree as a relative URI. @param path UTF-16. */
export function sarifUri(path: string): string {
  const uri = encodeURI(path).replace(/[?#]/g, encodeURIComponent);
  // Up to the first slash, a colon would end the name of a scheme.
  return uri.replace(/^[^/]*/, (first) => first.replace(/:/g, '%3A'));
}
