import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeFolder, writeTree } from '../unit/git-support.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
const DRIVER = fileURLToPath(new URL('../../../test/pty/drive.py', import.meta.url));

/** What the terminal must show, as a regular expression, and what is typed then; `^C` and `^D` are those keys. */
export type Step = readonly [string, string];

export interface Session {
  /** All that the terminal showed. */
  readonly shown: string;
  /** What went to standard output, latin1. */
  readonly stdout: string;
  readonly status: number | null;
  readonly signal: number | null;
  /** Steps that came to pass. */
  readonly done: number;
}

/** Whether pseudo-terminals can be had: python3's pty module opens them, as Node has none. */
export function hasTerminals(t: TestContext): boolean {
  if (spawnSync('python3', ['-c', 'import pty']).status === 0) return true;
  t.diagnostic('not tried: there is no python3 with its pty module');
  return false;
}

/**
 * Runs excise in a pseudo-terminal.
 * @param editor a shell script that gets the file to edit as $1.
 */
export function talk(
  t: TestContext,
  args: readonly string[],
  steps: readonly Step[],
  editor?: string,
): Session {
  const folder = makeFolder(t, editor === undefined ? {} : { editor: `#!/bin/sh\n${editor}\n` });
  const out = join(folder, 'stdout');
  const command = [
    'sh',
    '-c',
    'out=$1; shift; exec "$@" > "$out"',
    'sh',
    out,
    process.execPath,
    CLI,
    ...args,
  ];
  const typed = steps.map(([expected, answer]) => [expected, answer === '^D' ? '\x04' : answer]);
  const run = spawnSync('python3', [DRIVER, JSON.stringify(typed), ...command], {
    encoding: 'utf8',
    env: { ...process.env, GIT_EDITOR: `sh ${join(folder, 'editor')}`, NO_COLOR: '1', TERM: 'dumb' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const session = JSON.parse(run.stdout) as Omit<Session, 'stdout'>;
  return { ...session, stdout: readFileSync(out, 'latin1') };
}

/** The tree of the tests: a symbol, code that asks for it in several files, and a function that only it calls. */
export const SHOP = {
  Kconfig: 'config BELL\n\tbool "Ring a bell"\n\nconfig DOOR\n\tbool "Door"\n',
  Makefile: 'obj-y += door.o till.o\n',
  'bell.h': '#ifndef BELL_H\n#define BELL_H\n\nvoid ring(int times);\n\n#endif\n',
  'door.c': `#include "door.h"

void open_door(void)
{
	unlock();
#ifdef CONFIG_BELL
	ring(1);
#endif
	push();
}

int a_line_between;
int another_one;
int a_third_one;
int a_fourth_one;
int a_fifth_one;

void close_door(void)
{
	pull();
#ifdef CONFIG_BELL
	tune();
#endif
	lock();
#ifdef CONFIG_BELL
	ring(2);
#endif
	sleep();
}
`,
  'till.c': `#include "bell.h"

void pay(void)
{
	take_money();
#ifdef CONFIG_BELL
	ring(3);
#endif
	give_change();
}

void ring(int times)
{
	while (times--)
		strike();
}
`,
};

/** A rule that takes the symbol, and what only it used, out of the tree. */
export const RULE = 'remove:\n  - config: BELL\n    value: n\n';

export function makeShop(t: TestContext): { readonly tree: string; readonly rule: string } {
  const tree = makeFolder(t, SHOP);
  const rules = makeFolder(t);
  writeTree(rules, { 'rule.yaml': RULE });
  return { tree, rule: join(rules, 'rule.yaml') };
}
