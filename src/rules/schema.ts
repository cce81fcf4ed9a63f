import * as z from 'zod';

/**
 * The rule file's contract as zod schemas, one strict object per kind of entry, keyed by the key that names the kind.
 * rules/rule.schema.json is generated from it, so every key has a description for editors. Scalars are checked as
 * the loader hands them in: text as it stands in the file, `true` and `false` as booleans.
 */

const KCONFIG_NAME = /^[A-Za-z0-9_]+$/;
const C_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const TYPE_NAME = /^(?:(?:struct|union|enum) +)?[A-Za-z_][A-Za-z0-9_]*$/;
const AGGREGATE_NAME = /^(?:(?:struct|union) +)?[A-Za-z_][A-Za-z0-9_]*$/;
const PARAMETER_OWNER =
  /^[A-Za-z_][A-Za-z0-9_]*$|^(?:(?:struct|union) +)?[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$/;

const kconfigName = z
  .string({ error: 'expected the name of a Kconfig symbol' })
  .regex(KCONFIG_NAME, { error: 'expected the name of a Kconfig symbol: letters, digits and _' })
  .refine((name) => !name.startsWith('CONFIG_'), { error: 'a Kconfig symbol is named without CONFIG_ here' });

const cName = z
  .string({ error: 'expected a C name' })
  .regex(C_NAME, { error: 'expected a C name: letters, digits and _' });

const typeName = z
  .string({ error: 'expected a type' })
  .regex(TYPE_NAME, { error: "expected 'struct s', 'union u', 'enum e' or the name of a typedef" });

const aggregateName = z
  .string({ error: 'expected a struct, union or typedef' })
  .regex(AGGREGATE_NAME, { error: "expected 'struct s', 'union u' or the name of a typedef" });

const parameterOwner = z
  .string({ error: 'expected a function, or a member: struct s.m' })
  .regex(PARAMETER_OWNER, {
    error: "expected the name of a function, or 'struct s.m' for a function pointer",
  });

/** A C expression. Numbers and booleans need no quotes; the loader keeps their spelling. */
const expression = z.union([z.string(), z.number(), z.boolean()], { error: 'expected a C expression' });

const someText = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .refine((text) => text !== '', { error: 'expected text, found nothing' });

const treePath = z
  .string({ error: 'expected a path below the tree' })
  .min(1, { error: 'expected a path below the tree' })
  .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), {
    error: 'expected a path below the tree, without .. and a leading /',
  });

const heirs = z.union([kconfigName, z.array(kconfigName).min(1, { error: 'expected at least one symbol' })], {
  error: 'expected a symbol or a list of symbols',
});

const flag = z.boolean({ error: 'expected true or false' });

const about = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description });

const value = about(expression, 'The C expression that each use becomes.');
const returns = about(expression, 'The C expression that a call becomes where its value is used.');
const inherit = about(heirs, 'Symbols that take over its select and imply lines.');

