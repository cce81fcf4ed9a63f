import { fieldOf, namedChildren, someNode, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { operatorOf } from './precedence.js';

/** Types that hold an address, a length or a pointer whole, so that a value passes through them unchanged. */
const WHOLE =
  /\b(?:long|[us]64|u?int64_t|s?size_t|u?intptr_t|loff_t|off_t|pgoff_t|(?:phys|dma)_addr_t|resource_size_t)\b/;

/**
 * The expression that a local stands for in a call, where it was set once to it just for calls like this one: it is
 * declared with that value, every use of it is the same argument of a call of the same callee, and nothing on the way
 * to the last of these changes what the expression reads. Null in all other cases.
 */
export function valueOfLocal(context: FoldContext, use: SyntaxNode, call: SyntaxNode): SyntaxNode | null {
  const name = nodeText(context, use);
  if (!context.locals.has(name)) return null;
  const body = enclosingBody(call);
  if (!body) return null;
  const uses = identifiersNamed(context, body, name);
  const declared = uses.map(declarationOf).filter((one) => one !== null);
  const [declaration] = declared;
  if (declared.length !== 1 || !declaration || !WHOLE.test(typeText(context, declaration))) return null;
  const { statement, value, name: own } = declaration;
  const block = statement.parent;
  if (block?.type !== 'compound_statement') return null;
  const others = uses.filter((node) => node !== own);
  if (!others.every((node) => isSameArgument(context, node, use, call))) return null;
  const last = others.reduce((end, node) => Math.max(end, node.end), 0);
  const until = namedChildren(block).find((part) => part.start <= last && last <= part.end)?.end;
  if (until === undefined || others.some((node) => node.start < statement.end)) return null;
  return staysAsItIs(context, body, { start: statement.end, end: until }, value, call) ? value : null;
}

interface LocalDeclaration {
  readonly statement: SyntaxNode;
  readonly declarator: SyntaxNode;
  readonly name: SyntaxNode;
  readonly value: SyntaxNode;
}

/** `T *name = value;` around the name. */
function declarationOf(name: SyntaxNode): LocalDeclaration | null {
  let declarator = name.parent;
  while (declarator?.type === 'pointer_declarator') declarator = declarator.parent;
  if (declarator?.type !== 'init_declarator' || name.field !== 'declarator') return null;
  const value = fieldOf(declarator, 'value');
  const statement = declarator.parent;
  if (!value || statement?.type !== 'declaration' || value.type === 'initializer_list') return null;
  return { statement, declarator, name, value };
}

function typeText(context: FoldContext, { statement, declarator }: LocalDeclaration): string {
  const before = context.text.slice(statement.start, declarator.start);
  if (/\bstatic\b|\bvolatile\b/.test(before)) return '';
  return fieldOf(declarator, 'declarator')?.type === 'pointer_declarator' ? 'long' : before;
}

function enclosingBody(node: SyntaxNode): SyntaxNode | null {
  let parent = node.parent;
  while (parent && parent.type !== 'function_definition') parent = parent.parent;
  return parent ? (fieldOf(parent, 'body') ?? null) : null;
}

function identifiersNamed(context: FoldContext, root: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  walkNodes(root, (node) => {
    if (node.type === 'identifier' && nodeText(context, node) === name) found.push(node);
    return true;
  });
  return found;
}

/** Whether a use is an argument of a call of the same callee, in the same place. */
function isSameArgument(context: FoldContext, node: SyntaxNode, use: SyntaxNode, call: SyntaxNode): boolean {
  const list = node.parent;
  const other = list?.type === 'argument_list' ? list.parent : null;
  const own = fieldOf(call, 'arguments');
  if (other?.type !== 'call_expression' || !own) return false;
  const callee = fieldOf(other, 'function');
  const wanted = fieldOf(call, 'function');
  if (!callee || !wanted || nodeText(context, callee) !== nodeText(context, wanted)) return false;
  return namedChildren(list!).indexOf(node) === namedChildren(own).findIndex((part) => part === use);
}

/**
 * Whether what an expression reads is the same all through a stretch of the function: no name in it is set there, no
 * member of such a name, and the only calls that are statements are those of the callee.
 */
function staysAsItIs(
  context: FoldContext,
  body: SyntaxNode,
  stretch: { readonly start: number; readonly end: number },
  value: SyntaxNode,
  call: SyntaxNode,
): boolean {
  if (someNode(value, ({ type }) => /^(?:call|assignment|update|pointer|gnu_asm)_expression$/.test(type)))
    return false;
  const names = new Set<string>();
  walkNodes(value, (node) => {
    if (node.type === 'identifier' || node.type === 'field_identifier') names.add(nodeText(context, node));
    return true;
  });
  const callee = nodeText(context, fieldOf(call, 'function')!);
  return !someNode(body, (node) => {
    if (node.end <= stretch.start || node.start >= stretch.end) return false;
    switch (node.type) {
      case 'assignment_expression':
        return writes(context, fieldOf(node, 'left'), names);
      case 'update_expression':
        return writes(context, fieldOf(node, 'argument'), names);
      case 'gnu_asm_expression':
      case 'labeled_statement':
        return true;
      case 'pointer_expression':
        return operatorOf(node) === '&' && writes(context, fieldOf(node, 'argument'), names);
      case 'call_expression': {
        const other = fieldOf(node, 'function');
        return other !== undefined && nodeText(context, other) !== callee && !isInCondition(node);
      }
      default:
        return false;
    }
  });
}

function writes(context: FoldContext, target: SyntaxNode | undefined, names: ReadonlySet<string>): boolean {
  if (!target || target.type === 'pointer_expression' || target.type === 'subscript_expression') return true;
  const end = target.type === 'field_expression' ? fieldOf(target, 'field') : target;
  return end === undefined || names.has(nodeText(context, end));
}

/** A call in the condition of an `if`: it asks something. */
function isInCondition(node: SyntaxNode): boolean {
  let part: SyntaxNode = node;
  while (part.parent && !part.parent.type.endsWith('_statement')) part = part.parent;
  return part.parent?.type === 'if_statement' && part.field === 'condition';
}
