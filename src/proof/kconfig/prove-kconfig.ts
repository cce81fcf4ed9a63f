import { append } from '../../text/append.js';
import { holdsOffset, offsetsWithin } from '../../text/partition-point.js';
import { limitSteps, TooManySteps } from '../../text/step-limit.js';
import { eachSymbol, type Expression } from './expression.js';
import { isDead, isDeadAnyway, justifyGone, openKnown, readsNothing, type Known } from './known.js';
import { openKconfigTree, type KconfigChange } from './kconfig-tree.js';
import { compareItems, proveExtras, type Used } from './compare-items.js';
import { matchItems, structureOf, type Matches } from './match-items.js';
import { readPremises, respell, type Statements } from './premises.js';
import { isEntry, type Item, type KconfigText } from './read-kconfig.js';
import type { KconfigViolation } from './violation.js';
import { proveRemarks } from './prove-remarks.js';

/** Blocks nested deeper than this aren't proved: the file is refused. */
const DEEPEST = 300;

/** Steps that the proof of a document may take; the largest of a kernel take a fiftieth. */
export const MOST_STEPS = 30_000_000;

/**
 * Proves the changes of all Kconfig files of a document at once: what every entry, menu, choice and comment means, with
 * what the document states applied to the old texts, is what it means in the new ones.
 *
 * @param texts all Kconfig files of the tree before the change, by path; those that changes name may be missing.
 * @param reporting paths of all files of which something is reported to stay, changed or not.
 */
export function proveKconfig(
  given: readonly KconfigChange[],
  texts: ReadonlyMap<string, string>,
  statements: Statements,
  mostSteps = MOST_STEPS,
  reporting: readonly string[] = given
    .filter(({ leftovers }) => leftovers.length > 0)
    .map(({ path }) => path),
): KconfigViolation[] {
  const changes = given.map((change) => ({
    ...change,
    leftovers: [...change.leftovers].sort((a, b) => a - b),
  }));
  const before = new Map(texts);
  for (const change of changes) before.set(change.path, change.before);
  const after = new Map(before);
  for (const { path, after: text } of changes) {
    if (text === null) after.delete(path);
    else after.set(path, text);
  }
  const steps = limitSteps(mostSteps);
  const premises = readPremises(statements);
  const known = openKnown(premises, openKconfigTree(before), openKconfigTree(after), changes, steps);
  const leading = findLeading(known, reporting);
  const proof: Proof = { known, used: new Set(), justified: new Map(), leading };
  try {
    const broken = changes.flatMap((change) => proveFile(proof, change));
    return [...broken, ...proveExtras(known, proof.used, changes)];
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    const message = `can't be proved: ${error.message}`;
    return changes.map(({ path }) => ({ path, law: 'bounded-work', message }));
  }
}

interface Proof {
  readonly known: Known;
  /** Additions and inheritances that an entry shows. */
  readonly used: Used;
  readonly justified: Map<string, boolean>;
  /** The `source` lines of the new texts by which what is reported to stay is read. */
  readonly leading: ReadonlySet<Item>;
}

function findLeading({ after }: Known, reporting: readonly string[]): ReadonlySet<Item> {
  const leading = new Set<Item>();
  const seen = new Set(reporting);
  const pending = reporting.filter((path) => after.textOf(path) !== undefined);
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const place of after.sourcesOf(path)) {
      leading.add(place.item);
      if (seen.has(place.path)) continue;
      seen.add(place.path);
      pending.push(place.path);
    }
  }
  return leading;
}

