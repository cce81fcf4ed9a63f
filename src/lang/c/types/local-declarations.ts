import { lex } from '../syntax/lex.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { readDeclaration } from './read-declaration.js';
import type { TermScope } from './term-of-expression.js';
import { UNKNOWN, type Term } from './term.js';

/**
 * The type of a parameter, or of a local whose declaration stands before the node in one of the blocks around it
 * (C11 6.2.1); undefined where no such thing has the name.
 */
export function termOfLocal(scope: TermScope, node: SyntaxNode, name: string): Term | undefined {
  let child = node;
  for (let block = node.parent; block; child = block, block = block.parent) {
    if (block.type === 'function_definition') {
      const found = parametersOf(block).flatMap((part) => declaredIn(scope, part, name));
      return found[0];
    }
    const from = block.children.indexOf(child);
    for (let i = from; i >= 0; i--) {
      const sibling = block.children[i]!;
      if (sibling.type !== 'declaration' || sibling.start < scope.start) continue;
      const found = declaredIn(scope, sibling, name).at(-1);
      // Within its own declaration a name is known behind its declarator only; `x = x->next` means an outer x.
      if (found) return found;
    }
  }
  return undefined;
}

function parametersOf(definition: SyntaxNode): SyntaxNode[] {
  let declarator = fieldOf(definition, 'declarator');
  while (declarator && declarator.type !== 'function_declarator') {
    declarator = fieldOf(declarator, 'declarator') ?? namedChildren(declarator)[0];
  }
  const inner = declarator && fieldOf(declarator, 'declarator');
  if (inner?.type === 'parenthesized_declarator') return []; // a function that returns a pointer to one
  const list = declarator && fieldOf(declarator, 'parameters');
  return list ? namedChildren(list).filter((part) => part.type === 'parameter_declaration') : [];
}

function declaredIn(scope: TermScope, declaration: SyntaxNode, name: string): Term[] {
  let all = scope.locals.get(declaration.start);
  if (!all) {
    const tokens = lex(scope.text, declaration.start, declaration.end);
    const end = declaration.type === 'declaration' ? tokens.count - 1 : tokens.count;
    all = readDeclaration(tokens, 0, end).declared.map(({ name: declared, term }) => ({
      name: declared,
      term: term.kind === 'record' && term.key === '' ? { ...term, key: `(unnamed) ${declared}` } : term,
    }));
    scope.locals.set(declaration.start, all);
  }
  const found = all.filter((one) => one.name === name).map(({ term }) => term);
  if (found.length > 0) return found;
  // What the declaration reader couldn't name still hides what is declared outside.
  const hidden = all.length === 0 && scope.text.slice(declaration.start, declaration.end).includes(name);
  return hidden ? [UNKNOWN] : [];
}
