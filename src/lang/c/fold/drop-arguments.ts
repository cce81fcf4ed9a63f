import { factId, type ParameterFact } from '../../facts.js';
import { tokenSpan, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { holdsDirective, readList } from '../syntax/list-parts.js';
import { nextToken } from '../syntax/outline.js';
import { EXPORT_MACRO } from '../syntax/words.js';
import { headsAround } from './call-heads.js';
import { isDeclared } from './declared-here.js';
import { report, type FoldContext } from './fold-context.js';
import { drop, type Place } from './parameter-place.js';
import { findEffects } from './part-effects.js';

/** A call, a declaration within a function, or the function's address. */
export function foldMention(place: Place): void {
  const { file, tokens, i, facts, item, macro } = place;
  const open = nextToken(tokens, i + 1);
  if (open >= tokens.count || tokenText(tokens, open) !== '(') {
    reportAddress(place);
    return;
  }
  const cause = factId(facts[0]!);
  const list = readList(tokens, open);
  if (!list) {
    report(file, tokenSpan(tokens, i), 'not-parsed', "the call's brackets don't balance", cause);
    return;
  }
  if (isDeclared(tokens, i)) {
    if (list.parts.length === facts[0]!.count) drop(place, list, 'void');
    else if (list.parts.length > 0)
      report(file, tokenSpan(tokens, i), 'other-parameters', 'is declared with other parameters here', cause);
    return;
  }
  if (list.parts.length !== facts[0]!.count) {
    const message = `this call passes ${list.parts.length} arguments, but there were ${facts[0]!.count} parameters`;
    report(file, tokenSpan(tokens, i), 'other-parameters', message, cause);
    return;
  }
  if (holdsDirective(list)) {
    report(file, tokenSpan(tokens, i), 'crosses-directive', 'an undecided #if stands within it', cause);
    return;
  }
  for (const fact of facts) {
    const effects = findEffects(tokens, list.parts[fact.index]!, file.knowledge);
    if (effects?.length === 0) continue;
    for (const callee of effects ?? []) file.questions.add(callee);
    const message = `the argument for ${fact.name} has side effects`;
    report(file, tokenSpan(tokens, list.parts[fact.index]!.first), 'side-effects', message, factId(fact));
    return;
  }
  drop(place, list, '');
  if (!macro && item) file.heads.push(...headsAround(tokens, i, list.close));
}

/** Whether the function is what a pointer is set to that loses the same parameter. */
function isInPointer(file: FoldContext, tokens: Tokens, i: number, facts: readonly ParameterFact[]): boolean {
  let at = i - 1;
  while (at > 0 && !/^[=:;{},]$/.test(tokenText(tokens, at))) at--;
  if (!/^[=:]$/.test(tokenText(tokens, at)) || tokens.kind[at - 1] !== TokenKind.Identifier) return false;
  const pointers = file.knowledge.memberParameters.get(tokenText(tokens, at - 1)) ?? [];
  return facts.every((fact) => pointers.some(({ index }) => index === fact.index));
}

/** Macros that name a function for reasons of their own: its parameters don't matter to them. */
const NAMES_ONLY =
  /^(?:ALLOW_ERROR_INJECTION|\w*KPROBE_\w+|__initcall\w*|__exitcall|STACK_FRAME_NON_STANDARD\w*|BTF_ID\w*|__ADDRESSABLE|KSYM_FUNC)$/;

/**
 * The function is handed on to what calls it with the old arguments, and whose type would have to change with it: the
 * rule can't be carried out. A mere comparison doesn't matter.
 */
function reportAddress({ file, tokens, i, name, facts, item }: Place): void {
  if (item?.kind === 'invocation') {
    const macro = item.names[0] ?? '';
    if (EXPORT_MACRO.test(macro) || NAMES_ONLY.test(macro)) return;
  }
  if (isInPointer(file, tokens, i, facts)) return;
  const before = tokenText(tokens, i - 1) === '&' ? tokenText(tokens, i - 2) : tokenText(tokens, i - 1);
  const after = i + 1 < tokens.count ? tokenText(tokens, i + 1) : '';
  if (/^[!=]=$/.test(before) || /^[!=]=$/.test(after)) return;
  file.leftovers.push({
    code: 'address-taken',
    path: file.path,
    offset: tokens.start[i]!,
    message: `${name} is used other than by calling it, and what calls it still passes the argument`,
    cause: factId(facts[0]!),
    refuses: true,
  });
}
