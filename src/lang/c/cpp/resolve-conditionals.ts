import type { Edit, Removal } from '../../../edit/edit.js';
import { partitionPoint } from '../../../text/partition-point.js';
import type { SourceText } from '../../../text/source-text.js';
import { mergeSpans, overlapsSpan, type Span } from '../../../text/span.js';
import type { Leftover } from '../../facts.js';
import { canonicalCondition, foldComment, negate, spellForComment } from './condition-comments.js';
import type { ConditionalFile } from './conditional-file.js';
import type { IfSection } from './conditional-tree.js';
import { conditionOf, foldCondition, knownMacrosIn, type FoldedCondition } from './conditions.js';
import { forgetMacros, type ConfigMacros } from './config-macros.js';
import { bodyText, nameOf, type Directive } from './directives.js';
import { headingCommentOf } from './heading-comments.js';
import { joinNeighbours, knowDecided, openMergedContext, type Settle } from './merged-context.js';
import type { MergedSymbols } from './merged-symbols.js';
import { settleRepeated } from './repeated-conditions.js';
import { decideSection, type SectionFate } from './section-fates.js';
import { spellElif, spellElse, spellIf, type Respelling } from './spell-directive.js';

/** What facts about macros do to the conditionals of a file. */
export interface ConditionalResolution {
  /** Groups, directives and comments that go; each inside or beside others, none across another's edge. */
  readonly removals: readonly Removal[];
  /** Directives and comments that read differently; disjoint, and none touches a removal's edge. */
  readonly replacements: readonly Edit[];
  readonly leftovers: readonly Leftover[];
  /** Content of the groups that go, sorted and disjoint: dead code that a C parser must not see. */
  readonly dead: readonly Span[];
  /** All directives of the file, sorted: a C parser must not see them either. */
  readonly directives: readonly Span[];
}

const MESSAGES = {
  'unbalanced-conditional': 'the conditional directives around it do not pair up',
  'redefined-in-file': 'the file itself defines or undefines the macro',
  'mentioned-in-comment': 'mentions the removed symbol in a comment',
  'undecided-condition': 'the removed symbol does not decide its value',
  'unknown-macro-argument': 'the removed symbol is an argument of a macro whose meaning is unknown',
  'build-bug': 'what led to this #error is settled now, so that it always stops the build',
  'unparsable-condition': 'mentions the removed symbol in a text that is no plain expression',
} as const;

/**
 * Decides which groups and conditional directives of a file go, and how those that stay read, when the values of some
 * macros are known. A section whose conditions mention no known macro stays as it is, `#if 0` included. A known macro
 * that a part of the file that stays defines or undefines is treated as unknown throughout that file.
 *
 * The result for the result's own text is empty, but for leftovers.
 */
export function resolveConditionals(
  source: SourceText,
  file: ConditionalFile,
  given: ConfigMacros,
  merged?: MergedSymbols,
): ConditionalResolution {
  const macros = merged ? knowDecided(given, merged.cause) : given;
  const redefined = new Set<string>();
  // What a dropped group redefines does not matter, but groups are dropped only if the macro stays known: each round
  // forgets at least one more macro, so this ends.
  for (;;) {
    const known = redefined.size > 0 ? forgetMacros(macros, redefined) : macros;
    const resolution = resolveSections(source, file, known, merged);
    const found = findRedefinitions(source.text, file.directives, known, resolution.dead);
    if (found.length === 0) {
      const more = redefinitionLeftovers(source, file, macros, redefined, resolution.dead);
      const leftovers = [...resolution.leftovers, ...more].sort((a, b) => a.offset - b.offset);
      return { ...resolution, leftovers, directives: file.directives };
    }
    for (const name of found) redefined.add(name);
  }
}

/** Known macros that a `#define` or `#undef` outside `dead` names. */
function findRedefinitions(
  text: string,
  directives: readonly Directive[],
  macros: ConfigMacros,
  dead: readonly Span[],
): string[] {
  return definingDirectives(directives, dead)
    .map((directive) => nameOf(text, directive))
    .filter((name) => macros.valueOf(name) !== undefined);
}

function definingDirectives(directives: readonly Directive[], dead: readonly Span[]): Directive[] {
  return outside(
    directives.filter(({ kind }) => kind === 'define' || kind === 'undef'),
    dead,
  );
}

/** Those directives that lie in none of `dead`; both sorted. */
function outside(directives: readonly Directive[], dead: readonly Span[]): Directive[] {
  let at = 0;
  return directives.filter(({ hash }) => {
    while (at < dead.length && dead[at]!.end <= hash) at++;
    return at >= dead.length || hash < dead[at]!.start;
  });
}

