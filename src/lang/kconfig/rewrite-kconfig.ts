import { append } from '../../text/append.js';
import type { Edit, Removal } from '../../edit/edit.js';
import { mergeSpans, spanAt } from '../../text/span.js';
import type { ConfigFact, Leftover } from '../facts.js';
import { goneBecause, isBroken, type KconfigAnalysis } from './analyze-kconfig.js';
import { findDroppedDefaults, isDefault, type AnyDefault } from './drop-defaults.js';
import { commentStartAbove, propertyComment } from './entry-comment.js';
import { findMentions } from './find-mentions.js';
import { inheritSelects } from './inherit-selects.js';
import { isEntry } from './liveness.js';
import { indexSymbols } from './open-model.js';
import { eachItem, fileOf, type Holder, type KconfigModel, type Reference } from './model.js';
import { rewriteIfBlock } from './rewrite-block.js';
import { dropProperty, rewriteProperty, type FileEdits, type PropertySite } from './rewrite-property.js';
import type { Block, KconfigFile, MenuEntry, Property } from './syntax.js';
import { isTristateType } from './tristate.js';
import { dedentBlock } from './dedent-block.js';

/** What becomes of one Kconfig file; see composeEdits for how the two lists combine. */
export interface KconfigChange {
  readonly path: string;
  readonly removals: readonly Removal[];
  readonly replacements: readonly Edit[];
  /** Id of the fact that the whole file goes for; its lists are empty then. */
  readonly deleted: string | null;
}

export interface KconfigRewrite {
  readonly changes: readonly KconfigChange[];
  readonly leftovers: readonly Leftover[];
  /** How many of its mentions in expressions each symbol lost that is no fact itself. */
  readonly droppedReaders: ReadonlyMap<string, number>;
}

interface Work {
  readonly model: KconfigModel;
  readonly analysis: KconfigAnalysis;
  readonly edits: Map<KconfigFile, FileEdits>;
  readonly droppedDefaults: Map<Holder, ReadonlyMap<AnyDefault, string>>;
  /** By symbol: its entries with defaults that stay. */
  readonly withDefaults: Map<string, readonly MenuEntry[]>;
}

/** Turns what analyzeKconfig decided into removals and replacements, file by file. */
export function rewriteKconfig(model: KconfigModel, analysis: KconfigAnalysis): KconfigRewrite {
  const work: Work = {
    model,
    analysis,
    edits: new Map(),
    droppedDefaults: new Map(),
    withDefaults: new Map(),
  };
  removeItems(work);
  for (const fact of analysis.liveness.facts.values()) rewriteMentions(work, fact);
  for (const fact of analysis.liveness.facts.values()) moveSelects(work, fact);
  for (const [block, cause] of analysis.unwrapped) unwrapBlock(work, block, cause);
  removeComments(work);
  reportChoices(work);
  return finish(work);
}

function editsOf(work: Work, file: KconfigFile): FileEdits {
  let edits = work.edits.get(file);
  if (!edits)
    work.edits.set(file, (edits = { removals: [], replacements: [], leftovers: [], dropped: new Map() }));
  return edits;
}

/** Each item that goes, with the comment block directly above it. */
function removeItems(work: Work): void {
  const { model, analysis } = work;
  for (const [item, cause] of analysis.gone) {
    if (item.parent && analysis.gone.has(item.parent)) continue;
    const file = fileOf(model, item);
    if (analysis.deleted.has(file.path)) continue;
    const start = commentStartAbove(file, item.start);
    editsOf(work, file).removals.push({ start, end: item.end, cause });
  }
}

function rewriteMentions(work: Work, fact: ConfigFact): void {
  const info = work.model.symbols.get(fact.name);
  if (!info) return;
  const { cause } = work.analysis.liveness.known.fact(fact.name)!;
  for (const site of [...info.selectedBy, ...info.impliedBy]) {
    if (isEditable(work, site.file, site.entry)) {
      dropProperty({ edits: editsOf(work, site.file) }, site.property, cause);
    }
  }
  for (const reference of info.references) rewriteReference(work, reference);
}

function isEditable(work: Work, file: KconfigFile, holder: Holder): boolean {
  return goneBecause(work.analysis, file, holder) === undefined && !isBroken(file);
}

const done = new WeakMap<FileEdits, Set<Property | Holder>>();

