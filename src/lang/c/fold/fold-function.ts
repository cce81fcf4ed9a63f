import { spanAt, type Span } from '../../../text/span.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import { fieldOf, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { bindLostParameters, type LostParameter } from './lost-parameters.js';
import { settleStores } from './lost-return.js';
import { collectDeclared, foldList } from './fold-list.js';

/** Folds the body of a function_definition. */
export function foldFunction(file: FoldContext, node: SyntaxNode, lost: readonly LostParameter[] = []): void {
  const body = fieldOf(node, 'body')!;
  const declarator = fieldOf(node, 'declarator');
  const type = fieldOf(node, 'type');
  const context: FoldContext = {
    ...file,
    ...collectNames(file, node),
    returnsBool:
      type !== undefined &&
      /^(?:bool|_Bool)$/.test(nodeText(file, type)) &&
      declarator?.type === 'function_declarator',
    lost: bindLostParameters(file, body, lost),
    lostReturn: file.knowledge.returns.get(functionName(file, declarator) ?? '') ?? null,
    stores: [],
    jumps: collectJumps(file, body),
    local: null,
  };
  foldList(context, body);
  settleStores(context, body);
}

/** The name that a function_definition's declarator declares. */
function functionName(file: FoldContext, declarator: SyntaxNode | undefined): string | null {
  let inner = declarator;
  while (inner && inner.type !== 'identifier') inner = fieldOf(inner, 'declarator');
  return inner ? nodeText(file, inner) : null;
}

/** Parameters and locals, and which names are bool. */
function collectNames(
  file: FoldContext,
  node: SyntaxNode,
): { locals: ReadonlySet<string>; booleans: ReadonlySet<string> } {
  const locals = new Set<string>();
  const booleans = new Set(file.booleans);
  walkNodes(node, (part) => {
    if (part.type !== 'declaration' && part.type !== 'parameter_declaration') return undefined;
    const names = new Set<string>();
    collectDeclared(file, part, names);
    const type = fieldOf(part, 'type');
    const isBool = type !== undefined && /^(?:bool|_Bool)$/.test(nodeText(file, type));
    for (const name of names) {
      locals.add(name);
      const isPlain = part.children.some((c) => c.field === 'declarator' && plainName(file, c) === name);
      if (isBool && isPlain) booleans.add(name);
      else booleans.delete(name);
    }
    return undefined;
  });
  return { locals, booleans };
}

function plainName(file: FoldContext, declarator: SyntaxNode): string | null {
  const inner = declarator.type === 'init_declarator' ? fieldOf(declarator, 'declarator') : declarator;
  return inner?.type === 'identifier' ? nodeText(file, inner) : null;
}

/**
 * Places that may name each label: after `goto`, after `&&`, in an asm statement, or as a macro's argument. Members
 * and what is called are no labels.
 */
function collectJumps({ tokens, gone }: FoldContext, body: Span): Map<string, number[]> {
  const jumps = new Map<string, number[]>();
  for (let i = tokenIndexAt(tokens, body.start) + 1; i < tokens.count && tokens.start[i]! < body.end; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const next = i + 1 < tokens.count ? tokenText(tokens, i + 1) : '';
    const before = tokenText(tokens, i - 1);
    // `name :` is the label itself, unless a `?` or `case` makes it something else.
    if (next === ':' && /^[;{}:)]$/.test(before)) continue;
    if (next === '(' || before === '.' || before === '->' || spanAt(gone, tokens.start[i]!)) continue;
    const name = tokenText(tokens, i);
    const places = jumps.get(name);
    if (places) places.push(tokens.start[i]!);
    else jumps.set(name, [tokens.start[i]!]);
  }
  return jumps;
}
