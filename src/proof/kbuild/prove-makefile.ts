import { posix } from 'node:path';
import { evaluate, hashText, type Tristate } from '../kconfig/formula.js';
import { toFormula, scopeBefore } from '../kconfig/scope.js';
import { readPremises, respell, type Premises, type Statements } from '../kconfig/premises.js';
import type { KconfigViolation } from '../kconfig/violation.js';
import { noteSampling } from '../sampling.js';
import { readMakefile, type MakeLine } from './read-makefile.js';
import { runMakefile, type MakeResult } from './run-makefile.js';

/** One makefile's change. */
export interface MakefileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Offsets into `before` of the places that the run reports as left over. */
  readonly leftovers: readonly number[];
}

/** Values are drawn so often where all assignments would be more. */
const SAMPLES = 64;
/** Up to so many symbols all assignments are tried. */
const MOST_EXHAUSTIVE = 3;

/**
 * Proves that a makefile builds the same, with what is stated applied to its old text: for values of the other symbols,
 * every variable has the same words, and rules, recipes and includes are the same.
 * @param goneFiles files that the document removes: what only named one of them goes.
 * @param bools symbols, by their new names, that are never m, where that matters.
 */
export function proveMakefile(
  change: MakefileChange,
  statements: Statements,
  goneFiles: readonly string[],
  bools: ReadonlySet<string> = new Set(),
): KconfigViolation[] {
  const { path } = change;
  const premises = readPremises(statements);
  const [old, now] = [readMakefile(change.before), readMakefile(change.after)];
  if (unbalanced(now) > unbalanced(old)) {
    return [
      {
        path,
        law: 'makefile-conditionals',
        message: 'an ifdef or ifeq without endif, or the other way round',
      },
    ];
  }
  const named = new Set([...namesIn(old), ...namesIn(now)]);
  const stale = namesIn(now).filter((name) => isStale(premises, name));
  if (stale.length > countReported(change)) {
    const message = `CONFIG_${stale[0]!} is gone, but would still be named`;
    return [{ path, law: 'makefile-stale-name', message }];
  }
  const free = [...named].filter((name) => !premises.gone.has(name)).sort();
  const pairs = samplesOf(free, bools).map((values, sample) => {
    const valueOf = (name: string) => values.get(name) ?? '';
    return {
      old: runMakefile(old, { config: (name) => valueBefore(premises, name, valueOf) }, sample),
      // Where a mention had to stay, it is read as what it was.
      now: runMakefile(
        now,
        {
          config: (name) =>
            isStale(premises, name) && !stale.includes(name) ? '' : valueAfter(premises, name, valueOf),
        },
        sample,
      ),
    };
  });
  const gone = goneObjects(path, goneFiles);
  const listed = new Set((change.before.match(/[\w.+/-]+\.o\b/g) ?? []).map(stemOf));
  const isReported = change.leftovers.length > 0;
  const built = new Set(pairs.flatMap((pair) => [...builtBy(pair.old), ...builtBy(pair.now)]));
  const listedNow = new Set(pairs.flatMap((pair) => [...pair.now.variables.values()].flat().map(stemOf)));
  const stillRead = readBy(now);
  const unread = new Set([...readBy(old)].filter((name) => !stillRead.has(name)));
  const isMentioned = (name: string) => [change.before, change.after].some((text) => mentions(text, name));
  for (const pair of pairs) {
    const broken = compareResults(path, pair, {
      gone,
      built,
      listed,
      named: listedNow,
      unread,
      isMentioned,
      isReported,
      premises,
    });
    if (broken) return [broken];
  }
  return [];
}

/** How many conditionals lack their end, or ends their conditional. */
function unbalanced(lines: readonly MakeLine[]): number {
  let depth = 0;
  let stray = 0;
  for (const { kind } of lines) {
    if (kind === 'if') depth++;
    else if (kind === 'else' && depth === 0) stray++;
    else if (kind === 'endif' && --depth < 0) {
      depth = 0;
      stray++;
    }
  }
  return depth + stray;
}