/** Entries under `remove:`, by the key that names them. */
export const removeSchemas = {
  config: z
    .strictObject({
      config: about(kconfigName, 'The Kconfig symbol, without CONFIG_.'),
      value: about(
        z.union([z.string(), z.number()], {
          error: ({ input }) =>
            typeof input === 'boolean'
              ? `'${String(input)}' is no Kconfig value; did you mean '${input ? 'y' : 'n'}'?`
              : 'expected y, n, m, a number, or a string in quotes',
        }),
        'The value that it always has: y, n, m, a number (64, 0x10) or a string in quotes ("foo").',
      ),
      inherit: inherit.optional(),
      'drop-selects': about(flag, 'Its select and imply lines go, and nothing takes them over.').optional(),
    })
    .meta({ title: 'a Kconfig symbol that always has one value' }),
  function: z
    .strictObject({ function: about(cName, 'A function that goes.'), returns: returns.optional() })
    .meta({ title: 'a function' }),
  macro: z
    .strictObject({
      macro: about(cName, 'A macro that goes, every definition of it.'),
      value: about(expression, 'What a use becomes; "" for an attribute macro.').optional(),
    })
    .meta({ title: 'a macro' }),
  member: z
    .strictObject({
      member: about(cName, 'A member that goes.'),
      of: about(aggregateName, "Its 'struct s', 'union u' or typedef."),
      value: about(expression, 'What reading it yields; NULL for a pointer to function.').optional(),
      returns: about(expression, 'What a call through it yields.').optional(),
    })
    .meta({ title: 'a member of a struct or union' }),
  parameter: z
    .strictObject({
      parameter: about(cName, 'A parameter that goes.'),
      of: about(parameterOwner, "Its function, or 'struct ops.member' for a function pointer type."),
      value: about(expression, 'What a use of it in the body becomes.').optional(),
    })
    .meta({ title: 'a parameter' }),
  call: z
    .strictObject({ call: about(someText, 'Statements that are this call go; $name is any one expression.') })
    .meta({ title: 'a call that stands as a statement' }),
  return: z
    .strictObject({
      return: about(cName, 'A function that returns void from now on.'),
      value: value.optional(),
    })
    .meta({ title: 'the value that a function returns' }),
  variable: z
    .strictObject({ variable: about(cName, 'A file-scope object that goes.'), value: value.optional() })
    .meta({ title: 'a variable' }),
  enumerator: z
    .strictObject({
      enumerator: about(cName, 'An enumeration constant that goes.'),
      value: value.optional(),
      shift: about(flag, 'Later constants may take other values.').optional(),
    })
    .meta({ title: 'an enumeration constant' }),
  type: z
    .strictObject({ type: about(typeName, "'struct s', 'union u', 'enum e' or a typedef that goes.") })
    .meta({ title: 'a type' }),
  tracepoint: z
    .strictObject({ tracepoint: about(cName, 'A trace event that goes, with its trace_…() calls.') })
    .meta({ title: 'a tracepoint' }),
  file: z
    .strictObject({ file: about(treePath, 'A source file that goes, with its build line.') })
    .meta({ title: 'a file' }),
  header: z
    .strictObject({ header: about(treePath, 'A header that goes, with the #include lines of it.') })
    .meta({ title: 'a header' }),
} as const;

const newText = about(someText, 'What its uses become.');

/** Entries under `replace:`. */
export const replaceSchemas = {
  config: z
    .strictObject({
      config: about(kconfigName, 'The Kconfig symbol that goes.'),
      with: about(someText, 'A symbol, or an expression over symbols (64BIT && !UML).'),
      inherit: inherit.optional(),
      keep: about(
        z.literal('old', { error: "expected 'old'" }),
        'old: its entry stays, under the new name.',
      ).optional(),
    })
    .meta({ title: 'a Kconfig symbol' }),
  function: z
    .strictObject({ function: about(cName, 'A function.'), with: newText })
    .meta({ title: 'a function' }),
  macro: z.strictObject({ macro: about(cName, 'A macro.'), with: newText }).meta({ title: 'a macro' }),
  member: z
    .strictObject({ member: about(cName, 'A member.'), of: about(aggregateName, 'Its type.'), with: newText })
    .meta({ title: 'a member' }),
  variable: z
    .strictObject({ variable: about(cName, 'A variable.'), with: newText })
    .meta({ title: 'a variable' }),
  enumerator: z
    .strictObject({ enumerator: about(cName, 'An enumeration constant.'), with: newText })
    .meta({ title: 'an enumeration constant' }),
  type: z.strictObject({ type: about(typeName, 'A type.'), with: newText }).meta({ title: 'a type' }),
  call: z
    .strictObject({
      call: about(someText, 'The call; $name is any one expression, $...name any number of arguments.'),
      with: about(someText, 'The expression that takes its place.'),
    })
    .meta({ title: 'a call' }),
} as const;

const newName = about(cName, 'Its new name.');