/** Rewrites the property (or the `if`) that holds the reference, once. */
function rewriteReference(work: Work, { file, holder, property }: Reference): void {
  if (!isEditable(work, file, holder)) return;
  const edits = editsOf(work, file);
  let seen = done.get(edits);
  if (!seen) done.set(edits, (seen = new Set()));
  const key = property ?? holder;
  if (seen.has(key)) return;
  seen.add(key);
  const { known } = work.analysis.liveness;
  const type = isEntry(holder) ? known.type(holder.name.name) : undefined;
  let droppedDefaults = work.droppedDefaults.get(holder);
  if (!droppedDefaults) work.droppedDefaults.set(holder, (droppedDefaults = dropDefaults(work, holder)));
  const site: PropertySite = { file, holder, known, edits, type, droppedDefaults };
  if (!property) {
    if (holder.kind === 'if') rewriteIfBlock(site, holder);
    return;
  }
  if (edits.dropped.has(property)) return;
  if (!isDefault(property)) {
    rewriteProperty(site, property);
    return;
  }
  // One default decides which others can be reached, so all that are affected are rewritten together.
  seen.add(property);
  rewriteProperty(site, property);
  if (seen.has(holder)) return;
  seen.add(holder);
  for (const other of droppedDefaults.keys()) {
    if (seen.has(other)) continue;
    seen.add(other);
    rewriteProperty(site, other);
  }
}

function dropDefaults(work: Work, holder: Holder): ReadonlyMap<AnyDefault, string> {
  if (!isEntry(holder)) return new Map();
  const { known } = work.analysis.liveness;
  const { name } = holder.name;
  let others = work.withDefaults.get(name);
  if (!others) work.withDefaults.set(name, (others = entriesWithDefaults(work, name)));
  const isLast = others.length === 0 || (others.length === 1 && others[0] === holder);
  return findDroppedDefaults(holder, known, isLast && isTristateType(known.type(holder.name.name)));
}

function entriesWithDefaults({ model, analysis }: Work, name: string): MenuEntry[] {
  return (model.symbols.get(name)?.definitions ?? []).flatMap(({ file, entry }) =>
    goneBecause(analysis, file, entry) === undefined && entry.properties.some(isDefault) ? entry : [],
  );
}

function moveSelects(work: Work, fact: ConfigFact): void {
  const isDropped = (property: Property) =>
    [...work.edits.values()].some((edits) => edits.dropped.has(property));
  const { inserted, redundant } = inheritSelects(work.model, work.analysis, fact, isDropped);
  for (const { path, offset, text, cause } of inserted) {
    const file = work.model.files.get(path)!;
    editsOf(work, file).replacements.push({ start: offset, end: offset, text, cause });
  }
  for (const { file, entry, property, cause } of redundant) {
    if (isEditable(work, file, entry)) dropProperty({ edits: editsOf(work, file) }, property, cause);
  }
}

function unwrapBlock(work: Work, block: Block, cause: string): void {
  const { analysis, model } = work;
  const file = fileOf(model, block);
  if (!block.tail || goneBecause(analysis, file, block) !== undefined) return;
  const edits = editsOf(work, file);
  edits.removals.push({ ...block.head, cause }, { ...block.tail, cause });
  for (const span of dedentBlock(file, block)) edits.removals.push({ ...span, cause });
}

/** Comments directly above a property that goes, where they speak of it alone. */
function removeComments(work: Work): void {
  for (const [file, edits] of work.edits) {
    if (edits.dropped.size === 0) continue;
    for (const item of eachItem(file.items)) {
      if (!('properties' in item)) continue;
      for (const property of item.properties) {
        const cause = edits.dropped.get(property);
        if (cause === undefined) continue;
        const span = propertyComment(file, item, property, (p) => edits.dropped.has(p));
        if (span) edits.removals.push({ ...span, cause });
      }
    }
  }
}

/** A choice that lost members may have lost its meaning: which a person decides. */
function reportChoices(work: Work): void {
  const { analysis, model } = work;
  const seen = new Set<Block>();
  for (const fact of analysis.liveness.facts.values()) {
    for (const { file, entry } of model.symbols.get(fact.name)?.definitions ?? []) {
      for (let block = entry.parent; block; block = block.parent) {
        if (block.kind !== 'choice' || seen.has(block)) continue;
        seen.add(block);
        if (goneBecause(analysis, file, block) === undefined) reportChoice(work, file, block, fact);
      }
    }
  }
}

