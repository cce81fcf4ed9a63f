import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { layCase } from './lay-case.js';

/** Something to measure. */
export interface Job {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs; absent: here. */
  readonly cwd?: string;
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Run before each measurement. */
  readonly before?: () => void;
  /** It runs once more before all that is measured. */
  readonly isWarmedUp?: boolean;
  /** How often it is measured at the most, where it takes minutes. */
  readonly mostRounds?: number;
}

/** Something that can't be measured on this machine. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
}

const CORPUS = new URL('../../../shared/corpus', import.meta.url).pathname;
/** Run as users do, by its first line: that has a flag of V8's. */
const CLI = new URL('../bundle/bin/cli.js', import.meta.url).pathname;
const NODE_FLOOR = new URL('./node-floor.js', import.meta.url).pathname;
const PEERS = new URL('../../bench/peers', import.meta.url).pathname;

const RENAME = 'change-pte-4-set-pte-at-notify';
/** Cases of the corpus, each on the tree with its files laid over. */
const CASES: readonly (readonly [rule: string, name: string])[] = [
  ['a cascade of C', 'change-pte-1-kvm'],
  ['the rename of a function', RENAME],
  ['the rename of a symbol', 'page-table-isolation'],
];

/** What the floor looks for, and the first rule removes. */
const SYMBOL = 'KVM_GENERIC_MMU_NOTIFIER';

/** The floor: each file of the tree is read once. */
export function floorJob(tree: string): Job {
  return { name: 'rg -l', command: 'rg', args: ['-uu', '-l', SYMBOL, tree] };
}

/** Trees with a case of the corpus laid over, made when they are first asked for. */
export type LaidTrees = (name: string) => string | Skipped;

export function openLaidTrees(tree: string, folder: string): LaidTrees {
  const laid = new Map<string, string | Skipped>();
  return (name) => {
    const known = laid.get(name);
    if (known !== undefined) return known;
    const source = join(CORPUS, name);
    const base = existsSync(source) ? readFileSync(join(source, 'base'), 'utf8').trim() : undefined;
    const why = base === undefined ? `${source} is not there` : `it needs ${base}`;
    const made = base === basename(tree) ? layCase(tree, source, join(folder, name)) : { name, why };
    laid.set(name, made);
    return made;
  };
}

/** Other tools on what they can do of the same work; none of them writes to the tree. */
export function peerJobs(tree: string, laid: LaidTrees): (Job | Skipped)[] {
  const renamed = laid(RENAME);
  const owner = typeof renamed === 'string' ? renamed : tree;
  const word = `CONFIG_${SYMBOL}`;
  const jobs: Job[] = [
    { name: 'git grep -l', command: 'git', args: ['grep', '--no-index', '-l', SYMBOL], cwd: tree },
    { name: 'Node, every file read', command: process.execPath, args: [NODE_FLOOR, SYMBOL, tree] },
    {
      name: 'unifdef on the files of rg -l',
      command: 'sh',
      args: ['-c', `rg -uu -l -g '*.[chS]' ${word} . | while read f; do unifdef -D${word} "$f"; done; true`],
      cwd: tree,
    },
    {
      name: 'spatch, the rename of a function',
      command: 'spatch',
      args: ['--sp-file', join(PEERS, 'set-pte-at-notify.cocci'), '--dir', owner, '--very-quiet'],
    },
    {
      name: 'ast-grep, the rename of a function',
      command: 'ast-grep',
      args: ['run', '-l', 'c', '-p', 'set_pte_at_notify', '-r', 'set_pte_at', owner],
      mostRounds: 2,
    },
  ];
  return jobs.map((job) => {
    const tool = job.command === 'sh' ? 'unifdef' : job.command;
    // `sg` is no peer: Debian has another program of that name.
    const { error } = spawnSync(tool, ['--version'], { stdio: 'ignore' });
    return error ? { name: job.name, why: `${tool} is not installed` } : job;
  });
}

/**
 * excise's own work, dry runs over the whole tree.
 * @param folder where rule files may be written; @param symbols of the tree, in an order that doesn't change.
 */
export function exciseJobs(
  tree: string,
  folder: string,
  symbols: readonly string[],
  laid: LaidTrees,
): (Job | Skipped)[] {
  const written = (name: string, documents: readonly string[]): string => {
    const path = join(folder, `${name.replace(/\W+/g, '-')}.yaml`);
    writeFileSync(path, documents.join('---\n'));
    return path;
  };
  const alwaysY = (symbol: string) => `remove:\n  - {config: ${symbol}, value: y, drop-selects: true}\n`;
  const rules: (readonly [name: string, path: string])[] = [
    ['the first rule', written('first', [FIRST_RULE])],
    ...[1, 10, 100].map(
      (n) => [`${n} drawn rules`, written(`${n}`, symbols.slice(0, n).map(never))] as const,
    ),
    ['CONFIG_NUMA=y', written('numa', [alwaysY('NUMA')])],
    ['CONFIG_SMP=y', written('smp', [alwaysY('SMP')])],
  ];
  const jobs = rules.map(([rule, path]): Job => {
    const name = `excise, ${rule}`;
    return rule.endsWith('drawn rules') ? batchJob(name, path, tree) : exciseJob(name, path, tree);
  });
  const cases = CASES.map(([rule, own]): Job | Skipped => {
    const name = `excise, ${rule}`;
    const place = laid(own);
    return typeof place === 'string'
      ? exciseJob(name, join(CORPUS, own, 'rule.yaml'), place)
      : { name, why: place.why };
  });
  return [...jobs, ...cases, ...cacheJobs(exciseJob('excise, the first rule', rules[0]![1], tree), folder)];
}

/** A dry run of some rules. */
export function exciseJob(name: string, rules: string, tree: string): Job {
  return { name, command: CLI, args: ['-q', rules, '-C', tree] };
}

/** Each document of a file on the tree as it is; one that the tree contradicts doesn't stop the others. */
export function batchJob(name: string, rules: string, tree: string): Job {
  const job = exciseJob(name, rules, tree);
  return { ...job, args: [...job.args, '--json', '--shard', '1/1'] };
}

/** The same with --cache: made anew each time, and as an earlier run has left it. */
function cacheJobs(job: Job, folder: string): Job[] {
  const withCache = (label: string): Job => ({
    ...job,
    name: `${job.name}, ${label}`,
    args: [...job.args, '--cache'],
    env: { XDG_CACHE_HOME: join(folder, label.replaceAll(' ', '-')) },
  });
  const cold = withCache('cold cache');
  const warm = withCache('warm cache');
  return [
    { ...cold, before: () => rmSync(cold.env!.XDG_CACHE_HOME!, { recursive: true, force: true }) },
    { ...warm, isWarmedUp: true },
  ];
}

/** A rule file in which each symbol is never set, one document for each. */
export function writeNeverRules(path: string, symbols: readonly string[]): void {
  writeFileSync(path, symbols.map(never).join('---\n'));
}

const never = (symbol: string) => `remove:\n  - {config: ${symbol}, value: n}\n`;

/** The first rule. */
export const FIRST_RULE = `remove:\n  - {config: ${SYMBOL}, value: y, drop-selects: true}\n`;
