import * as z from 'zod';

/** Version of the document. Keys may be added within a version; none change or go. */
export const VERIFY_VERSION = 1;

const text = (description: string) => z.string().meta({ description });
const count = (description: string) => z.number().int().nonnegative().meta({ description });

const finding = z.strictObject({
  law: text('The law that the change breaks; docs/trust.md explains each.'),
  path: text('Below the tree.'),
  line: count('From 1; absent: no one place shows it.').optional(),
  column: count('In bytes, from 1.').optional(),
  message: text('What is wrong.'),
});

const file = z.strictObject({
  path: text('Below the tree.'),
  language: text('c, kconfig, kbuild, …'),
  change: z.enum(['modified', 'created', 'deleted', 'renamed', 'none']).meta({
    description: 'none: the rule would change the file, and the patch does not.',
  }),
  status: z.enum(['proved', 'refused', 'unproved']).meta({
    description: 'unproved: no law speaks of such a file, and none needs to (documentation).',
  }),
  method: z.enum(['exact', 'sampled']).meta({
    description: 'Whether all cases were tried, or some comparison was decided by draws.',
  }),
  laws: z.array(z.string()).meta({ description: 'The laws that hold.' }),
  findings: z.array(finding),
});

const built = z.strictObject({
  object: text('Below the tree.'),
  source: text('Below the tree.'),
  result: z.enum(['same', 'differs', 'fails-before', 'fails-after']),
  sections: z
    .array(
      z.strictObject({
        section: text('Its name; `symbols`: what is defined or needed; empty: the file is no ELF object.'),
        symbols: z.array(z.string()).meta({ description: 'Functions and objects that differ.' }),
      }),
    )
    .meta({ description: 'What differs.' }),
  message: text("Why it could not be built: the command's words.").optional(),
});

/** What `excise verify --json` prints. */
export const verifySchema = z
  .strictObject({
    version: z.literal(VERIFY_VERSION),
    proved: z.boolean().meta({ description: 'Whether nothing was found; the exit code is 0 then.' }),
    steps: z.array(
      z.strictObject({
        subject: text("The rule's subject.").optional(),
        facts: z.array(z.string()).meta({ description: 'What the rule states, and what follows.' }),
        files: z.array(file),
      }),
    ),
    built: z.array(built).meta({ description: 'With --build: each object.' }).optional(),
  })
  .meta({ title: 'excise verify', description: 'What excise verify --json prints.' });

export type VerifyJson = z.output<typeof verifySchema>;
