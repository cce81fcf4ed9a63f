import { lex } from '../syntax/lex.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { operatorOf } from '../fold/precedence.js';
import { termOfLocal } from './local-declarations.js';
import { readTypeName } from './read-declaration.js';
import { pointerTo, SCALAR, UNKNOWN, type Argument, type Term } from './term.js';

/** What surrounds an expression. */
export interface TermScope {
  /** The text that the nodes' offsets are of, unmasked. */
  readonly text: string;
  /** Where the text begins that was parsed: what stands before it helped the parser and declares nothing. */
  readonly start: number;
  /** What a name stands for that no declaration around the expression declares: a macro's parameter. */
  readonly lookUp: (name: string) => Term | undefined;
  /** The same where a type is meant. */
  readonly typeOf: (name: string) => Term | undefined;
  /** Remembers declarations that were read, by their offsets. */
  readonly locals: Map<number, readonly { readonly name: string; readonly term: Term }[]>;
}

/** Macros whose value has the type of their first argument, or that give the same pointer for another processor. */
const SAME_TYPE =
  /^(?:READ_ONCE|ACCESS_ONCE|data_race|likely|unlikely|per_cpu|raw_cpu_read|this_cpu_read|__this_cpu_read|get_cpu_var|__get_cpu_var|(?:raw_|this_|per_|get_)cpu_ptr|rcu_dereference(?:_\w+)?|srcu_dereference(?:_check)?|rcu_access_pointer|rcu_replace_pointer|rcu_pointer_handoff|list_(?:next|prev)_entry(?:_circular)?|xchg|untagged_ptr|PTR_IF|no_free_ptr|get_unaligned)$/;
/** Macros that take a type as their second argument and yield a pointer to it. */
const CONTAINER =
  /^(?:container_of(?:_const|_safe)?|h?list_(?:nulls_)?(?:first_|last_)?(?:entry|or_null)(?:_\w+)?|rb_entry(?:_safe)?|llist_entry|rhl?_entry|hlist_bl_entry|plist_(?:first|last)_entry)$/;
/** How many operators deep an expression is read. */
const DEEPEST = 60;

/** What an expression says of its own type. */
export function termOfExpression(scope: TermScope, node: SyntaxNode, depth = 0): Term {
  if (depth > DEEPEST) return UNKNOWN;
  const of = (part: SyntaxNode | undefined) => (part ? termOfExpression(scope, part, depth + 1) : UNKNOWN);
  const text = (part: SyntaxNode) => scope.text.slice(part.start, part.end);
  switch (node.type) {
    case 'identifier': {
      const name = text(node);
      return termOfLocal(scope, node, name) ?? scope.lookUp(name) ?? { kind: 'name', name };
    }
    case 'parenthesized_expression': {
      const inner = namedChildren(node).at(-1);
      return inner?.type === 'compound_statement' ? of(lastValue(inner)) : of(inner);
    }
    case 'compound_statement':
      return of(lastValue(node));
    case 'field_expression': {
      const field = fieldOf(node, 'field');
      return field ? { kind: 'member', of: of(fieldOf(node, 'argument')), name: text(field) } : UNKNOWN;
    }
    case 'subscript_expression':
      return { kind: 'target', of: of(fieldOf(node, 'argument')) };
    case 'pointer_expression': {
      const argument = of(fieldOf(node, 'argument'));
      return operatorOf(node) === '&' ? pointerTo(argument) : { kind: 'target', of: argument };
    }
    case 'cast_expression':
    case 'compound_literal_expression':
      return typeOfNode(scope, fieldOf(node, 'type'));
    case 'conditional_expression':
      return either([
        of(fieldOf(node, 'consequence') ?? fieldOf(node, 'condition')),
        of(fieldOf(node, 'alternative')),
      ]);
    case 'assignment_expression':
      return of(fieldOf(node, 'left'));
    case 'comma_expression':
      return of(fieldOf(node, 'right'));
    case 'update_expression':
      return of(fieldOf(node, 'argument'));
    case 'binary_expression':
      return /^[+-]$/.test(operatorOf(node))
        ? either([of(fieldOf(node, 'left')), of(fieldOf(node, 'right'))])
        : SCALAR;
    case 'call_expression':
      return termOfCall(scope, node, of);
    case 'number_literal':
    case 'null':
    case 'unary_expression':
    case 'sizeof_expression':
      return SCALAR;
    default:
      return UNKNOWN;
  }
}

function either(terms: readonly Term[]): Term {
  return { kind: 'either', terms };
}

/** The expression that a statement expression ends in. */
function lastValue(block: SyntaxNode): SyntaxNode | undefined {
  const last = namedChildren(block).at(-1);
  return last?.type === 'expression_statement' ? namedChildren(last)[0] : undefined;
}

function termOfCall(scope: TermScope, node: SyntaxNode, of: (part: SyntaxNode | undefined) => Term): Term {
  const callee = fieldOf(node, 'function');
  const list = fieldOf(node, 'arguments');
  if (!callee || !list) return UNKNOWN;
  const args = namedChildren(list);
  if (callee.type === 'identifier') {
    const name = scope.text.slice(callee.start, callee.end);
    if (SAME_TYPE.test(name) && args[0]) return of(args[0]);
    if (CONTAINER.test(name) && args[1]) return pointerTo(typeOfArgument(scope, list, args[1]) ?? UNKNOWN);
  }
  return {
    kind: 'call',
    callee: of(callee),
    arguments: args.map((argument): Argument => ({
      value: of(argument),
      type: typeOfArgument(scope, list, argument),
    })),
  };
}

/** The type that an argument names; the mask leaves one word of it, the text has all. */
function typeOfArgument(scope: TermScope, list: SyntaxNode, argument: SyntaxNode): Term | null {
  const siblings = list.children;
  const i = siblings.indexOf(argument);
  const start = siblings[i - 1]?.end ?? argument.start;
  const end = siblings[i + 1]?.start ?? argument.end;
  const tokens = lex(scope.text, start, end);
  if (tokens.count > 8) return null;
  const words = scope.text.slice(start, end).trim();
  return scope.typeOf(words) ?? readTypeName(tokens, 0, tokens.count);
}

function typeOfNode(scope: TermScope, type: SyntaxNode | undefined): Term {
  if (!type) return UNKNOWN;
  const words = scope.text.slice(type.start, type.end);
  const base = scope.typeOf(words.replace(/[*\s]+$/, ''));
  if (base) {
    let term = base;
    for (const c of words) if (c === '*') term = pointerTo(term);
    return term;
  }
  const tokens = lex(scope.text, type.start, type.end);
  return readTypeName(tokens, 0, tokens.count) ?? UNKNOWN;
}
