import type { Edit } from '../../../edit/edit.js';
import { factId, type ValueFact } from '../../facts.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { constantOfText, FALSE, isTruthy, makeBoolean } from './constants.js';
import { foldMemberCall } from '../members/fold-member.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { foldExpression, foldParts, type Want } from './fold-expression.js';
import { reportNeeded } from './fold-name.js';
import { folded, isCausedConstant, isChanged, untouched, writeFolded, type Folded } from './folded.js';
import { isConfigPredicate, lookUpConfigWord, lookUpPhased, lookUpPredicate } from './knowledge.js';
import { foldPattern } from './fold-pattern.js';
import { foldLostCall } from './lost-return.js';
import { dropMemberArguments } from './member-parameters.js';
import { Binding } from './precedence.js';
import { isPure } from './purity.js';

/** Macros that test their first argument: what they yield when it is 0, and whether they yield anything else then. */
const TESTS: Readonly<Record<string, 'passes' | 'warns' | 'stops'>> = {
  likely: 'passes',
  unlikely: 'passes',
  WARN_ON: 'warns',
  WARN_ON_ONCE: 'warns',
  WARN_ON_SMP: 'warns',
  WARN: 'warns',
  WARN_ONCE: 'warns',
  WARN_TAINT: 'warns',
  WARN_TAINT_ONCE: 'warns',
  BUG_ON: 'stops',
  VM_BUG_ON: 'stops',
  VM_WARN_ON: 'stops',
  VM_WARN_ON_ONCE: 'stops',
  BUILD_BUG_ON: 'stops',
  BUILD_BUG_ON_MSG: 'stops',
  BUILD_BUG_ON_ZERO: 'warns',
};

/** Assertions: nothing is left of them when the first argument is true. */
const ASSERTIONS = new Set([
  'static_assert',
  '_Static_assert',
  'BUILD_ASSERT',
  'compiletime_assert',
  'lockdep_assert',
]);

/** @param place what the surroundings ask of the expression (see precedence.ts). */
export function foldCall(context: FoldContext, node: SyntaxNode, want: Want, place: number): Folded {
  const callee = fieldOf(node, 'function');
  const list = fieldOf(node, 'arguments');
  if (!callee || !list) return untouched(node);
  const member = foldMemberCall(context, node, want);
  if (member) return member;
  if (callee.type !== 'identifier') {
    dropMemberArguments(context, callee, list);
    return foldParts(context, node);
  }
  const name = nodeText(context, callee);
  const args = namedChildren(list);
  const { knowledge } = context;
  if (isConfigPredicate(name) && args.length === 1) return foldPredicate(context, node, name, args[0]!);
  if (name === 'CONFIG_IS_ENABLED' && args.length === 1) {
    const known = lookUpPhased(knowledge, nodeText(context, args[0]!));
    if (known) return folded(node, [known.cause], { value: known.value });
    reportPhased(context, args[0]!);
    return untouched(node);
  }
  if (name === 'IF_ENABLED_INT' || name === 'CONFIG_VAL') return foldPhasedValue(context, node, name, args);
  const fact = context.locals.has(name) ? undefined : knowledge.values.get(name);
  if (fact) return foldKnownCall(context, node, fact, args, want);
  const lost = foldLostCall(context, node, want);
  if (lost) return lost;
  const matched = foldPattern(context, node, name, want, place);
  if (matched) return matched;
  if (name === 'PTR_IF' && args.length === 2) return foldPointerIf(context, node, args[0]!, args[1]!);
  const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  if (test && args.length > 0) return foldTest(context, node, name, args, test);
  if (ASSERTIONS.has(name) && args.length > 0) {
    const f = foldExpression(context, args[0]!, 'truth', Binding.Assignment);
    if (isCausedConstant(f) && isTruthy(f.value) && f.effects.length === 0 && want === 'nothing') {
      return folded(node, f.causes, { value: FALSE });
    }
    const edits = writeFolded(context, f, Binding.Assignment, 'int');
    return edits.length > 0 ? folded(node, f.causes, { edits }) : untouched(node);
  }
  return foldArguments(context, node, args);
}

/**
 * The arguments of a call that means nothing here. The bare word CONFIG_X among them stays when X is a tristate: the
 * callee may be a macro that asks IS_ENABLED() of it or pastes it.
 */
export function foldArguments(context: FoldContext, node: SyntaxNode, args: readonly SyntaxNode[]): Folded {
  const edits: Edit[] = [];
  const causes: string[] = [];
  for (const argument of args) {
    const fact = context.knowledge.configs.get(nodeText(context, argument).replace(/^CONFIG_/, ''));
    if (fact?.value.kind === 'tristate' && lookUpConfigWord(context.knowledge, nodeText(context, argument))) {
      const message = 'is an argument of what may be a macro that tests or pastes it';
      report(context, argument, 'config-argument', message, factId(fact));
      continue;
    }
    // A local keeps its name: the callee may be a macro that asks for its type or takes its address.
    if (argument.type === 'identifier' && nodeText(context, argument) === context.local?.name) continue;
    const f = foldExpression(context, argument, 'value', Binding.Assignment);
    edits.push(...writeFolded(context, f, Binding.Assignment, 'bool'));
    causes.push(...f.causes);
  }
  return edits.length > 0 ? folded(node, causes, { edits }) : untouched(node);
}

