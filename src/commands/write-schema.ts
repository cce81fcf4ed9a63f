import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { resultSchema } from '../report/json-schema.js';
import { describeRules } from '../rules/describe-rules.js';
import { listSchema } from '../survey/list-schema.js';
import { documentSchema } from '../rules/schema.js';
import { verifySchema } from '../verify/json-schema.js';

/**
 * Writes what is generated from the zod schemas, the JSON schemas and docs/rules.md; with --check it only compares, and
 * exits with 1 where a file is out of date. Run by `npm run schema` and `npm run schema:check`, from the project's folder.
 */
const check = process.argv.includes('--check');
const schemaText = (schema: z.ZodType, io: 'input' | 'output') =>
  `${JSON.stringify(z.toJSONSchema(schema, { io }), null, 2)}\n`;
const files = [
  { path: 'rules/rule.schema.json', text: schemaText(documentSchema, 'input') },
  { path: 'rules/result.schema.json', text: schemaText(resultSchema, 'output') },
  { path: 'rules/list.schema.json', text: schemaText(listSchema, 'output') },
  { path: 'rules/verify.schema.json', text: schemaText(verifySchema, 'output') },
  { path: 'docs/rules.md', text: describeRules() },
];

for (const { path, text } of files) {
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