/** Entries under `rename:`. */
export const renameSchemas = {
  config: z
    .strictObject({
      config: about(kconfigName, 'The Kconfig symbol.'),
      to: about(kconfigName, 'Its new name, without CONFIG_.'),
    })
    .meta({ title: 'a Kconfig symbol' }),
  function: z
    .strictObject({ function: about(cName, 'A function.'), to: newName })
    .meta({ title: 'a function' }),
  macro: z.strictObject({ macro: about(cName, 'A macro.'), to: newName }).meta({ title: 'a macro' }),
  member: z
    .strictObject({ member: about(cName, 'A member.'), of: about(aggregateName, 'Its type.'), to: newName })
    .meta({ title: 'a member' }),
  variable: z
    .strictObject({ variable: about(cName, 'A variable.'), to: newName })
    .meta({ title: 'a variable' }),
  enumerator: z
    .strictObject({ enumerator: about(cName, 'An enumeration constant.'), to: newName })
    .meta({ title: 'an enumeration constant' }),
  type: z
    .strictObject({ type: about(typeName, 'A type.'), to: about(typeName, 'Its new name.') })
    .meta({ title: 'a type' }),
  parameter: z
    .strictObject({
      parameter: about(cName, 'A parameter.'),
      of: about(parameterOwner, 'Its function.'),
      to: newName,
    })
    .meta({ title: 'a parameter' }),
} as const;

const target = about(kconfigName, 'The Kconfig symbol whose entry gets the line.');

/** Entries under `add:`. */
export const addSchemas = {
  'depends-on': z
    .strictObject({ 'depends-on': about(someText, 'A dependency: an expression over symbols.'), to: target })
    .meta({ title: 'a depends on line' }),
  select: z
    .strictObject({ select: about(someText, 'SYMBOL, or SYMBOL if EXPR.'), to: target })
    .meta({ title: 'a select line' }),
  imply: z
    .strictObject({ imply: about(someText, 'SYMBOL, or SYMBOL if EXPR.'), to: target })
    .meta({ title: 'an imply line' }),
  default: z
    .strictObject({ default: about(someText, 'VALUE, or VALUE if EXPR.'), to: target })
    .meta({ title: 'a default line' }),
} as const;

/** The schemas of all kinds of entry, by action and kind. */
export const entrySchemas = {
  remove: removeSchemas,
  replace: replaceSchemas,
  rename: renameSchemas,
  add: addSchemas,
} as const;

function entryList<T extends z.ZodType>(schemas: Readonly<Record<string, T>>) {
  const [first, ...rest] = Object.values(schemas);
  return z.array(z.union([first!, ...rest]), { error: "expected a list: each entry starts with '- '" });
}

const LONGEST_GLOB = 1000;

const glob = z
  .string({ error: 'expected a glob' })
  .min(1, { error: 'expected a glob' })
  .refine((text) => text.length <= LONGEST_GLOB, {
    error: `expected a glob of at most ${LONGEST_GLOB} characters`,
  });

const globs = z.array(glob, { error: 'expected a list of globs' });

/** One document of a rule file. */
export const documentSchema = z
  .strictObject({
    subject: about(z.string({ error: 'expected text in quotes' }), "The patch's subject.").optional(),
    message: about(z.string({ error: 'expected text in quotes' }), "The patch's body.").optional(),
    remove: about(entryList(removeSchemas), 'What is gone, and the value that it had.').optional(),
    replace: about(entryList(replaceSchemas), 'What goes, its uses becoming something else.').optional(),
    rename: about(entryList(renameSchemas), 'What has another name from now on.').optional(),
    add: about(entryList(addSchemas), 'Lines that a Kconfig entry gets.').optional(),
    cascade: about(flag, 'Also remove what this removal alone leaves unused.').default(true),
    scope: about(
      z.strictObject(
        {
          include: about(globs, 'Only files that match one of these globs.').optional(),
          exclude: about(globs, 'No file that matches one of these globs.').optional(),
        },
        { error: "expected a map with 'include' and 'exclude'" },
      ),
      'The files that the rule is about; globs below the tree.',
    ).optional(),
  })
  .meta({
    title: 'excise rule',
    description:
      'One document is one patch: it says what is gone. A --- line starts the next patch of a series.',
  });

export type DocumentInput = z.output<typeof documentSchema>;