function foldPredicate(context: FoldContext, node: SyntaxNode, name: string, argument: SyntaxNode): Folded {
  const word = nodeText(context, argument);
  const known = lookUpPredicate(context.knowledge, name, word);
  if (known) return folded(node, [known.cause], { value: known.value });
  const fact = context.knowledge.configs.get(word.replace(/^CONFIG_/, ''));
  if (fact && lookUpConfigWord(context.knowledge, word) !== undefined) {
    report(
      context,
      node,
      'depends-on-module',
      `${name}() depends on who asks when the symbol is m`,
      factId(fact),
    );
  }
  return untouched(node);
}

/** U-Boot: CONFIG_VAL(X) is the value of CONFIG_X, IF_ENABLED_INT(CONFIG_X, v) is v when X is y, in this boot phase. */
function foldPhasedValue(
  context: FoldContext,
  node: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
): Folded {
  const { knowledge } = context;
  const first = args[0];
  const second = args[1];
  if (!first) return untouched(node);
  const word = nodeText(context, first).replace(/^(?:CONFIG_)?/, 'CONFIG_');
  const fact = knowledge.configs.get(word.slice('CONFIG_'.length));
  if (!fact) return foldArguments(context, node, args);
  const known =
    name === 'CONFIG_VAL'
      ? lookUpConfigWord(knowledge, word)
      : lookUpPredicate(knowledge, 'IS_ENABLED', word);
  if (knowledge.phases.length === 0 && known) {
    if (name === 'CONFIG_VAL') return folded(node, [known.cause], { value: known.value, text: known.text });
    if (second && isTruthy(known.value)) {
      const f = foldExpression(context, second, 'value', Binding.Assignment);
      return {
        ...f,
        node,
        causes: [known.cause, ...f.causes],
        by: f.by ?? (isChanged(f) && f.text !== null ? null : second),
      };
    }
  }
  report(context, node, 'phase-dependent', 'depends on the boot phase', factId(fact));
  return untouched(node);
}

function reportPhased(context: FoldContext, argument: SyntaxNode): void {
  const fact = context.knowledge.configs.get(nodeText(context, argument));
  if (fact)
    report(context, argument, 'phase-dependent', 'another boot phase may have another value', factId(fact));
}

/** A call of something that is a constant now, or that does nothing. */
export function foldKnownCall(
  context: FoldContext,
  node: SyntaxNode,
  fact: ValueFact,
  args: readonly SyntaxNode[],
  want: Want,
): Folded {
  const cause = factId(fact);
  const effects = fact.evaluatesArguments ? args.filter((argument) => !isPure(context, argument)) : [];
  if (fact.value === null) {
    if (want === 'nothing') return folded(node, [cause], { value: FALSE, effects });
    reportNeeded(context, node, fact);
    return untouched(node);
  }
  if (want === 'nothing') return folded(node, [cause], { value: FALSE, effects });
  const value = constantOfText(fact.value);
  const text = value?.kind === 'integer' || value?.kind === 'null' ? bareText(fact.value) : fact.value;
  if (effects.length > 0 && value === null) {
    report(context, node, 'side-effects', 'an argument has side effects', cause);
    return untouched(node);
  }
  return folded(node, [cause], { value, text, effects });
}

function bareText(text: string): string {
  let bare = text.trim();
  while (/^\([^()]*\)$/.test(bare)) bare = bare.slice(1, -1).trim();
  return bare;
}

/** The kernel's PTR_IF(condition, pointer): the pointer or NULL. */
function foldPointerIf(
  context: FoldContext,
  node: SyntaxNode,
  condition: SyntaxNode,
  pointer: SyntaxNode,
): Folded {
  const test = foldExpression(context, condition, 'truth', Binding.Assignment);
  if (!isCausedConstant(test) || test.effects.length > 0) {
    return foldArguments(context, node, [condition, pointer]);
  }
  if (!isTruthy(test.value)) return folded(node, test.causes, { value: { kind: 'null' } });
  const f = foldExpression(context, pointer, 'value', Binding.Assignment);
  return {
    ...f,
    node,
    causes: [...test.causes, ...f.causes],
    by: f.by ?? (f.text === null ? pointer : null),
  };
}

/**
 * WARN_ON(0) yields 0 and does nothing; BUG_ON(0) does nothing. With a true argument they stay, the constant written
 * in; only likely() and unlikely() pass a truth on.
 */
function foldTest(
  context: FoldContext,
  node: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  test: 'passes' | 'warns' | 'stops',
): Folded {
  const f = foldExpression(context, args[0]!, 'truth', Binding.Assignment);
  if (!isChanged(f)) {
    const rest = foldArguments(context, node, args.slice(1));
    return f.value !== null && test === 'passes' ? { ...rest, value: makeBoolean(isTruthy(f.value)) } : rest;
  }
  if (isCausedConstant(f) && (test === 'passes' || !isTruthy(f.value))) {
    // The other arguments of WARN() are evaluated only when it warns.
    return folded(node, f.causes, { value: makeBoolean(isTruthy(f.value)), effects: f.effects });
  }
  if (isCausedConstant(f) && name.startsWith('BUILD_BUG')) {
    report(context, node, 'build-bug', 'the assertion always fails now', f.causes[0]!);
    return untouched(node);
  }
  const rest = foldArguments(context, node, args.slice(1));
  const edits = [...writeFolded(context, f, Binding.Assignment, 'int'), ...rest.edits];
  return folded(node, [...f.causes, ...rest.causes], { edits });
}