/** The leftovers outside of comments: as many mentions of gone symbols may stay. */
function countReported({ before, leftovers }: MakefileChange): number {
  return leftovers.filter((offset) => {
    const line = before.slice(before.lastIndexOf('\n', offset - 1) + 1, offset);
    // In a recipe a # is the shell's: it may stand in a word.
    return !(line.startsWith('\t') ? /(?:^|[\t @;])#/ : /#/).test(line);
  }).length;
}

/** The symbols that live lines name, each as often as they do. */
function namesIn(lines: readonly MakeLine[]): string[] {
  const names: string[] = [];
  for (const line of lines) {
    const text =
      line.kind === 'assign'
        ? `${line.name} ${line.value}`
        : line.kind === 'other'
          ? line.text
          : 'test' in line
            ? (line.test?.text ?? '')
            : '';
    for (const [, name] of text.matchAll(/(?<!\w)CONFIG_(\w+)/g)) names.push(name!);
  }
  return names;
}

/** Whether a text takes the value of a variable, or of one whose name it makes of that and something else. */
function mentions(text: string, name: string): boolean {
  return [')', '}', ':', '$'].some(
    (next) => text.includes(`$(${name}${next}`) || text.includes(`\${${name}${next}`),
  );
}

/** The variables whose values lines take, by their names as written. */
function readBy(lines: readonly MakeLine[]): Set<string> {
  const texts = lines.map((line) =>
    line.kind === 'assign' ? `${line.name} ${line.value}` : line.kind === 'other' ? line.text : '',
  );
  const tests = lines.map((line) => ('test' in line ? (line.test?.text ?? '') : ''));
  const names = [...texts, ...tests].flatMap((text) => [...text.matchAll(/\$[({]([\w.+/-]+)(?=[)}:])/g)]);
  return new Set(names.map(([, name]) => name!));
}

const isStale = ({ gone, renamed, replaced }: Premises, name: string): boolean =>
  (gone.has(name) && (gone.get(name)!.value !== null || replaced.has(name))) || renamed.has(name);

function valueBefore(premises: Premises, name: string, valueOf: (name: string) => string): string {
  const expression = premises.replaced.get(name);
  if (expression) {
    const formula = toFormula(
      expression,
      scopeBefore(premises, () => true),
    );
    const value = evaluate(formula, (one) => Math.max(0, 'nmy'.indexOf(valueOf(one) || 'n')) as Tristate);
    return value === 2 ? 'y' : value === 1 ? 'm' : '';
  }
  const value = premises.gone.get(name)?.value;
  if (value) return value.text === 'n' && !value.isLiteral ? '' : value.text;
  return valueOf(premises.renamed.get(name) ?? name);
}

const valueAfter = (premises: Premises, name: string, valueOf: (name: string) => string): string =>
  isStale(premises, name) ? valueBefore(premises, name, valueOf) : valueOf(name);

/** Assignments of y, m and nothing: all of a few symbols, else draws that depend on the names alone. */
function samplesOf(names: readonly string[], bools: ReadonlySet<string>): ReadonlyMap<string, string>[] {
  const fit = (name: string, value: string) => (value === 'm' && bools.has(name) ? 'y' : value);
  const values = ['', 'm', 'y'];
  const count = names.length <= MOST_EXHAUSTIVE ? 3 ** names.length : SAMPLES;
  if (names.length > MOST_EXHAUSTIVE) noteSampling();
  // Other conditions than those on symbols are drawn, too, so there are always several samples.
  return Array.from({ length: Math.max(count, 16) }, (_, sample) => {
    if (names.length <= MOST_EXHAUSTIVE) {
      return new Map(names.map((name, i) => [name, fit(name, values[Math.floor(sample / 3 ** i) % 3]!)]));
    }
    const bias = sample % 3;
    return new Map(
      names.map((name) => {
        const hash = hashText(name, sample);
        const value = bias > 0 && hash % 8 !== 0 ? (bias === 1 ? '' : 'y') : values[(hash >>> 8) % 3]!;
        return [name, fit(name, value)];
      }),
    );
  });
}

interface Allowed {
  /** Whether a word names an object whose source goes, or a folder of which a file goes. */
  readonly gone: (word: string) => boolean;
  /** Stems of the objects that the old text names. */
  readonly listed: ReadonlySet<string>;
  /** Stems of the objects that lists of the new text name, for some values. */
  readonly named: ReadonlySet<string>;
  /** Variables that only lines which are gone took the values of. */
  readonly unread: ReadonlySet<string>;
  /** Whether a variable of that name, or of one that begins so, may be read. */
  readonly isMentioned: (name: string) => boolean;
  readonly isReported: boolean;
  readonly premises: Premises;
  /** Stems that some list names, for some values. */
  readonly built: ReadonlySet<string>;
}

const COMPOSITE = /^(.+)-(?:(?:cxx)?objs(?:-[ym])?|dtbs|y|m)$/;
const PER_OBJECT = /^[A-Z]\w*?_([\w.+/-]+)\.o$/;
/** What `make clean` takes away. */
const CLEANED = /^clean-(?:files|dirs)$/;
const LIST =
  /^(?:obj|lib|subdir|extra|always|targets|hostprogs|userprogs|hostcxxprogs|core|drivers|libs|net|virt|head|init|dtb)(?:-|$)/;

/** A list that a symbol which is n turns off. */
const isOff = (name: string): boolean => /-n?$/.test(name);

/** The stems that lists name, and the members of those that are linked from others. */
function builtBy({ variables, others }: MakeResult): Set<string> {
  const built = new Set<string>();
  for (const [name, words] of variables) {
    if (isOff(name) || CLEANED.test(name)) continue;
    // Any list but one of members: what it is for isn't known, so it may build something. Flags and folders don't.
    if (LIST.test(name)) for (const word of words) built.add(stemOf(word));
    else if (!COMPOSITE.test(name))
      for (const word of words) if (!/^-|\/$/.test(word)) built.add(stemOf(word));
  }
  for (const line of others) for (const word of line.split(/[\s:]+/)) built.add(stemOf(word));
  const pending = [...built];
  for (let stem = pending.pop(); stem !== undefined; stem = pending.pop()) {
    for (const list of ['y', 'm', 'objs', 'cxxobjs', 'dtbs', 'objs-y', 'objs-m']) {
      for (const word of variables.get(`${stem}-${list}`) ?? []) {
        const member = stemOf(word);
        if (built.has(member)) continue;
        built.add(member);
        pending.push(member);
      }
    }
  }
  return built;
}

const readStem = (word: string): string => posix.basename(word.replace(/\/$/, '')).replace(/\.[^.]*$/, '');

/** Each sample asks for the same words' stems. */
const stems = new Map<string, string>();
const MOST_STEMS = 1 << 14;

function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    if (stems.size >= MOST_STEMS) stems.clear();
    stems.set(word, (stem = readStem(word)));
  }
  return stem;
}

