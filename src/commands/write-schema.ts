import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { resultSchema } from '../report/json-schema.js';
import { documentSchema } from '../rules/schema.js';
import { verifySchema } from '../verify/json-schema.js';

/**
 * Writes the JSON schemas that are generated from the zod schemas; with --check it only compares, and exits with 1
 * where a file is out of date. Run by `npm run schema` and `npm run schema:check`, from the project's folder.
 */
const check = process.argv.includes('--check');
const files = [
  { path: 'rules/rule.schema.json', schema: documentSchema, io: 'input' },
  { path: 'rules/result.schema.json', schema: resultSchema, io: 'output' },
  { path: 'rules/verify.schema.json', schema: verifySchema, io: 'output' },
] as const;

for (const { path, schema, io } of files) {
  const text = `${JSON.stringify(z.toJSONSchema(schema, { io }), null, 2)}\n`;
  if (!check) {
    writeFileSync(path, text);
  } else if (readOrEmpty(path) !== text) {
    console.error(`${path} is out of date: run npm run schema`);
    process.exitCode = 1;
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
