import * as z from 'zod';
import { documentSchema, entrySchemas } from './schema.js';

/** The parts of a JSON schema that the reference tells of. */
interface Described {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
}

/** What stands above the entries of an action, beside its description in the schema. */
const ACTIONS: Readonly<Record<keyof typeof entrySchemas, string>> = {
  remove: 'Each entry names a thing and, where code still asks for it, the value that it had.',
  replace:
    'The old definitions go once nothing uses them. In a `call:` pattern `$name` stands for one expression, the same text ' +
    'where it appears twice, and `$...name` for any number of arguments; of several patterns the most specific wins.',
  rename: 'Definitions and uses follow; see the README for what happens in comments, documents and strings.',
  add: 'The line goes beside its kind, in sorted place where those are sorted.',
};

/**
 * docs/rules.md: the reference of the rule file, made of the schema's own descriptions, as Markdown.
 */
export function describeRules(): string {
  const { description, properties = {} } = toJson(documentSchema);
  const lines = [
    '# The rule file',
    '',
    '<!-- Made by npm run schema from src/rules/schema.ts; change that instead. -->',
    '',
    'A rule file is YAML: UTF-8, at most 1 MiB, without anchors, aliases and tags. ' + description!,
    'Everything in a document holds at once; order within it does not matter. A name that the tree does not know, entries that',
    'contradict each other and unknown keys are errors with `file:line:column`, and nothing is changed then.',
    '',
    'For an editor with a YAML language server: `# yaml-language-server: $schema=PATH/rule.schema.json` as first line. Examples',
    'are in [rules/examples](../rules/examples), and [recipes.md](recipes.md) has one for each kind of removal.',
    '',
    '| key of a document | |',
    '| --- | --- |',
    ...Object.entries(properties).map(([key, schema]) => row(key, schema)),
    ...Object.entries(properties.scope?.properties ?? {}).map(([key, schema]) =>
      row(`scope: ${key}`, schema),
    ),
  ];
  for (const [action, schemas] of Object.entries(entrySchemas)) {
    lines.push('', `## ${action}:`, '', properties[action]!.description!);
    lines.push(ACTIONS[action as keyof typeof entrySchemas]);
    for (const [kind, schema] of Object.entries<z.ZodType>(schemas))
      lines.push('', ...describeEntry(kind, schema));
  }
  return `${lines.join('\n')}\n`;
}

function describeEntry(kind: string, schema: z.ZodType): string[] {
  const { title, properties = {}, required = [] } = toJson(schema);
  const keys = Object.entries(properties).map(([key, described]) =>
    row(key, described, required.includes(key) ? '' : 'optional'),
  );
  return [`### ${kind}: ${title!}`, '', '| key | | |', '| --- | --- | --- |', ...keys];
}

function row(key: string, { description = '' }: Described, ...more: readonly string[]): string {
  return `| \`${key}\` |${more.map((text) => ` ${text} |`).join('')} ${description.replaceAll('|', '\\|')} |`;
}

function toJson(schema: z.ZodType): Described {
  return z.toJSONSchema(schema, { io: 'input' }) as Described;
}
