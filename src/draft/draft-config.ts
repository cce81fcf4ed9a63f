import type { Expression } from '../lang/kconfig/expression.js';
import { stripParentheses } from '../lang/kconfig/expression.js';
import type { Definition, SelectSite, SymbolInfo } from '../lang/kconfig/model.js';
import type { Block } from '../lang/kconfig/syntax.js';
import { isTristateType, parseTristate } from '../lang/kconfig/tristate.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import { knownValue, type KnownValue, type SymbolSurvey } from '../survey/symbol-values.js';
import { countTimes, describeMentions, type MentionCount } from './count-mentions.js';
import { describeTrial, type Draft } from './render-draft.js';
import type { Trial, TryRule } from '../survey/try-rule.js';

/** Places of one kind that are named. */
const NAMED = 5;

/** What a rule about a Kconfig symbol could say, with all that the tree says of it. */
export async function draftConfig(
  survey: SymbolSurvey,
  info: SymbolInfo,
  mentions: readonly MentionCount[],
  tryRule: TryRule,
): Promise<Draft> {
  const { name, type } = info;
  const about = [
    `CONFIG_${name}${type === undefined ? '' : ` (${type})`}`,
    ...info.definitions.map(describeEntry),
  ];
  about.push(
    ...describeSites('selected by', info.selectedBy),
    ...describeSites('implied by', info.impliedBy),
    ...(info.selectedBy.length + info.impliedBy.length === 0 ? ['- nothing selects or implies it'] : []),
  );
  const places = describeMentions(mentions).map((line) => `- ${line}`);
  const notes = [
    [`Made by \`excise new config ${name}\`: a proposal, to be checked.`],
    about,
    places.length === 0
      ? [`Only Kconfig files mention it: their expressions, ${countTimes(info.references.length)}.`]
      : [
          `Kconfig expressions name it ${countTimes(info.references.length)}; CONFIG_${name} stands in`,
          ...places,
        ],
  ];
  if (!isTristateType(type)) return await draftLiteral(info, notes, tryRule);

  const known = knownValue(survey, name);
  const heirs = findHeirs(info);
  const isFixed = known !== undefined && known.archs === undefined;
  const values = isFixed ? [known.value] : likelyFirst(info);
  const trials: [value: 'y' | 'n', lines: readonly string[], trial: Trial][] = [];
  for (const value of values) {
    const lines = entryLines(name, value, value === 'y' ? heirs : undefined);
    trials.push([value, lines, await tryRule(`remove:\n${lines.map((line) => `  ${line}\n`).join('')}`)]);
  }
  const sorted = [...trials].sort(
    ([, , a], [, , b]) => Number(a.kind === 'refused') - Number(b.kind === 'refused'),
  );
  const [[, entry], ...others] = sorted as [(typeof trials)[number], ...typeof trials];
  return {
    notes: [
      ...notes,
      describeHeirs(heirs),
      [describeValue(known)],
      ...trials.map(([value, , trial]) => describeTrial(`Always ${value}`, trial)),
    ],
    entry: [...entry, ...others.flatMap(([, lines]) => ['# or', ...lines.map((line) => `# ${line}`)])],
  };
}

function describeEntry({ file, entry }: Definition): string {
  const prompt = entry.properties
    .map((property) => (property.kind === 'type' || property.kind === 'prompt' ? property.prompt : undefined))
    .find((operand) => operand !== undefined);
  const shown = prompt === undefined ? 'without a prompt' : file.text.slice(prompt.start, prompt.end);
  return `- defined in ${placeOf(file, entry.start)}, ${shown}`;
}

function describeSites(verb: string, sites: readonly SelectSite[]): string[] {
  const shown = sites.slice(0, NAMED).map(({ file, entry, property }) => {
    const { condition } = property;
    const limit = condition ? ` ${file.text.slice(condition.start, condition.end)}` : '';
    return `- ${verb} ${entry.name.name}${limit} (${placeOf(file, property.start)})`;
  });
  return sites.length > NAMED ? [...shown, `- and ${verb} ${sites.length - NAMED} more`] : shown;
}

function placeOf(file: Definition['file'], offset: number): string {
  return `${file.path}:${positionAt(makeSourceText(file.path, file.text), offset).line}`;
}

function describeValue(known: KnownValue | undefined): string {
  if (known === undefined)
    return "The Kconfig files allow several values: which one it is isn't for them to say.";
  const limit = known.archs === undefined ? '' : ` where it exists (${known.archs.join(', ')}); n elsewhere`;
  return `The Kconfig files allow one value: ${known.value}${limit}, for ${known.why}.`;
}

/** Symbols that could take over the select lines. */
export interface Heirs {
  /** Whether there is anything to take over. */
  readonly isNeeded: boolean;
  readonly targets: readonly string[];
  /** The best first: what it can't be set without, what all that select it select, too, then these all together. */
  readonly candidates: readonly { readonly names: readonly string[]; readonly why: string }[];
}

