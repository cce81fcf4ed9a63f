import * as z from 'zod';

/** The JSON document of --json, version 1. Keys may be added within a version; none change or go. */
export const RESULT_VERSION = 1;

const text = (description: string) => z.string().meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });

const bytes = text('The same in base64, where it is not UTF-8.');

const edit = z.strictObject({
  start: count('First byte of the old text.'),
  end: count('Byte after the last of the old text.'),
  text: text('What takes its place.'),
  bytes: bytes.optional(),
  cause: text('The fact that it follows from.'),
});

const hunk = z.strictObject({
  oldStart: count('Its first line before, from 1.'),
  oldCount: count('How many lines it has before.'),
  newStart: count('Its first line after, from 1.'),
  newCount: count('How many lines it has after.'),
  chains: z.array(z.array(z.string())).meta({
    description: 'For each fact behind it, how that follows from the rule: what the rule states first.',
  }),
});

const file = z.strictObject({
  path: text('Below the tree.'),
  pathBytes: bytes.optional(),
  language: text('c, kconfig, kbuild, …'),
  status: z.enum(['modified', 'deleted']),
  mode: text("Git's mode, octal."),
  insertions: count('Added lines.'),
  deletions: count('Removed lines.'),
  edits: z.array(edit).meta({ description: 'In byte offsets into the text before this document.' }),
  hunks: z.array(hunk),
  patch: text("The file's part of the patch."),
});

const fact = z.strictObject({
  fact: text('What follows: CONFIG_X=n.'),
  because: z.array(z.string()).meta({ description: 'The facts that it follows from.' }),
  path: text('The place that shows it.').optional(),
  offset: count('In bytes.').optional(),
});

const leftover = z.strictObject({
  code: text('The reason; docs/leftovers.md explains each.'),
  path: text('Below the tree.'),
  line: count('From 1.'),
  column: count('In bytes, from 1.'),
  offset: count('In bytes.'),
  message: text('Why the tool left it.'),
  cause: text('The fact that it belongs to.'),
  text: text('The line.'),
});

const shard = z.strictObject({
  index: count('Which shard it is, from 1.'),
  of: count('How many there are.'),
  batch: text('The same of all shards of a batch.'),
  batchUnits: count('How many units the whole batch has.'),
  units: z.array(
    z.strictObject({
      name: text('Its rule file.'),
      place: count("Among the batch's units, from 0."),
      documents: count("How many of this result's documents are its, in order."),
      refused: text('Why it was refused; it has no documents then.').optional(),
    }),
  ),
});

const failure = z.strictObject({
  path: text('A file that was left as it was.'),
  law: text('The check that its change broke.'),
  message: text('What broke it.'),
});

export const resultSchema = z
  .strictObject({
    version: z.literal(RESULT_VERSION),
    written: z.boolean().meta({ description: 'Whether the tree was changed (--write).' }),
    filesScanned: count('Files that were looked at.'),
    git: z
      .strictObject({
        untracked: count("Files that git doesn't track: they were left alone."),
        absent: count("Tracked files that aren't on disk."),
      })
      .meta({ description: 'Of a tree in a git work tree.' })
      .optional(),
    series: z.array(z.string()).meta({ description: 'Files of --series, in order.' }).optional(),
    commits: z
      .array(z.strictObject({ id: text('Abbreviated.'), subject: text("The commit's first line.") }))
      .meta({ description: 'Commits of --commit, in order.' })
      .optional(),
    shard: shard
      .meta({
        description: 'What of a batch this is (--shard): each unit was carried out on the tree as it is.',
      })
      .optional(),
    refused: z
      .array(z.strictObject({ name: text('A rule file.'), message: text('Why it was refused.') }))
      .meta({ description: 'Of a merged result: the rules that the tree contradicts.' })
      .optional(),
    documents: z.array(
      z.strictObject({
        subject: text("The rule's subject.").optional(),
        message: text("The rule's message.").optional(),
        ruleFacts: z.array(z.string()).meta({ description: 'What the rule states.' }),
        facts: z.array(fact).meta({ description: 'What follows from it.' }),
        files: z.array(file),
        leftovers: z.array(leftover),
        failures: z.array(failure),
      }),
    ),
  })
  .meta({
    title: 'excise result',
    description:
      'What excise --json prints. Text of the tree is decoded as UTF-8; bytes that are not UTF-8 become U+FFFD, so take offsets, not texts, to change files.',
  });

export type ResultJson = z.output<typeof resultSchema>;