function compareResults(
  path: string,
  { old, now }: { readonly old: MakeResult; readonly now: MakeResult },
  { gone, built, listed, named, unread, isMentioned, isReported, premises }: Allowed,
): KconfigViolation | undefined {
  const respellOld = (text: string) => respell(premises, text);
  const respellNew = isReported ? respellOld : (text: string) => text;
  const isIdle = (name: string) => {
    // `tool_$(CONFIG_X)` of a symbol that is n, of which `$(tool_y)` takes nothing.
    if (isOff(name) || (name.endsWith('_') && !isMentioned(name))) return true;
    const subject = LIST.test(name) ? undefined : (COMPOSITE.exec(name)?.[1] ?? objectOf(name));
    const stem = subject === undefined ? '' : stemOf(`${subject}.o`);
    // What was read had no other use: a line that read it and may not go is told on its own account.
    const isUnread = unread.has(name) && !now.variables.has(name);
    return !built.has(stem) && (isUnread || listed.has(stem));
  };
  /** The object that a setting is of: `CFLAGS_x.o`, `CFLAGS_REMOVE_x.o`, which may also be that of REMOVE_x.o. */
  const objectOf = (name: string) => {
    const subject = PER_OBJECT.exec(name)?.[1];
    if (subject === undefined || listed.has(stemOf(`${subject}.o`))) return subject;
    const inner = subject.replace(/^[A-Z]+_/, '');
    return listed.has(stemOf(`${inner}.o`)) && !named.has(stemOf(`${inner}.o`)) ? inner : subject;
  };
  const isEmptied = (word: string): boolean => {
    const members = ['y', 'm', 'objs'].flatMap((list) => old.variables.get(`${stemOf(word)}-${list}`) ?? []);
    return members.length > 0 && members.every(gone);
  };
  for (const name of new Set([...old.variables.keys(), ...now.variables.keys()])) {
    // Where a symbol takes another's place a list may come to name something twice.
    const once = (words: readonly string[]) => (premises.merges ? [...new Set(words)] : words);
    const left = once((now.variables.get(name) ?? []).map(respellNew));
    const kept = new Set(left);
    const mustGo = (word: string) => !isReported && word.endsWith('.o') && gone(word);
    const needed = once((old.variables.get(name) ?? []).map(respellOld)).filter(
      (word) => !mustGo(word) && (kept.has(word) || !(gone(word) || isEmptied(word))),
    );
    if (needed.join(' ') === left.join(' ') || isIdle(name)) continue;
    const differs = needed.find((word, i) => left[i] !== word) ?? left[needed.length] ?? '';
    const message = `${name} would differ, first in '${differs}', for some values of the other symbols`;
    return { path, law: 'makefile-meaning', message };
  }
  const rest = now.others.map(respellNew);
  const left = new Set(rest);
  const mayGo = (line: string) => line.split(/[\s:]+/).some((word) => gone(word) || !built.has(stemOf(word)));
  const others = old.others.map(respellOld).filter((line) => left.has(line) || !mayGo(line));
  if (others.join('\n') === rest.join('\n')) return undefined;
  const differs = others.find((line, i) => rest[i] !== line) ?? rest[others.length] ?? '';
  return {
    path,
    law: 'makefile-meaning',
    message: `'${differs.slice(0, 80)}' would differ, for some values`,
  };
}

/** Whether a word of a makefile names a file that goes, or a folder of which one goes. */
function goneObjects(path: string, files: readonly string[]): (word: string) => boolean {
  const folder = posix.dirname(path);
  const sources = files.filter((file) => /\.(?:c|S|s|rs|cc|cpp|y|l|dts|asn1)$/.test(file));
  // x.asn1 is made into x.asn1.c, x.asn1.h and x.asn1.o.
  const goneStems = new Set(
    sources.flatMap((file) => [file.replace(/\.[^./]*$/, ''), ...(file.endsWith('.asn1') ? [file] : [])]),
  );
  const folders = new Set(files.map((file) => posix.dirname(file)));
  const isGone = (word: string) => {
    const target = posix.normalize(posix.join(folder, word.replace(/^\$\(\w+\)\//, '')));
    if (word.endsWith('/')) return folders.has(target.replace(/\/$/, ''));
    return goneStems.has(target.replace(/\.[^./]*$/, ''));
  };
  const known = new Map<string, boolean>();
  return (word) => {
    let gone = known.get(word);
    if (gone === undefined) known.set(word, (gone = isGone(word)));
    return gone;
  };
}