/** Who could inherit the selects of a symbol that is always y. */
function findHeirs(info: SymbolInfo): Heirs {
  const targets = info.definitions.flatMap(({ entry }) =>
    entry.properties.flatMap((property) =>
      property.kind === 'select' || property.kind === 'imply' ? property.target.name : [],
    ),
  );
  const candidates = new Map<string, string>();
  const add = (name: string, why: string) => {
    if (name !== info.name && !targets.includes(name) && !candidates.has(name)) candidates.set(name, why);
  };
  const [definition, ...others] = info.definitions;
  if (definition && others.length === 0) {
    const { entry } = definition;
    for (const property of entry.properties) {
      if (property.kind !== 'typed-default' && property.kind !== 'default') continue;
      for (const name of conjuncts(property.value)) add(name, 'its value is the default');
    }
    for (const property of entry.properties) {
      if (property.kind === 'depends' && !property.condition)
        for (const name of conjuncts(property.value)) add(name, 'it depends on this');
    }
    for (let block: Block | undefined = entry.parent; block; block = block.parent) {
      if (block.condition)
        for (const name of conjuncts(block.condition.expression)) add(name, 'it stands within this');
    }
  }
  const selecting = [...new Set(info.selectedBy.map(({ entry }) => entry.name.name))];
  for (const name of commonSelects(info.selectedBy)) add(name, 'what selects it selects this, too');
  const known = [...candidates].map(([name, why]) => ({ names: [name], why }));
  return {
    isNeeded: targets.length > 0,
    targets: [...new Set(targets)],
    candidates: selecting.length === 0 ? known : [...known, { names: selecting, why: 'what selects it' }],
  };
}

/** What each of some entries selects without condition. */
function commonSelects(sites: readonly SelectSite[]): string[] {
  const [first = [], ...others] = sites.map(({ entry }) =>
    entry.properties.flatMap((property) =>
      property.kind === 'select' && !property.condition ? property.target.name : [],
    ),
  );
  return first.filter((name) => others.every((list) => list.includes(name)));
}

/** The symbols that must all be set for an expression to hold. */
function conjuncts(expression: Expression): string[] {
  const bare = stripParentheses(expression);
  if (bare.kind === 'and') return bare.operands.flatMap(conjuncts);
  return bare.kind === 'symbol' && parseTristate(bare.name) === undefined ? [bare.name] : [];
}

function describeHeirs({ isNeeded, targets, candidates }: Heirs): string[] {
  if (!isNeeded) return [];
  const shown = candidates.slice(0, NAMED).map(({ names, why }) => `- ${names.join(', ')}: ${why}`);
  return [
    `It selects ${targets.join(', ')}. Where it goes as y, these could inherit its selects:`,
    ...(shown.length === 0 ? ['- nothing that the tree would tell'] : shown),
    ...(candidates.length > NAMED ? [`- and ${candidates.length - NAMED} more`] : []),
  ];
}

function entryLines(name: string, value: string, heirs?: Heirs): string[] {
  const lines = [`- config: ${quoteName(name)}`, `  value: ${value}`];
  if (heirs?.isNeeded !== true) return lines;
  const [heir] = heirs.candidates;
  if (heir === undefined) return [...lines, '  drop-selects: true'];
  const names = heir.names.map(quoteName);
  const list = names.length === 1 ? names[0]! : `[${names.join(', ')}]`;
  return [...lines, `  inherit: ${list} # or drop-selects: true`];
}

/** YAML takes a name of digits for a number, and some words for truth values. */
function quoteName(name: string): string {
  return /^(?:[\d.+-].*|y|n|yes|no|on|off|true|false|null|~)$/i.test(name) ? `"${name}"` : name;
}

/** y first where something sets the symbol by itself. */
function likelyFirst({ selectedBy, definitions }: SymbolInfo): ('y' | 'n')[] {
  const isDefault = definitions.some(({ file, entry }) =>
    entry.properties.some(
      (property) =>
        (property.kind === 'default' || property.kind === 'typed-default') &&
        file.text.slice(property.value.start, property.value.end) !== 'n',
    ),
  );
  return selectedBy.length > 0 || isDefault ? ['y', 'n'] : ['n', 'y'];
}

/** A symbol of another type: its first default is what the rule takes for its value. */
async function draftLiteral(
  info: SymbolInfo,
  notes: readonly (readonly string[])[],
  tryRule: TryRule,
): Promise<Draft> {
  const { name, type, definitions } = info;
  const defaults = definitions.flatMap(({ file, entry }) =>
    entry.properties.flatMap((property) => {
      if (property.kind !== 'default' && property.kind !== 'typed-default') return [];
      const bare = stripParentheses(property.value);
      if (bare.kind === 'constant' && bare.value !== null) return [bare.value];
      return bare.kind === 'symbol' ? [file.text.slice(bare.start, bare.end)] : [];
    }),
  );
  const fits = (text: string) =>
    type === 'string' || (type === 'hex' ? /^(?:0x)?[0-9a-f]+$/i.test(text) : /^-?\d+$/.test(text));
  const values = [...new Set(defaults.filter(fits))];
  const value = values[0] ?? (type === 'string' ? '' : type === 'hex' ? '0x0' : '0');
  const spelled =
    type === 'string' ? JSON.stringify(value) : type === 'hex' && !/^0x/i.test(value) ? `0x${value}` : value;
  const entry = [`- config: ${quoteName(name)}`, `  value: ${spelled}`];
  const trial = await tryRule(`remove:\n${entry.map((line) => `  ${line}\n`).join('')}`);
  const known =
    values.length === 0
      ? 'no default tells its value: put it in below'
      : `its defaults: ${values.join(', ')}`;
  return {
    notes: [...notes, [`Of type ${type ?? 'unknown'}; ${known}.`], describeTrial(`Always ${spelled}`, trial)],
    entry,
  };
}