/** One leftover for each redefinition and for each condition that stays because of it. */
function redefinitionLeftovers(
  source: SourceText,
  file: ConditionalFile,
  macros: ConfigMacros,
  redefined: ReadonlySet<string>,
  dead: readonly Span[],
): Leftover[] {
  if (redefined.size === 0) return [];
  const { text } = source;
  return outside(file.directives, dead).flatMap((directive) => {
    const isDefinition = directive.kind === 'define' || directive.kind === 'undef';
    if (!isDefinition && !conditionOf(text, directive)) return [];
    const named = isDefinition ? [nameOf(text, directive)] : knownMacrosIn(bodyText(text, directive), macros);
    const name = named.find((candidate) => redefined.has(candidate));
    return name === undefined
      ? []
      : [makeLeftover(source, 'redefined-in-file', directive.hash, name, macros)];
  });
}

function makeLeftover(
  source: SourceText,
  code: keyof typeof MESSAGES,
  offset: number,
  name: string,
  macros: ConfigMacros,
): Leftover {
  return { code, path: source.path, offset, message: MESSAGES[code], cause: macros.causeOf(name) ?? name };
}

type Collected = Omit<ConditionalResolution, 'directives'>;

function resolveSections(
  source: SourceText,
  file: ConditionalFile,
  macros: ConfigMacros,
  merged: MergedSymbols | undefined,
): Collected {
  const { text } = source;
  const { sections, defects } = file.tree;
  const removals: Removal[] = [];
  const replacements: Edit[] = [];
  const leftovers: Leftover[] = [];
  const dead: Span[] = [];
  /** By section: its fate, or undefined where it is in dead code. */
  const fates: (SectionFate | undefined)[] = [];
  const doubtful = mergeSpans(defects.map(({ region }) => region));
  const context = openMergedContext(text, file, merged);
  let errorsOf: ReadonlyMap<IfSection, readonly Directive[]> | undefined;

  for (const section of sections) {
    const isDead = isInDeadGroup(section, fates);
    fates.push(isDead ? undefined : resolveSection(section));
  }
  reportDoubtful();
  if (merged && context) {
    const changed = new Set(replacements.map(({ start }) => start));
    const places = new Map(sections.map((section, i) => [section, i]));
    const stays = (section: IfSection) =>
      fates[places.get(section)!]?.groups[0] === 'keep' &&
      !changed.has(section.groups[0]!.directive.keyword.start);
    removals.push(...joinNeighbours(text, sections, merged, stays));
  }
  return { removals, replacements, leftovers, dead: mergeSpans(dead) };

  function resolveSection(section: IfSection): SectionFate {
    const keepsAll: SectionFate = { groups: section.groups.map(() => 'keep'), keepsEndif: true };
    if (isDoubtful(section)) return keepsAll;
    const conditions = settleRepeated(
      section.groups.map(({ directive }, i) =>
        foldCondition(text, directive, macros, context?.settleGroup(section, i)),
      ),
    );
    const isConcerned = conditions.some(
      (condition) => condition !== undefined && (condition.verdict !== 'unknown' || condition.isChanged),
    );
    const fate = isConcerned ? decideSection(section, conditions) : keepsAll;
    const cause =
      macros.causeOf(conditions.find((condition) => condition?.mention !== undefined)?.mention ?? '') ?? '';
    if (isConcerned) applyFate(section, conditions, fate, cause);
    section.groups.forEach(({ directive }, i) => {
      if (fate.groups[i] === 'drop' || fate.groups[i] === 'unwrap') return;
      for (const { code, offset, name } of conditions[i]?.notes ?? []) report(code, offset, name);
      if (fate.groups[i] !== 'else')
        followComments(directive, isConcerned ? context?.settleComment(section) : undefined);
    });
    if (fate.keepsEndif) {
      const settle = isConcerned ? context?.settleComment(section) : undefined;
      followComments(section.endif, settle, section, conditions, fate);
    }
    return fate;
  }

  function isDoubtful(span: Span): boolean {
    const region = doubtful[partitionPoint(doubtful.length, (i) => doubtful[i]!.end <= span.start)];
    return region !== undefined && overlapsSpan(region, span);
  }

  function report(code: keyof typeof MESSAGES, offset: number, name: string): void {
    leftovers.push(makeLeftover(source, code, offset, name, macros));
  }

  function applyFate(
    section: IfSection,
    conditions: readonly (FoldedCondition | undefined)[],
    fate: SectionFate,
    cause: string,
  ): void {
    const { groups } = section;
    const isWhole = fate.groups.every((group) => group === 'drop');
    if (isWhole) {
      const start = headingCommentOf(source, file, section)?.start ?? section.start;
      removals.push({ start, end: section.end, cause });
      dead.push(...groups.map(({ content }) => content));
      return;
    }
    groups.forEach(({ directive, content }, i) => {
      const condition = conditions[i];
      const own = macros.causeOf(condition?.mention ?? '') ?? cause;
      switch (fate.groups[i]!) {
        case 'drop':
          removals.push({ start: directive.start, end: content.end, cause: own });
          dead.push(content);
          break;
        case 'unwrap':
          removals.push({ start: directive.start, end: directive.end, cause: own });
          reportErrors(section, i, own);
          break;
        case 'first':
          respell(spellIf(source, directive, condition!.term, condition!.isChanged), own);
          break;
        case 'keep':
          if (condition) respell(spellElif(source, directive, condition.term, condition.isChanged), own);
          break;
        case 'else':
          respell(withoutRepeatedCondition(directive, spellElse(directive)), own);
          break;
      }
    });
    if (!fate.keepsEndif) removals.push({ start: section.endif.start, end: section.endif.end, cause });
  }

  /** `#error` in a group that loses its condition, and has no other around it there. */
  function reportErrors(section: IfSection, group: number, cause: string): void {
    const { content } = section.groups[group]!;
    errorsOf ??= groupErrors(file);
    for (const { hash } of errorsOf.get(section) ?? []) {
      if (hash < content.start || hash >= content.end) continue;
      const { path } = source;
      leftovers.push({ code: 'build-bug', path, offset: hash, message: MESSAGES['build-bug'], cause });
    }
  }

  function respell(respelling: Respelling | undefined, cause: string): void {
    if (respelling) replacements.push({ ...respelling, cause });
  }

  /** An `#elif` that became `#else` loses the comment that repeats its condition; another that mentions it is reported. */
  function withoutRepeatedCondition(directive: Directive, respelling: Respelling): Respelling {
    let { end } = respelling;
    for (const comment of directive.comments) {
      if (comment.start < end) continue;
      const fold = foldComment(text, comment, macros);
      if (fold.kind === 'decided' && text.slice(end, comment.start).trim() === '') end = comment.end;
      else if (fold.kind !== 'untouched') report('mentioned-in-comment', comment.start, fold.mention);
    }
    return { ...respelling, end };
  }

  /**
   * Comments after a directive that stays: those that repeat a condition are simplified like it. The `#endif`'s may
   * repeat the section's first condition; where that one's group went, it takes on the condition that is first now.
   */
  function followComments(
    directive: Directive,
    settle?: Settle,
    section?: IfSection,
    conditions: readonly (FoldedCondition | undefined)[] = [],
    fate?: SectionFate,
  ): void {
    for (const comment of directive.comments) {
      const isBeside = comment.start >= directive.body.end;
      const fold = foldComment(text, comment, macros, settle);
      if (fold.kind === 'untouched') continue;
      const cause = macros.causeOf(fold.mention) ?? fold.mention;
      if (isBeside && fold.kind === 'changed') {
        replacements.push({ ...fold.expression, text: fold.text, cause });
        continue;
      }
      if (isBeside && fold.kind === 'decided' && section && fate) {
        const spelled = conditionForEndif(section, conditions, fate, fold.canonical);
        if (spelled !== undefined) {
          replacements.push({ ...fold.expression, text: spelled, cause });
          continue;
        }
      }
      report('mentioned-in-comment', comment.start, fold.mention);
    }
    // Old code has the words after #else and #endif without comment marks.
    if (directive.kind === 'else' || directive.kind === 'endif') {
      const [name] = knownMacrosIn(bodyText(text, directive), macros);
      if (name !== undefined) report('mentioned-in-comment', directive.body.start, name);
    }
  }

  function conditionForEndif(
    section: IfSection,
    conditions: readonly (FoldedCondition | undefined)[],
    fate: SectionFate,
    canonical: string,
  ): string | undefined {
    const opening = conditionOf(text, section.groups[0]!.directive);
    const first = fate.groups.indexOf('first');
    if (!opening || first <= 0) return undefined;
    const old = canonicalCondition(opening, text);
    if (canonical !== old && canonical !== negate(old)) return undefined;
    return spellForComment(conditions[first]!.term, canonical !== old);
  }

  /** Directives in parts that do not pair up stay; each that mentions a known macro is reported. */
  function reportDoubtful(): void {
    if (doubtful.length === 0) return;
    for (const directive of outside(file.directives, mergeSpans(dead))) {
      if (!conditionOf(text, directive) || !isDoubtful(directive)) continue;
      const [name] = knownMacrosIn(bodyText(text, directive), macros);
      if (name !== undefined) report('unbalanced-conditional', directive.hash, name);
    }
  }
}

/** The `#error` directives by the innermost section around them. */
function groupErrors({ directives, tree }: ConditionalFile): Map<IfSection, Directive[]> {
  const errors = new Map<IfSection, Directive[]>();
  const open: IfSection[] = [];
  let next = 0;
  for (const directive of directives) {
    if (directive.kind !== 'error') continue;
    while (next < tree.sections.length && tree.sections[next]!.start < directive.hash) {
      const section = tree.sections[next++]!;
      while (open.length > 0 && open.at(-1)!.end <= section.start) open.pop();
      open.push(section);
    }
    while (open.length > 0 && open.at(-1)!.end <= directive.hash) open.pop();
    const innermost = open.at(-1);
    if (!innermost) continue;
    const known = errors.get(innermost);
    if (known) known.push(directive);
    else errors.set(innermost, [directive]);
  }
  return errors;
}

function isInDeadGroup(section: IfSection, fates: readonly (SectionFate | undefined)[]): boolean {
  if (section.parent < 0) return false;
  const parent = fates[section.parent];
  return !parent || parent.groups[section.parentGroup] === 'drop';
}
