import fc from 'fast-check';

/** Symbols that random Kconfig files use, beside X and Y, which facts are about. */
export const NAMES: readonly string[] = ['A', 'B', 'C', 'D', 'E'];

const symbol = fc.constantFrom(...NAMES, 'X', 'X', 'Y');
const atom = fc.oneof(
  { weight: 6, arbitrary: symbol },
  { weight: 2, arbitrary: symbol.map((name) => `!${name}`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(symbol, fc.constantFrom('=', '!='), fc.constantFrom('y', 'm', 'n'))
      .map((p) => p.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('y', 'm', 'n') },
);
const expression = fc.oneof(
  atom,
  fc.tuple(atom, fc.constantFrom('&&', '||'), atom).map((parts) => parts.join(' ')),
  fc
    .tuple(atom, fc.constantFrom('&&', '||'), atom, fc.constantFrom('&&', '||'), atom)
    .map(([a, o, b, p, c]) => `${a} ${o} (${b} ${p} ${c})`),
);
const condition = fc.option(expression).map((text) => (text === null ? '' : ` if ${text}`));
const property = fc.oneof(
  fc
    .tuple(expression, condition, fc.integer({ min: 0, max: 3 }))
    .map(([e, c, n]) => `depends on ${e}${n === 0 ? c : ''}`),
  fc.tuple(expression, condition).map(([e, c]) => `default ${e}${c}`),
  fc.tuple(fc.constantFrom('y', 'n', 'm'), condition).map(([e, c]) => `default ${e}${c}`),
  fc.tuple(fc.constantFrom('select', 'imply'), symbol, condition).map(([k, s, c]) => `${k} ${s}${c}`),
);
const entry = fc
  .tuple(symbol, fc.option(condition), fc.array(property, { maxLength: 4 }))
  .map(([name, prompt, properties]) => {
    const type = `tristate${prompt === null ? '' : ` "${name.toLowerCase()}"${prompt}`}`;
    return [`config ${name}`, ...[type, ...properties].map((line) => `\t${line}`)].join('\n');
  });
export const { block: kconfigBlock } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2 },
    entry,
    fc
      .tuple(expression, fc.array(tie('block'), { minLength: 1, maxLength: 3 }))
      .map(([e, list]) => `if ${e}\n\n${list.join('\n\n')}\n\nendif`),
    fc
      .tuple(
        expression,
        fc.constantFrom('depends on', 'visible if'),
        fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
      )
      .map(([e, word, list]) => `menu "m"\n\t${word} ${e}\n\n${list.join('\n\n')}\n\nendmenu`),
  ),
}));
