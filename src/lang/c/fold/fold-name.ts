import { factId, type ValueFact } from '../../facts.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { constantOfName, constantOfText, FALSE } from './constants.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import type { Want } from './fold-expression.js';
import { foldObjectUse } from './fold-object.js';
import { folded, untouched, type Folded } from './folded.js';
import { lookUpConfigWord, lookUpFlag } from './knowledge.js';
import { foldLostParameter } from './lost-parameters.js';

/** A name that stands for a value: a local just set, a lost parameter, CONFIG_X, a macro or object that a fact is about. */
export function foldIdentifier(context: FoldContext, node: SyntaxNode, want: Want): Folded {
  const name = nodeText(context, node);
  const { local, knowledge } = context;
  if (local?.name === name) return folded(node, local.causes, { value: local.value });
  const parameter = context.lost.get(name);
  if (parameter) return foldLostParameter(context, node, parameter, want !== 'nothing');
  const config = lookUpConfigWord(knowledge, name);
  if (config) return folded(node, [config.cause], { value: config.value, text: config.text });
  const flag = lookUpFlag(knowledge, name);
  if (flag) return folded(node, [flag.cause], { value: flag.value, text: flag.text });
  if (config === null) {
    report(context, node, 'undefined-symbol', `${name} isn't defined any more`, configCause(context, name));
    return untouched(node);
  }
  const fact = context.locals.has(name) ? undefined : knowledge.values.get(name);
  if (fact) return foldNamedValue(context, node, fact, want);
  return untouched(node, constantOfName(name));
}

function configCause(context: FoldContext, word: string): string {
  const name = word.slice('CONFIG_'.length);
  const fact =
    context.knowledge.configs.get(name) ?? context.knowledge.configs.get(name.replace(/_MODULE$/, ''));
  return fact ? factId(fact) : word;
}

/** A name without parentheses: an object-like macro has its value, a function's address can't be folded. */
function foldNamedValue(context: FoldContext, node: SyntaxNode, fact: ValueFact, want: Want): Folded {
  const cause = factId(fact);
  const use = fact.goes && fact.what === 'variable' ? foldObjectUse(context, node, fact) : null;
  if (use) return use;
  if (want === 'nothing' && fact.what !== 'function') return folded(node, [cause], { value: FALSE });
  if (fact.what !== 'function' && fact.value === null && fact.goes) {
    reportNeeded(context, node, fact);
    return untouched(node);
  }
  if (fact.what === 'function' || fact.value === null) {
    report(context, node, 'address-taken', `${fact.name} is used other than by calling it`, cause);
    return untouched(node);
  }
  return folded(node, [cause], { value: constantOfText(fact.value), text: fact.value });
}

/** A value is needed that nobody has given: what a rule says to go can't go then. */
export function reportNeeded(context: FoldContext, node: SyntaxNode, fact: ValueFact): void {
  const shown = fact.what === 'function' ? `${fact.name}()` : fact.name;
  const message = fact.goes
    ? `the value of ${shown} is used here; say what it is (${fact.what === 'function' ? 'returns' : 'value'}:)`
    : `the value of ${shown} is used, but it has none now`;
  const place = {
    code: 'value-needed',
    path: context.path,
    offset: node.start,
    message,
    cause: factId(fact),
  };
  context.leftovers.push(fact.goes ? { ...place, refuses: true } : place);
}
