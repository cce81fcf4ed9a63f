import { stripParentheses, type Expression, type Operand } from '../lang/kconfig/expression.js';
import type { MenuEntry, Property, SymbolType } from '../lang/kconfig/syntax.js';
import type { Span } from '../text/span.js';
import type { CheckCode, Finding, RelatedPlace } from './finding.js';
import {
  archOf,
  definitionsIn,
  isEntry,
  typeBeside,
  type KconfigScope,
  type ScopeItem,
} from './kconfig-scope.js';

/** Lines that don't fit the type of their symbol, as scripts/kconfig/menu.c warns of them (sym_check_prop). */
export function findMisfits(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const place of scope.items) {
    const { item } = place;
    if (!isEntry(item)) continue;
    const typeOf = (name: string) => typeBeside(scope, name, place.file.path);
    const type = typeOf(item.name.name);
    if (type === undefined) continue;
    for (const property of item.properties) {
      const found = judgeProperty(typeOf, type, property);
      if (found) findings.push(finding(place, item, found.code, found.at, found.message));
    }
  }
  return findings;
}

interface Misfit {
  readonly code: CheckCode;
  readonly at: Span;
  readonly message: string;
}

type TypeOf = (name: string) => SymbolType | undefined;

function judgeProperty(typeOf: TypeOf, type: SymbolType, property: Property): Misfit | undefined {
  const isNumber = type === 'int' || type === 'hex';
  const isLogic = type === 'bool' || type === 'tristate';
  switch (property.kind) {
    case 'select':
    case 'imply': {
      const { name } = property.target;
      const target = typeOf(name);
      const isMisfit = target === 'string' || target === 'int' || target === 'hex';
      if (isLogic && !isMisfit) return undefined;
      const message = isLogic
        ? `${name} is ${describe(target!)}, which can't be ${property.kind === 'select' ? 'selected' : 'implied'}`
        : `${describe(type)} can't ${property.kind} anything`;
      return { code: 'select-wrong-type', at: property.target, message };
    }
    case 'range': {
      if (!isNumber) return { code: 'wrong-value', at: property, message: `${describe(type)} has no range` };
      const wrong = [property.low, property.high].find((operand) => !isValid(typeOf, type, operand));
      return wrong && { code: 'wrong-value', at: wrong, message: `this is no ${type} number` };
    }
    case 'default':
    case 'typed-default': {
      const value = stripParentheses(property.value);
      if (isLogic || value.kind === 'macro' || value.kind === 'unreadable') return undefined;
      if (value.kind !== 'symbol' && value.kind !== 'constant') {
        const message = `the default of ${describe(type)} is one symbol or value`;
        return { code: 'wrong-value', at: value, message };
      }
      if (!isNumber || isValid(typeOf, type, value)) return undefined;
      return { code: 'wrong-value', at: value, message: `this is no ${type} number` };
    }
    default:
      return undefined;
  }
}

const PATTERNS = { int: /^-?(?:0|[1-9][0-9]*)$/, hex: /^(?:0[xX])?[0-9a-fA-F]+$/ } as const;

/** A word that can be no symbol's name in practice. */
const NUMBER_LIKE = /^[-+]?[0-9][0-9a-fA-FxX]*$/;

/** What isn't known for certain is valid; a name that nothing defines is another finding. */
function isValid(typeOf: TypeOf, type: 'int' | 'hex', operand: Operand | Expression): boolean {
  if (operand.kind === 'constant') return operand.value === null || PATTERNS[type].test(operand.value);
  if (operand.kind !== 'symbol') return true;
  const own = typeOf(operand.name);
  if (own !== undefined) return own === 'int' || own === 'hex';
  return PATTERNS[type].test(operand.name) || !NUMBER_LIKE.test(operand.name);
}

function describe(type: SymbolType): string {
  return type === 'int' ? 'an int' : `a ${type}`;
}

function finding(
  { file }: ScopeItem,
  entry: MenuEntry,
  code: CheckCode,
  at: Span,
  message: string,
  related: readonly RelatedPlace[] = [],
): Finding {
  const { start, end } = at;
  return { code, symbol: entry.name.name, path: file.path, start, end, message, related };
}

/** Types that differ from the symbol's first one, which holds, and second prompts of one entry. */
export function findRedefinitions(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const info of scope.symbols) {
    const typed: {
      readonly arch: string | undefined;
      readonly type: SymbolType;
      readonly place: RelatedPlace;
    }[] = [];
    for (const { file, entry } of definitionsIn(scope, info)) {
      const arch = archOf(file.path);
      for (const property of entry.properties) {
        if (property.kind !== 'type' && property.kind !== 'typed-default') continue;
        const { start, end } = property.keyword;
        const first = typed.find((one) => one.arch === undefined || arch === undefined || one.arch === arch);
        const place = {
          path: file.path,
          start,
          end,
          message: `${info.name} is ${describe(property.type)} here`,
        };
        if (!first) typed.push({ arch, type: property.type, place });
        else if (first.type !== property.type) {
          const message = `${info.name} is ${describe(first.type)} already, so this type is ignored`;
          findings.push(
            finding({ file, item: entry }, entry, 'redefined', property.keyword, message, [first.place]),
          );
        }
      }
      const prompts = entry.properties.filter((property) => promptOf(property) !== undefined);
      if (prompts.length > 1) {
        const [first, second] = prompts.map((property) => promptOf(property)!);
        const place = { path: file.path, start: first!.start, end: first!.end, message: 'the first prompt' };
        const message = `${info.name} has a prompt already in this entry`;
        findings.push(finding({ file, item: entry }, entry, 'redefined', second!, message, [place]));
      }
    }
  }
  return findings;
}

/** The text that makes a symbol visible. */
export function promptOf(property: Property): Operand | undefined {
  return property.kind === 'prompt' || property.kind === 'type' ? property.prompt : undefined;
}
