import type { Span } from '../../text/span.js';
import {
  isIfAt,
  parseExpression,
  parseOperand,
  skipBlanks,
  type Expression,
  type Operand,
} from './expression.js';
import type { Condition, Property, SymbolType } from './syntax.js';

const TYPES: ReadonlyMap<string, SymbolType> = new Map([
  ['bool', 'bool'],
  ['boolean', 'bool'],
  ['tristate', 'tristate'],
  ['string', 'string'],
  ['hex', 'hex'],
  ['int', 'int'],
]);

const TYPED_DEFAULTS: ReadonlyMap<string, SymbolType> = new Map([
  ['def_bool', 'bool'],
  ['def_tristate', 'tristate'],
  ['def_string', 'string'],
  ['def_hex', 'hex'],
  ['def_int', 'int'],
]);

const OPTIONS: ReadonlySet<string> = new Set(['optional', 'modules', 'transitional', 'option']);

interface Reader {
  readonly text: string;
  readonly end: number;
  readonly lines: Span;
  readonly start: number;
  at: number;
  /** End of the last token read. */
  last: number;
}

/**
 * Parses the property whose first word, `word`, starts at `start`; its line's content ends at `end`. An empty
 * `word` reads nothing but a condition (for `if` blocks). A property with tokens left over is unreadable.
 */
export function parseProperty(text: string, lines: Span, start: number, word: string, end: number): Property {
  const reader: Reader = { text, end, lines, start, at: start + word.length, last: start + word.length };
  const property = word === '' ? readOption(reader, word) : readKnown(reader, word);
  if (property && skipBlanks(text, reader.at, end) >= end) return property;
  return { kind: 'unreadable', start, end, lines };
}

function readKnown(reader: Reader, word: string): Property | undefined {
  const { lines, start } = reader;
  const keyword = { start, end: reader.at };
  const type = TYPES.get(word);
  if (type) {
    const prompt = readOperand(reader);
    return finish(reader, (condition) => ({
      kind: 'type',
      ...base(reader),
      lines,
      type,
      keyword,
      prompt,
      condition,
    }));
  }
  const typed = TYPED_DEFAULTS.get(word);
  if (typed) {
    const value = readExpression(reader);
    if (!value) return undefined;
    return finish(reader, (condition) => {
      return { kind: 'typed-default', ...base(reader), lines, type: typed, keyword, value, condition };
    });
  }
  if (OPTIONS.has(word)) return readOption(reader, word);
  switch (word) {
    case 'prompt': {
      const prompt = readOperand(reader);
      if (!prompt) return undefined;
      return finish(reader, (condition) => ({ kind: 'prompt', ...base(reader), lines, prompt, condition }));
    }
    case 'depends':
    case 'requires': {
      readWord(reader, 'on');
      const value = readExpression(reader);
      if (!value) return undefined;
      return finish(reader, (condition) => ({ kind: 'depends', ...base(reader), lines, value, condition }));
    }
    case 'default': {
      const value = readExpression(reader);
      if (!value) return undefined;
      return finish(reader, (condition) => ({ kind: 'default', ...base(reader), lines, value, condition }));
    }
    case 'visible':
      return finish(
        reader,
        (condition) => condition && { kind: 'visible', ...base(reader), lines, condition },
      );
    case 'select':
    case 'imply': {
      const target = readOperand(reader);
      if (target?.kind !== 'symbol') return undefined;
      return finish(reader, (condition) => ({ kind: word, ...base(reader), lines, target, condition }));
    }
    case 'range': {
      const low = readOperand(reader);
      const high = low && readOperand(reader);
      if (!high) return undefined;
      return finish(reader, (condition) => ({ kind: 'range', ...base(reader), lines, low, high, condition }));
    }
    default:
      return undefined;
  }
}

/** `optional`, `modules`, `transitional`, `option …`: the rest of an `option` line is not looked into. */
function readOption(reader: Reader, word: string): Property | undefined {
  const { lines } = reader;
  if (word === 'option') {
    reader.at = reader.last = reader.end;
    return { kind: 'option', ...base(reader), lines, word };
  }
  return finish(reader, (condition) => ({ kind: 'option', ...base(reader), lines, word, condition }));
}

const base = (reader: Reader): Span => ({ start: reader.start, end: reader.last });

/** Reads the condition, if there is one, and then builds the property. */
function finish(
  reader: Reader,
  build: (condition: Condition | undefined) => Property | undefined,
): Property | undefined {
  const { text, end } = reader;
  const at = skipBlanks(text, reader.at, end);
  if (!isIfAt(text, at, end)) return build(undefined);
  reader.at = at + 2;
  const expression = readExpression(reader);
  return expression && build({ start: at, end: expression.end, expression });
}

function readExpression(reader: Reader): Expression | undefined {
  const parsed = parseExpression(reader.text, reader.at, reader.end);
  if (!parsed) return undefined;
  reader.at = parsed.end;
  reader.last = parsed.expression.end;
  return parsed.expression;
}

function readOperand(reader: Reader): Operand | undefined {
  const { text, end } = reader;
  const at = skipBlanks(text, reader.at, end);
  if (at >= end || isIfAt(text, at, end)) return undefined;
  const operand = parseOperand(text, at, end);
  if (operand) reader.at = reader.last = operand.end;
  return operand;
}

function readWord(reader: Reader, word: string): void {
  const at = skipBlanks(reader.text, reader.at, reader.end);
  if (reader.text.startsWith(word, at) && /\s/.test(reader.text.charAt(at + word.length))) {
    reader.at = reader.last = at + word.length;
  }
}