function proveFile(proof: Proof, change: KconfigChange): KconfigViolation[] {
  const { known } = proof;
  const { path } = change;
  const old = known.before.read(path);
  const now: KconfigText =
    change.after === null ? { items: [], remarks: [], unbalanced: 0 } : known.after.read(path);
  if (now.unbalanced > old.unbalanced) {
    return [{ path, law: 'kconfig-blocks', message: 'an if, menu or choice without its end' }];
  }
  if (old.items.some((item) => isDeeperThan(item, DEEPEST))) {
    return [
      { path, law: 'kconfig-blocks', message: `blocks nest deeper than ${DEEPEST}, so nothing is proved` },
    ];
  }
  const memo = new Map<Item, Map<Item, KconfigViolation[]>>();
  const differences = (a: Item, b: Item): KconfigViolation[] => {
    let row = memo.get(a);
    if (!row) memo.set(a, (row = new Map<Item, KconfigViolation[]>()));
    let found = row.get(b);
    if (!found) row.set(b, (found = compareItems(known, change, a, b, proof.used)));
    return found;
  };
  const matches: Matches = matchItems(old.items, now.items, {
    keyBefore: (item) => keyBefore(known, item),
    keyAfter: (item) => keyAfter(known, item),
    isSame: (a, b) => isPlacedAlike(known, a, b) && differences(a, b).length === 0,
    mayGo: (item) => mayGo(proof, path, item),
  });
  const broken: KconfigViolation[] = [];
  for (const [b, a] of matches.pairs) append(broken, differences(a, b));
  for (const item of matches.gone) {
    if (mayGo(proof, path, item) === 'no') {
      const message = `${describe(item)} would go, though nothing says that it has no effect`;
      broken.push({ path, law: 'kconfig-unexplained-removal', message, offset: item.start });
    }
  }
  for (const item of matches.added) {
    broken.push({ path, law: 'kconfig-unexplained-line', message: `${describe(item)} would come` });
  }
  if (change.after === null) return broken;
  append(broken, proveStructure(path, matches, old.items));
  append(broken, proveMentions(proof, change, now.items, matches));
  append(broken, proveWords(known, change, now.items, matches));
  append(broken, proveTypes(known, path, matches));
  append(broken, proveRemarks(known.premises, path, old, now, matches));
  return broken;
}

function isDeeperThan(item: Item, most: number): boolean {
  let depth = 0;
  for (let block = item.parent; block; block = block.parent) if (++depth > most) return true;
  return false;
}

const describe = (item: Item): string =>
  isEntry(item)
    ? `the entry of ${item.name}`
    : `${item.kind === 'other' ? 'the line' : `the ${item.kind}`} '${item.name}'`;

/** An entry's symbol by its new name; one whose name another symbol takes over matches nothing. */
function keyBefore(known: Known, item: Item): string {
  const { premises } = known;
  if (!isEntry(item)) return `${item.kind} ${respell(premises, item.name)}`;
  const gone = premises.gone.get(item.name);
  if (gone?.value === null && !premises.replaced.has(item.name)) return `gone ${item.name}`;
  return `entry ${premises.renamed.get(item.name) ?? item.name}`;
}

const keyAfter = (known: Known, item: Item): string =>
  isEntry(item) ? `entry ${item.name}` : `${item.kind} ${respell(known.premises, item.name)}`;

/** Whether items stand in menus and choices of the same names. */
function isPlacedAlike(known: Known, old: Item, now: Item): boolean {
  let [outer, inner] = [structureOf(old), structureOf(now)];
  while (outer && inner) {
    if (keyBefore(known, outer) !== keyAfter(known, inner)) return false;
    [outer, inner] = [structureOf(outer), structureOf(inner)];
  }
  return outer === inner;
}

function mayGo(proof: Proof, path: string, item: Item): 'rather' | 'perhaps' | 'no' {
  const { known } = proof;
  if (isEntry(item) && isJustified(proof, item.name)) return 'rather';
  // What a menu or choice held must have gone, too: see proveStructure.
  if ((item.kind === 'menu' || item.kind === 'choice') && known.before.holders(path).has(item))
    return 'perhaps';
  if (item.kind === 'source' && readsNothing(known, { path, item })) return 'rather';
  if (!isDead(known, { path, item })) return 'no';
  return isDeadAnyway(known, item) ? 'perhaps' : 'rather';
}

function isJustified(proof: Proof, name: string): boolean {
  const gone = proof.known.premises.gone.get(name);
  if (!gone?.isDerived) return gone !== undefined;
  let answer = proof.justified.get(name);
  if (answer === undefined) {
    proof.justified.set(name, (answer = justifyGone(proof.known, name) !== undefined));
  }
  return answer;
}

