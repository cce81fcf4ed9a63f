import { overlapsSpan, spanAt } from '../../../text/span.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import type { FunctionView } from './prune-function.js';

/** The fact that emptied a statement; null where something is left of it, or nothing ever was in it. */
export function causeOfEmptiness(view: FunctionView, statement: SyntaxNode): string | null {
  const { tokens } = view;
  if (view.replacements.some((e) => overlapsSpan(e, statement) && !/^[\s;]*$/.test(e.text))) return null;
  let cause: string | null = null;
  for (
    let i = tokenIndexAt(tokens, statement.start);
    i < tokens.count && tokens.start[i]! < statement.end;
    i++
  ) {
    if (tokens.kind[i] === TokenKind.Comment) continue;
    const gone = spanAt(view.dead, tokens.start[i]!);
    if (gone) cause ??= gone.cause;
    else if (!/^[{};]$/.test(tokenText(tokens, i))) return null;
  }
  return cause;
}
