import * as z from 'zod';

/** The JSON document of `excise list --dead --json`, version 1. Keys may be added within a version; none change or go. */
const VERSION = 1;

const text = (description: string) => z.string().meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });

const patch = z.strictObject({
  files: count('Changed files.'),
  insertions: count('Added lines.'),
  deletions: count('Removed lines.'),
  leftovers: count('Places that are left to a person.'),
});

const thing = z.strictObject({
  kind: z.enum(['config', 'function', 'member']),
  name: text('Without CONFIG_.'),
  of: text('Of a member: its struct.').optional(),
  value: z.enum(['y', 'n']).meta({ description: 'Of a symbol: the only value that it can have.' }).optional(),
  why: text('Why it is dead.'),
  path: text('Where it is defined, below the tree.'),
  line: count('From 1.'),
  lines: count('Lines that define or name it: a first guess at the size of its patch.'),
  files: count('Files that these stand in.'),
  patch: patch.meta({ description: 'What its removal changes (--size).' }).optional(),
  refused: text('Why its removal is refused (--size).').optional(),
});

export const listSchema = z
  .strictObject({
    version: z.literal(VERSION),
    filesScanned: count('Files that were looked at.'),
    found: count('How many things were found, listed or not (--limit).'),
    things: z.array(thing).meta({ description: 'The largest first.' }),
  })
  .meta({ title: 'excise list', description: 'What excise list --dead --json prints.' });

export type ListJson = z.output<typeof listSchema>;