/** What stays is in the menu or choice that it was in, and in the same order. */
function proveStructure(path: string, matches: Matches, items: readonly Item[]): KconfigViolation[] {
  const order = new Map(items.map((item, i) => [item, i]));
  const broken: KconfigViolation[] = [];
  const sorted = [...matches.pairs].sort(([a], [b]) => a.start - b.start);
  let last = -1;
  for (const [now, old] of sorted) {
    const [inner, outer] = [structureOf(now), structureOf(old)];
    if ((inner && matches.pairs.get(inner)) !== outer) {
      const message = `${describe(now)} would be in another menu or choice`;
      broken.push({ path, law: 'kconfig-structure', message, offset: old.start });
    }
    const at = order.get(old)!;
    if (at < last) {
      broken.push({
        path,
        law: 'kconfig-structure',
        message: `${describe(now)} would move`,
        offset: old.start,
      });
    }
    last = Math.max(last, at);
  }
  return broken;
}

/** A symbol that is gone is named nowhere any more, unless the place is reported. */
function proveMentions(
  { known, leading }: Proof,
  { path, leftovers }: KconfigChange,
  items: readonly Item[],
  matches: Matches,
): KconfigViolation[] {
  const broken: KconfigViolation[] = [];
  const isReported = (old: Item | undefined) =>
    old !== undefined && holdsOffset(leftovers, old.start, old.end);
  // A block stays as it is around what had to stay.
  const around = new Set<Item>();
  for (const item of items) {
    if (!isReported(matches.pairs.get(item)) && !leading.has(item)) continue;
    for (let block = item.parent; block && !around.has(block); block = block.parent) around.add(block);
  }
  for (const item of items) {
    const old = matches.pairs.get(item);
    const names = new Set<string>();
    const look = (expression: Expression | undefined) => {
      if (expression) eachSymbol(expression, (name) => names.add(name));
    };
    look(item.condition);
    for (const { kind, target, value, high, condition } of item.lines) {
      if ((kind === 'select' || kind === 'imply') && target !== undefined) names.add(target);
      for (const one of [value, high, condition]) look(one);
    }
    if (isEntry(item)) names.add(item.name);
    const stale = [...names].filter((name) => {
      const isStale = known.premises.gone.has(name) && (known.isGone(name) || item.name === name);
      return isStale && !isNewName(known, name);
    });
    if (stale.length === 0 || isReported(old) || around.has(item)) continue;
    for (const name of stale) {
      const message = `${name} is gone, but ${describe(item)} would still name it`;
      broken.push({ path, law: 'kconfig-stale-name', message, ...(old ? { offset: old.start } : {}) });
    }
  }
  return broken;
}

/** Help texts call a renamed symbol by its new name, unless the place is reported. */
function proveWords(
  { premises }: Known,
  { path, leftovers }: KconfigChange,
  items: readonly Item[],
  matches: Matches,
): KconfigViolation[] {
  const broken: KconfigViolation[] = [];
  if (premises.respelled.size === 0) return broken;
  const isOld = (word: string) => premises.respelled.has(word.replace(/^CONFIG_/, ''));
  for (const item of items) {
    const old = matches.pairs.get(item);
    if (!old) continue;
    const reported = offsetsWithin(leftovers, old.start, old.end).length;
    // A prompt is prose: the rule doesn't ask for words in it.
    const words = (item.help?.match(/\w+/g) ?? []).filter(isOld);
    if (words.length <= reported) continue;
    const message = `the help text of ${describe(item)} would still say ${words[0]!}`;
    broken.push({ path, law: 'kconfig-stale-name', message, offset: old.start });
  }
  return broken;
}

/** Whether another symbol has the name now. */
const isNewName = ({ premises }: Known, name: string): boolean =>
  [...premises.renamed.values()].includes(name);

/** A symbol that lives on has a type still. */
function proveTypes(known: Known, path: string, { gone }: Matches): KconfigViolation[] {
  const broken: KconfigViolation[] = [];
  for (const item of gone) {
    if (!isEntry(item) || known.premises.gone.has(item.name)) continue;
    if (!item.lines.some(({ type }) => type !== undefined)) continue;
    const left = known.after.entriesOf(known.premises.renamed.get(item.name) ?? item.name);
    if (left.length === 0 || left.some((place) => place.item.lines.some(({ type }) => type !== undefined)))
      continue;
    const message = `${item.name} would lose the entry that gives it a type`;
    broken.push({ path, law: 'kconfig-type', message, offset: item.start });
  }
  return broken;
}
