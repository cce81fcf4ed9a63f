import type { Edit } from '../../../edit/edit.js';
import { factId, type ParameterFact } from '../../facts.js';
import { lex, TokenKind, tokenText } from '../syntax/lex.js';
import { fieldOf, namedChildren, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { collectDeclared } from './fold-list.js';
import { folded, untouched, type Folded } from './folded.js';
import { constantOfText, FALSE } from './constants.js';

/** A parameter that goes from a function whose body may still use it. */
export interface LostParameter {
  readonly fact: ParameterFact;
  /** Its name in this definition. */
  readonly name: string;
  /** Its declaration's text there, white space folded. */
  readonly declaration: string;
}

export type LostParameters = ReadonlyMap<string, LostParameter>;

export const NONE_LOST: LostParameters = new Map();

/**
 * What uses of lost parameters in a body become. One that the body changes, or whose value would mean something else
 * there, becomes a local that starts with the value, and its uses stay.
 * @param body of the function. @param lost parameters by name.
 * @returns those whose uses are to be replaced.
 */
export function bindLostParameters(
  file: FoldContext,
  body: SyntaxNode,
  lost: readonly LostParameter[],
): LostParameters {
  if (lost.length === 0) return NONE_LOST;
  const changed = findChanged(file, body);
  const declared = new Set<string>();
  walkNodes(body, (part) => {
    if (part.type === 'declaration') collectDeclared(file, part, declared);
    return undefined;
  });
  const bound = new Map<string, LostParameter>();
  const locals: LostParameter[] = [];
  for (const parameter of lost) {
    const { name, fact } = parameter;
    if (declared.has(name)) refuse(file, body, parameter, `${name} is declared again within ${fact.of}()`);
    else if (fact.value === null) bound.set(name, parameter);
    else {
      const needsLocal =
        changed.has(name) || namesIn(fact.value).some((n) => declared.has(n) || changed.has(n));
      if (!needsLocal) bound.set(name, parameter);
      else if (/[[(]/.test(parameter.declaration))
        refuse(file, body, parameter, `${fact.of}() changes ${name}, which can't be made a local`);
      else locals.push(parameter);
    }
  }
  if (locals.length > 0) file.changes.push(declareLocals(body, locals));
  return bound;
}

function refuse(file: FoldContext, at: SyntaxNode, { fact }: LostParameter, message: string): void {
  const place = { code: 'value-needed', path: file.path, offset: at.start, message, cause: factId(fact) };
  file.leftovers.push(place);
}

function namesIn(text: string): string[] {
  const tokens = lex(text);
  const names: string[] = [];
  for (let i = 0; i < tokens.count; i++)
    if (tokens.kind[i] === TokenKind.Identifier) names.push(tokenText(tokens, i));
  return names;
}

/** Names that the body assigns to, takes the address or the size of, or uses as the variable of an iterator macro. */
function findChanged(file: FoldContext, body: SyntaxNode): Set<string> {
  const changed = new Set<string>();
  const add = (node: SyntaxNode | undefined) => {
    let inner = node;
    while (inner?.type === 'parenthesized_expression') inner = namedChildren(inner)[0];
    if (inner?.type === 'identifier') changed.add(nodeText(file, inner));
  };
  walkNodes(body, (part) => {
    if (part.type === 'assignment_expression') add(fieldOf(part, 'left'));
    else if (part.type === 'update_expression') add(fieldOf(part, 'argument'));
    else if (part.type === 'pointer_expression' && file.text[part.start] === '&')
      add(fieldOf(part, 'argument'));
    else if (part.type === 'sizeof_expression' || part.type === 'alignof_expression')
      namedChildren(part).forEach(add);
    else if (part.type === 'gnu_asm_expression' || part.type === 'iterator_statement') {
      const within = part.type === 'iterator_statement' ? fieldOf(part, 'condition') : part;
      if (within)
        walkNodes(within, (inner) => {
          if (inner.type === 'identifier') add(inner);
          return undefined;
        });
    }
    return undefined;
  });
  return changed;
}

function declareLocals(body: SyntaxNode, locals: readonly LostParameter[]): Edit {
  const lines = locals.map(({ declaration, fact }) => `\n\t${declaration} = ${fact.value};`);
  const first = namedChildren(body)[0];
  const needsBlank = first !== undefined && first.type !== 'declaration';
  return {
    start: body.start + 1,
    end: body.start + 1,
    text: lines.join('') + (needsBlank ? '\n' : ''),
    cause: factId(locals[0]!.fact),
  };
}

/** A use of a lost parameter: its value, or the place that refuses the rule. */
export function foldLostParameter(
  context: FoldContext,
  node: SyntaxNode,
  parameter: LostParameter,
  isValueWanted: boolean,
): Folded {
  const { fact, name } = parameter;
  const cause = factId(fact);
  if (!isValueWanted) return folded(node, [cause], { value: FALSE });
  if (fact.value !== null)
    return folded(node, [cause], { value: constantOfText(fact.value), text: fact.value });
  context.leftovers.push({
    code: 'value-needed',
    path: context.path,
    offset: node.start,
    message: `${fact.of}() uses its parameter ${name} here; say what it is (value:)`,
    cause,
  });
  return untouched(node);
}

/** The lost parameter without a value that `.m = p` hands on: what it initializes is zero from now on. */
export function forwardedBy(context: FoldContext, element: SyntaxNode): LostParameter | null {
  if (context.lost.size === 0 || element.type !== 'initializer_pair') return null;
  if (fieldOf(element, 'designator')?.type !== 'field_designator') return null;
  let value = fieldOf(element, 'value');
  while (value && (value.type === 'parenthesized_expression' || value.type === 'cast_expression'))
    value = value.type === 'cast_expression' ? fieldOf(value, 'value') : namedChildren(value)[0];
  const parameter = value?.type === 'identifier' ? context.lost.get(nodeText(context, value)) : undefined;
  return parameter?.fact.value === null ? parameter : null;
}