function reportChoice(work: Work, file: KconfigFile, block: Block, fact: ConfigFact): void {
  const { analysis } = work;
  const members = new Set<string>();
  for (const item of eachItem(block.items)) {
    if (isEntry(item) && goneBecause(analysis, file, item) === undefined) members.add(item.name.name);
  }
  const { cause } = analysis.liveness.known.fact(fact.name)!;
  const base = { path: file.path, offset: block.head.start, cause };
  const leftovers = editsOf(work, file).leftovers;
  if (fact.value.value === 'y') {
    const message = `${fact.name} is always the one chosen here, so the others can only be n`;
    leftovers.push({ ...base, code: 'choice-with-decided-member', message });
  } else if (members.size === 1) {
    const message = `${[...members][0]!} is the only member left of this choice`;
    leftovers.push({ ...base, code: 'choice-with-one-member', message });
  }
}

function finish(work: Work): KconfigRewrite {
  const { analysis } = work;
  const changes: KconfigChange[] = [];
  const leftovers: Leftover[] = [...analysis.leftovers];
  const words = new Map<string, string>();
  for (const name of analysis.liveness.facts.keys())
    words.set(name, analysis.liveness.known.fact(name)!.cause);
  const handled = listHandled(work);
  for (const file of filesToVisit(work, [...words.keys()])) {
    const deleted = analysis.deleted.get(file.path);
    const edits = work.edits.get(file);
    if (deleted !== undefined) {
      changes.push({ path: file.path, removals: [], replacements: [], deleted });
    } else if (edits && !isBroken(file)) {
      const { removals, replacements } = edits;
      if (removals.length + replacements.length > 0)
        changes.push({ path: file.path, removals, replacements, deleted: null });
      append(leftovers, edits.leftovers);
    }
    if (deleted === undefined) {
      const removed = mergeSpans([...(edits?.removals ?? []), ...(edits?.replacements ?? [])]);
      const own = isBroken(file) ? undefined : handled.get(file);
      append(leftovers, findMentions(file, words, removed, own ?? new Set()));
    }
  }
  return { changes, leftovers, droppedReaders: countDropped(work) };
}

/** The files that change or go, and those that hold one of the words, in the order of the tree. */
function filesToVisit({ model, analysis, edits }: Work, words: readonly string[]): KconfigFile[] {
  const files = new Set([...model.mentioning(words), ...edits.keys()]);
  for (const path of analysis.deleted.keys()) files.add(model.files.get(path)!);
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Offsets of the facts' names in what the parser read: definitions, targets of selects, expressions. */
function listHandled(work: Work): Map<KconfigFile, Set<number>> {
  const { analysis, model } = work;
  const handled = new Map<KconfigFile, Set<number>>();
  const add = (file: KconfigFile, offset: number) => {
    let offsets = handled.get(file);
    if (!offsets) handled.set(file, (offsets = new Set()));
    offsets.add(offset);
  };
  for (const name of analysis.liveness.facts.keys()) {
    const info = model.symbols.get(name);
    for (const { file, operand } of info?.references ?? []) add(file, operand.start);
    for (const { file, property } of [...(info?.selectedBy ?? []), ...(info?.impliedBy ?? [])]) {
      add(file, property.target.start);
    }
    for (const { file, entry } of info?.definitions ?? []) add(file, entry.name.start);
  }
  return handled;
}

/** Counts the mentions that lie in removed or replaced text. */
function countDropped({ analysis, model, edits }: Work): Map<string, number> {
  const counts = new Map<string, number>();
  const isFact = (name: string) => analysis.liveness.facts.has(name);
  const deleted = [...analysis.deleted.keys()].map((path) => model.files.get(path)!);
  for (const file of new Set([...edits.keys(), ...deleted])) {
    const { removals, replacements } = edits.get(file) ?? { removals: [], replacements: [] };
    const gone = analysis.deleted.has(file.path)
      ? [{ start: 0, end: file.text.length }]
      : mergeSpans([...removals, ...replacements]);
    for (const [name, { references }] of indexSymbols([file])) {
      const count = isFact(name) ? 0 : references.filter(({ operand }) => spanAt(gone, operand.start)).length;
      if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return counts;
}
