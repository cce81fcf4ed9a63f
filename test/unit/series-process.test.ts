import assert from 'node:assert/strict';
import { chmodSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { excise, git, makeFolder, makeRepository, readTree, TREE, TWO_DOCUMENTS } from './git-support.js';

/** Names, modes and contents that patches have trouble with. */
const HARD = {
  ...TREE,
  'core/crlf.c': 'int a;\r\n#ifdef CONFIG_FOO\r\nint b;\r\n#endif\r\nint c;\r\n',
  'core/latin1.c': '/* caf\xe9 */\n#ifdef CONFIG_FOO\nint b;\n#endif\nint c;',
  'core/run.sh': '#!/bin/sh\n',
  'core/sp ace.c': '#ifdef CONFIG_FOO\nint b;\n#endif\nint c;\n',
  'core/quo"te.c': '#ifndef CONFIG_FOO\nint b;\n#endif\n-- \nint c;\n',
};

const series = (folder: string) => readdirSync(folder).sort();
const patches = (folder: string) =>
  series(folder)
    .filter((name) => !name.startsWith('0000-'))
    .map((name) => join(folder, name));

/** A mail without what differs from git's: the name of the commit, the date, the signature. */
function comparable(text: string): string {
  return text
    .replace(/^From [0-9a-f]{40} /, 'From ')
    .replace(/^Date: .*\n/m, '')
    .replace(/\n-- \n[^]*$/, '');
}

test('a series is what git format-patch makes of the commits', (t) => {
  const rule = TWO_DOCUMENTS.replace(
    'core: drop CONFIG_FOO',
    () => `core: drop CONFIG_FOO, ${'of which '.repeat(9)}…é`,
  );
  const tree = makeRepository(t, HARD);
  const out = join(makeFolder(t), 'a/series');
  const ran = excise(tree, ['-', '--series', out, '-s', '--commit'], {}, rule);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(git(tree, 'status', '--porcelain'), '');
  const theirs = join(makeFolder(t), 'git');
  git(tree, 'format-patch', '-q', '--cover-letter', '--zero-commit', '-o', theirs, 'HEAD~2');
  assert.deepEqual(series(out), series(theirs));
  for (const name of series(out).slice(1)) {
    const read = (folder: string) => comparable(readFileSync(join(folder, name), 'latin1'));
    const own = read(out);
    if (own.includes('quoted-printable')) assert.match(own, /=0D\n/);
    else assert.equal(own, read(theirs), name);
  }
  const stat = (folder: string) =>
    /\n (?:[^\n]* \| [^]*?)\n\n/.exec(readFileSync(join(folder, series(folder)[0]!), 'latin1'))![0];
  assert.equal(stat(out), stat(theirs), 'the diffstat of the cover letter');
});

test('git am takes a series, and gives the tree of --write', (t) => {
  const tree = makeRepository(t, HARD);
  chmodSync(join(tree, 'core/latin1.c'), 0o755);
  chmodSync(join(tree, 'foo.c'), 0o755);
  git(tree, 'commit', '-qam', 'modes');
  const out = makeFolder(t);
  const rule = TWO_DOCUMENTS.replace(
    'Nobody sets it.',
    'From: here on nobody sets it.\n\n  ---\n  diff --git a/x b/x\n\n  # kept, \u00e9',
  );
  const ran = excise(tree, ['-', '--series', out], {}, rule);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(
    ran.stdout,
    series(out)
      .map((name) => `${join(out, name)}\n`)
      .join(''),
  );
  const written = makeFolder(t, readTree(tree));
  assert.equal(excise(written, ['-', '-w'], {}, rule).status, 0);
  git(tree, 'am', '-q', ...patches(out));
  assert.deepEqual(readTree(tree), readTree(written));
  assert.equal(git(tree, 'ls-files', '-s', 'core/latin1.c').slice(0, 6), '100755');
  const log = git(tree, 'log', '--reverse', '--format=%an <%ae>%n%B', 'HEAD~2..');
  assert.equal(
    Buffer.from(log, 'latin1').toString(),
    `excise <excise@localhost>
core: drop CONFIG_FOO

 From: here on nobody sets it.

 ---
 diff --git a/x b/x

# kept, é

excise <excise@localhost>
Remove CONFIG_BAR

CONFIG_BAR is always y. Remove the symbol and what tests it.

`,
  );
  assert.deepEqual(git(tree, 'diff', '--stat', 'HEAD'), '');
});

test('the same series every time; Date: only where the environment names one', (t) => {
  const tree = makeRepository(t, TREE);
  const [one, two] = [makeFolder(t), makeFolder(t)];
  for (const [folder, jobs] of [
    [one, '1'],
    [two, '2'],
  ] as const) {
    assert.equal(excise(tree, ['-', '--series', folder, '-s', '-j', jobs], {}, TWO_DOCUMENTS).status, 0);
  }
  assert.deepEqual(readTree(one), readTree(two));
  assert.doesNotMatch(Object.values(readTree(one)).join(''), /^Date:/m);
  const dateOf = (env: Record<string, string>, ...options: string[]) => {
    const folder = makeFolder(t);
    assert.equal(excise(tree, ['-', '--series', folder, ...options], env, TWO_DOCUMENTS).status, 0);
    return /^Date: (.*)$/m.exec(readTree(folder)['0001-core-drop-CONFIG_FOO.patch']!)?.[1];
  };
  assert.equal(dateOf({ SOURCE_DATE_EPOCH: '86399' }), 'Thu, 1 Jan 1970 23:59:59 +0000');
  const author = { GIT_AUTHOR_DATE: '1700000000 -0330', SOURCE_DATE_EPOCH: '0' };
  assert.equal(dateOf(author, '-s'), 'Tue, 14 Nov 2023 18:43:20 -0330');
  assert.equal(dateOf(author), 'Thu, 1 Jan 1970 00:00:00 +0000');
  const wrong = excise(tree, ['-', '--series', one], { SOURCE_DATE_EPOCH: 'now' }, TWO_DOCUMENTS);
  assert.equal(wrong.stderr, 'excise: SOURCE_DATE_EPOCH needs seconds since 1970\n');
});

test('--signoff: who git says you are, or an error', (t) => {
  const tree = makeFolder(t, TREE);
  const out = makeFolder(t);
  const env = {
    GIT_AUTHOR_NAME: 'J\u00f6rg "J." H\u00e4cker',
    GIT_AUTHOR_EMAIL: 'j@example.org',
    GIT_COMMITTER_NAME: 'C. Mitter',
  };
  const who = { ...env, GIT_COMMITTER_EMAIL: 'c@example.org' };
  assert.equal(excise(tree, ['--remove-config', 'FOO=n', '--series', out, '-s'], who).status, 0);
  const [text] = Object.values(readTree(out));
  assert.match(text!, /^From: =\?UTF-8\?q\?J=C3=B6rg=20=22J=2E=22=20H=C3=A4cker\?= <j@example\.org>$/m);
  assert.match(text!, /\n\nSigned-off-by: C\. Mitter <c@example\.org>\n---\n/);
  const nobody = {
    HOME: '/nonexistent',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'user.useConfigOnly',
    GIT_CONFIG_VALUE_0: 'true',
  };
  const before = readTree(out);
  const refused = excise(tree, ['--remove-config', 'BAR=n', '--series', out, '-s', '-w'], nobody);
  assert.equal(refused.status, 2);
  assert.match(
    refused.stderr,
    /^excise: git doesn't know who you are \(set user\.name and user\.email\): .*\n$/,
  );
  assert.deepEqual(readTree(out), before);
  assert.deepEqual(readTree(tree), TREE);
});

test('--split-by and --cc: a patch for each maintainer, with the right people', (t) => {
  const tree = makeRepository(t, {
    ...TREE,
    MAINTAINERS: `Maintainers
-----------

	M: not read

CORE \xc3\xa9
M:	"C. Ore" <core@example.org>
R:	Rev Iewer <rev@example.org>
L:	core@lists.example.org (moderated for non-subscribers)
L:	closed@lists.example.org (subscribers-only)
S:	Maintained
F:	core/

KCONFIG
M:	K\xc3\xa4the Config <k@example.org>
S:	Maintained
F:	Kconfig*
K:	with_(foo|none)

THE REST
M:	The Chief <chief@example.org>
L:	all@lists.example.org
S:	Buried alive in reporters
F:	*
F:	*/
`,
  });
  const out = makeFolder(t);
  const rule = TWO_DOCUMENTS.split('---\n')[0]!;
  const ran = excise(tree, ['-', '--series', out, '--split-by', 'maintainer', '--cc'], {}, rule);
  assert.equal(ran.status, 0, ran.stderr);
  const mails = readTree(out);
  assert.deepEqual(Object.keys(mails), [
    '0000-cover-letter.patch',
    '0001-core-drop-CONFIG_FOO.patch',
    '0002-core-drop-CONFIG_FOO-CORE.patch',
    '0003-core-drop-CONFIG_FOO-KCONFIG.patch',
  ]);
  const [cover, rest, core, kconfig] = Object.values(mails);
  const ccOf = (mail: string) => /^Cc: [^]*?(?=\n\S|\n\n)/m.exec(mail)?.[0];
  assert.equal(ccOf(rest!), 'Cc: all@lists.example.org');
  assert.equal(
    ccOf(core!),
    `Cc: "C. Ore" <core@example.org>,
    Rev Iewer <rev@example.org>,
    =?UTF-8?q?K=C3=A4the=20Config?= <k@example.org>,
    core@lists.example.org,
    all@lists.example.org`,
    'with_foo is a keyword',
  );
  assert.equal(
    ccOf(kconfig!),
    'Cc: =?UTF-8?q?K=C3=A4the=20Config?= <k@example.org>,\n    all@lists.example.org',
  );
  assert.match(cover!, /all@lists[^]*core@example[^]*k@example|core@example[^]*k@example[^]*all@lists/);
  assert.match(cover!, /^Subject: \[PATCH 0\/3\] core: drop CONFIG_FOO$/m);
  assert.match(cover!, /\n {2}core: drop CONFIG_FOO \(CORE \xc3\xa9\)\n/);
  assert.match(cover!, /\n 4 files changed, 8 deletions\(-\)\n delete mode 100644 foo\.c\n\n-- \n/);
  git(tree, 'am', '-q', ...patches(out));
  const written = makeFolder(t, readTree(makeRepository(t, TREE)));
  assert.equal(excise(written, ['-', '-w'], {}, rule).status, 0);
  assert.deepEqual({ ...readTree(tree), MAINTAINERS: '' }, { ...readTree(written), MAINTAINERS: '' });
});

test('--split-by directory; a missing MAINTAINERS; patches of an earlier series', (t) => {
  const tree = makeFolder(t, TREE);
  const out = makeFolder(t, { '0004-older.patch': '' });
  const ran = excise(tree, ['-', '--series', out, '--split-by', 'directory', '-w'], {}, TWO_DOCUMENTS);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(
    Object.values(readTree(out))
      .flatMap((mail) => /^Subject: .*$/m.exec(mail) ?? [])
      .join('\n'),
    `Subject: [PATCH 0/4] Remove CONFIG_FOO and CONFIG_BAR
Subject: [PATCH 1/4] core: drop CONFIG_FOO (core)
Subject: [PATCH 2/4] core: drop CONFIG_FOO
Subject: [PATCH 3/4] core: remove CONFIG_BAR
Subject: [PATCH 4/4] Remove CONFIG_BAR`,
  );
  assert.match(ran.stderr, /also holds patches of an earlier series: 0004-older\.patch\n/);
  const refused = excise(tree, ['--remove-config', 'BAZ=n', '--series', out, '--cc', '-w']);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /^excise: \. has no MAINTAINERS file, which/);
  const file = join(out, '0004-older.patch');
  assert.match(
    excise(tree, ['--remove-config', 'BAZ=n', '--series', file]).stderr,
    /^excise: can't write the series/,
  );
  const nothing = excise(
    tree,
    ['-', '--series', out],
    {},
    'remove: [{config: BAZ, value: n}]\nscope: {include: [none/**]}',
  );
  assert.equal(nothing.status, 0, nothing.stderr);
  assert.equal(nothing.stdout, '');
});

test('--json names the files of a series and the commits', (t) => {
  const tree = makeRepository(t, TREE);
  const { stdout } = excise(tree, ['-', '--series', 'out', '--commit', '--json'], {}, TWO_DOCUMENTS);
  const result = JSON.parse(stdout) as {
    series: string[];
    commits: { id: string; subject: string }[];
    written: boolean;
  };
  assert.deepEqual(result.series, [
    'out/0000-cover-letter.patch',
    'out/0001-core-drop-CONFIG_FOO.patch',
    'out/0002-Remove-CONFIG_BAR.patch',
  ]);
  assert.deepEqual(
    result.commits.map(({ subject }) => subject),
    ['core: drop CONFIG_FOO', 'Remove CONFIG_BAR'],
  );
  assert.equal(result.commits[1]!.id, git(tree, 'rev-parse', '--short=12', 'HEAD').trim());
  assert.equal(result.written, true);
});
