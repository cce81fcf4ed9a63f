import type { Expression } from './expression.js';
import type { Body, Statement } from './statement.js';

/** What `true` and `false` are (C11 7.18p3), also where they are folded to numbers. */
const TRUTHS: ReadonlyMap<string, string> = new Map([
  ['true', '1'],
  ['false', '0'],
]);

/** One spelling for all expressions that mean the same to the proof. */
export function printExpression(e: Expression): string {
  switch (e.kind) {
    case 'name':
      return TRUTHS.get(e.text) ?? e.text;
    case 'literal':
      return e.text;
    case 'raw':
      return e.tokens.join(' ');
    case 'call':
      return `${printExpression(e.callee)}(${e.args.map(printExpression).join(', ')})`;
    case 'member':
      return `${printOperand(e.of)}${e.op}${e.name}`;
    case 'index':
      return `${printOperand(e.of)}[${printExpression(e.index)}]`;
    case 'unary':
      return `${e.op} ${printOperand(e.operand)}`;
    case 'postfix':
      return `${printOperand(e.operand)} ${e.op}`;
    case 'binary':
      if (/^(?:&&|\|\||,|\|)$/.test(e.op)) return operandsOf(e, e.op).map(printOperand).join(` ${e.op} `);
      return `${printOperand(e.left)} ${e.op} ${printOperand(e.right)}`;
    case 'choice':
      return `${printOperand(e.test)} ? ${e.yes ? printOperand(e.yes) : ''} : ${printOperand(e.no)}`;
    case 'cast':
      return `(${e.type})${printOperand(e.operand)}`;
    case 'list':
      return `{${e.items.map(printExpression).join(', ')}}`;
    case 'designated':
      return `${e.path} = ${printExpression(e.value)}`;
    case 'block':
      return `({${printBody(e.body).join(' ')}})`;
  }
}

function printOperand(e: Expression): string {
  const text = printExpression(e);
  return /^(?:binary|choice|unary|postfix|cast)$/.test(e.kind) ? `(${text})` : text;
}

/** The operands of a chain of one associative operator. */
function operandsOf(e: Expression, op: string): Expression[] {
  const found: Expression[] = [];
  const open = [e];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'binary' && next.op === op) open.push(next.right, next.left);
    else found.push(next);
  }
  return found;
}

/** A body in lines, which compare as text. */
export function printBody(body: Body): string[] {
  return body.flatMap(printStatement);
}

function printStatement(s: Statement): string[] {
  switch (s.kind) {
    case 'expression':
      return [`${printExpression(s.value)}${s.isOpen ? '' : ';'}`];
    case 'declaration':
      return [`${s.spelled.replace('\0', s.name)}${s.value ? ` = ${printExpression(s.value)}` : ''};`];
    case 'if':
      return [
        `if (${printExpression(s.test)}) {`,
        ...printBody(s.yes),
        ...(s.no.length > 0 ? ['} else {', ...printBody(s.no)] : []),
        '}',
      ];
    case 'while':
    case 'switch':
      return [`${s.kind} (${printExpression(s.test)}) {`, ...printBody(s.body), '}'];
    case 'do':
      return ['do {', ...printBody(s.body), `} while (${printExpression(s.test)});`];
    case 'for': {
      const parts = [printBody(s.first).join(' ') || ';', s.test ? printExpression(s.test) : ''];
      return [
        `for (${parts.join(' ')}; ${s.step ? printExpression(s.step) : ''}) {`,
        ...printBody(s.body),
        '}',
      ];
    }
    case 'each':
      return [`${printExpression(s.head)} {`, ...printBody(s.body), '}'];
    case 'case':
      return [s.value ? `case ${printExpression(s.value)}:` : 'default:'];
    case 'label':
      return [`${s.name}:`];
    case 'return':
      return [s.value ? `return ${printExpression(s.value)};` : 'return;'];
    case 'jump':
      return [`${s.word}${s.to ? ` ${s.to}` : ''};`];
    case 'block':
      return ['{', ...printBody(s.body), '}'];
    case 'raw':
      return [`${s.tokens.join(' ')};`];
  }
}
