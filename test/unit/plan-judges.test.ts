import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classifyFile } from '../../src/lang/file-kind.js';
import { reportNames } from '../../src/lang/report-names.js';
import { reportPurity } from '../../src/lang/c/report-purity.js';
import { describeMember } from '../../src/lang/c/members/describe-member.js';
import { findCarriers } from '../../src/lang/c/members/find-carriers.js';
import { judgeMentions } from '../../src/lang/c/members/member-mentions.js';
import { readTypes } from '../../src/lang/c/types/read-types.js';
import { NO_ANSWERS } from '../../src/lang/c/types/type-answers.js';
import { findWord } from '../../src/lang/plain-text/mentions.js';
import { judgeConstants } from '../../src/plan/judge-constants.js';
import { judgeHeaders } from '../../src/plan/judge-headers.js';
import { judgeNames } from '../../src/plan/judge-names.js';
import { judgeObjects } from '../../src/plan/judge-objects.js';
import { learnPurity } from '../../src/plan/learn-purity.js';
import type { PlannedTree } from '../../src/plan/planned-tree.js';

/** A tree in memory, searched file by file. */
function makeTree(files: Readonly<Record<string, string>>): PlannedTree {
  const findWords = (words: readonly string[]) =>
    Promise.resolve(
      new Map(
        words.map((word) => [
          word,
          Object.keys(files).filter((path) => findWord(files[path]!, word).length > 0),
        ]),
      ),
    );
  return {
    findWords,
    async findOpenWords(words, judge) {
      await judge(await findWords(words));
    },
    reportNames: (path, names) =>
      Promise.resolve(reportNames({ path, kind: classifyFile(path), text: files[path]!, names })),
    reportPurity: (path, names) => Promise.resolve(reportPurity(classifyFile(path), files[path]!, names)),
    findNearName: () => Promise.resolve(undefined),
    readTypes: (path, questions) => Promise.resolve(readTypes(files[path]!, questions)),
    findCarriers: (path, keys) => Promise.resolve(findCarriers(files[path]!, keys)),
    describeMember: (path, of, name) => Promise.resolve(describeMember(files[path]!, of, name)),
    judgeMentions: (path, queries) => Promise.resolve(judgeMentions(files[path]!, queries)),
    types: { ...NO_ANSWERS, learn: () => Promise.resolve(), pick: () => NO_ANSWERS },
    reportSignatures: () => Promise.resolve(new Map()),
    isKnownUsed: () => false,
    noteUse: () => undefined,
    exists: (path) => path in files,
    sizeOf: (path) => files[path]?.length ?? 0,
    pathsEndingIn: (tail) => Object.keys(files).filter((path) => path === tail || path.endsWith(`/${tail}`)),
    originalOffset: (_path, offset) => offset,
    textOf: (path) => files[path] ?? null,
  };
}

describe('judgeNames', () => {
  const judge = async (
    files: Readonly<Record<string, string>>,
    name: string,
    lost: 'use' | 'definition' = 'use',
  ) => {
    const { facts, leftovers } = await judgeNames([{ name, lost, cause: 'c' }], makeTree(files));
    return [...facts.map(({ fact }) => fact.kind), ...leftovers.map(({ code }) => code)];
  };

  it('lets a function go that is only declared, defined and exported', async () => {
    const files = {
      'a.h': 'int start_it(void);\n',
      'a.c': '#include "a.h"\nint start_it(void)\n{\n\treturn f();\n}\nEXPORT_SYMBOL_GPL(start_it);\n',
    };
    assert.deepEqual(await judge(files, 'start_it'), ['unused']);
  });

  it('keeps what code uses, by calls, addresses, macro bodies and conditions', async () => {
    const header = 'int start_it(void);\n';
    for (const use of [
      'int x = start_it();\n',
      'void *p = &start_it;\n',
      '#define GO start_it()\n',
      '#ifdef start_it\n#endif\n',
    ]) {
      assert.deepEqual(await judge({ 'a.h': header, 'b.c': use }, 'start_it'), [], use);
    }
  });

  it('takes a member of the same name for something else', async () => {
    const files = {
      'a.h': 'int start_it(void);\nstruct s {\n\tint start_it;\n};\n',
      'b.c': 'int f(struct s *s)\n{\n\treturn s->start_it;\n}\n',
    };
    assert.deepEqual(await judge(files, 'start_it'), ['unused']);
  });

  it("takes another file's static function of the same name for something else", async () => {
    const files = {
      'a.h': 'int start_it(void);\n',
      'b.c': 'static int start_it(void)\n{\n\treturn 0;\n}\nint g(void)\n{\n\treturn start_it();\n}\n',
    };
    assert.deepEqual(await judge(files, 'start_it'), ['unused']);
  });

  it('keeps what assembly, a Makefile or documentation mentions, and says so', async () => {
    const header = 'int start_it(void);\n';
    assert.deepEqual(await judge({ 'a.h': header, 'e.S': '\tcall start_it\n' }, 'start_it'), [
      'mentioned-in-assembly',
    ]);
    assert.deepEqual(await judge({ 'a.h': header, 'e.S': '\t/* start_it */\n' }, 'start_it'), ['unused']);
    assert.deepEqual(await judge({ 'a.h': header, Makefile: 'F += -Wl,start_it\n' }, 'start_it'), [
      'mentioned-in-makefile',
    ]);
    assert.deepEqual(
      await judge({ 'a.h': header, 'Documentation/a.rst': 'Call start_it().\n' }, 'start_it'),
      ['mentioned-in-documentation'],
    );
  });

  it('lets a member go, unless its place in the struct may matter', async () => {
    const struct = (members: string) => ({ 'a.h': `struct gauge {\n${members}\tint start_it;\n};\n` });
    assert.deepEqual(await judge(struct('\tint a;\n'), 'start_it'), ['member']);
    const given = ['\tu32 reg;', '\t__le16 id;', '\tint flag : 1;', '\tLONG load;', '\tlong _unused1;'];
    for (const members of given.map((line) => `${line}\n`)) {
      assert.deepEqual(await judge(struct(members), 'start_it'), ['unused-member'], members);
    }
    const files = (object: string) => ({ ...struct('\tint a;\n'), 'b.c': object });
    assert.deepEqual(await judge(files('struct gauge g = { 1, 2 };\n'), 'start_it'), ['unused-member']);
    assert.deepEqual(await judge(files('struct gauge g[] = {\n\t{ 1, 2 },\n};\n'), 'start_it'), [
      'unused-member',
    ]);
    assert.deepEqual(await judge(files('void *p = &(struct gauge){ 1 };\n'), 'start_it'), ['unused-member']);
    assert.deepEqual(await judge(files('struct gauge g = { .a = 1 };\n'), 'start_it'), ['member']);
  });

  it('keeps a definition of which only a twin went', async () => {
    const files = { 'a.c': 'int start_it(void)\n{\n\treturn f();\n}\n' };
    assert.deepEqual(await judge(files, 'start_it', 'definition'), []);
    assert.deepEqual(await judge({ 'a.h': 'int start_it(void);\n' }, 'start_it', 'definition'), ['unused']);
  });

  it('keeps a macro beside macros of the same prefix, and lets all of them go together', async () => {
    const files = { 'a.h': '#define REG_MODE 0x1\n#define REG_SPEED 0x2\n', 'b.c': 'int x = REG_SPEED;\n' };
    assert.deepEqual(await judge(files, 'REG_MODE'), ['unused-among-siblings']);
    const candidates = ['REG_MODE', 'REG_SPEED'].map((name) => ({ name, lost: 'use', cause: 'c' }) as const);
    const { facts } = await judgeNames(candidates, makeTree({ 'a.h': files['a.h'] }));
    assert.equal(facts.length, 2);
  });

  it('keeps a macro that several files define, unless they are those of architectures', async () => {
    const define = '#define MODE_FLAG 1\n';
    assert.deepEqual(await judge({ 'a.h': define, 'b.h': define }, 'MODE_FLAG'), [
      'defined-in-several-files',
    ]);
    const files = { 'arch/one/a.h': define, 'arch/two/a.h': define, 'include/asm-generic/a.h': define };
    assert.deepEqual(await judge(files, 'MODE_FLAG'), ['unused']);
  });

  it('keeps what user space is compiled against', async () => {
    assert.deepEqual(await judge({ 'include/uapi/a.h': '#define MODE_FLAG 1\n' }, 'MODE_FLAG'), []);
  });
});

describe('judgeConstants', () => {
  const candidate = {
    name: 'has_it',
    what: 'function',
    value: '0',
    evaluatesArguments: true,
    isLocal: false,
    cause: 'c',
    offset: 0,
    path: 'a.h',
  } as const;
  const stub = 'static inline int has_it(void)\n{\n\treturn 0;\n}\n';
  const user = 'int f(void)\n{\n\treturn has_it();\n}\n';

  it('needs every definition of the tree to agree', async () => {
    assert.equal((await judgeConstants([candidate], makeTree({ 'a.h': stub, 'b.c': user }))).length, 1);
    const other = 'int has_it(void)\n{\n\treturn read_it();\n}\n';
    assert.equal(
      (await judgeConstants([candidate], makeTree({ 'a.h': stub, 'b.c': user, 'c.c': other }))).length,
      0,
    );
  });

  it('has nothing to say without users', async () => {
    assert.equal((await judgeConstants([candidate], makeTree({ 'a.h': stub }))).length, 0);
  });
});

describe('judgeObjects', () => {
  const object = { stem: 'd/foo', cause: 'c', offset: 0, makefile: 'd/Makefile' };
  const judge = async (files: Readonly<Record<string, string>>) => {
    const { facts, leftovers } = await judgeObjects([object], makeTree({ 'd/foo.c': 'int x;\n', ...files }));
    return [
      ...facts.map(({ fact }) => (fact.kind === 'file' ? fact.path : '')),
      ...leftovers.map(({ code }) => code),
    ];
  };

  it('lets the source file of an object go that nothing else names', async () => {
    assert.deepEqual(await judge({ 'd/Makefile': 'obj-y += bar.o\n' }), ['d/foo.c']);
    assert.deepEqual(await judge({ 'e/Makefile': 'obj-y += foo.o\n', 'e/foo.c': '' }), ['d/foo.c']);
  });

  it('keeps one that another Makefile builds or another file includes', async () => {
    assert.deepEqual(await judge({ 'e/Makefile': 'obj-y += ../d/foo.o\n' }), ['maybe-built-elsewhere']);
    assert.deepEqual(await judge({ 'd/bar.c': '#include "foo.c"\n' }), ['maybe-built-elsewhere']);
  });
});

describe('judgeHeaders', () => {
  const judge = async (files: Readonly<Record<string, string>>, target = 'lib/a.h') => {
    const include = { target, from: 'x.c', cause: 'c' };
    return (await judgeHeaders([include], makeTree(files))).facts.length;
  };

  it('lets a header go that nothing includes any more', async () => {
    assert.equal(await judge({ 'include/lib/a.h': '', 'x.c': '' }), 1);
  });

  it('keeps one that may be meant elsewhere, is exported, or is one of several', async () => {
    assert.equal(await judge({ 'include/lib/a.h': '', 'y.c': '#include <lib/a.h>\n' }), 0);
    assert.equal(await judge({ 'include/lib/a.h': '', 'include/lib/b.h': '#include "a.h"\n' }), 0);
    assert.equal(await judge({ 'include/lib/a.h': '', 'include/Kbuild': 'generic-y += a.h\n' }), 0);
    assert.equal(await judge({ 'include/uapi/lib/a.h': '' }), 0);
    assert.equal(await judge({ 'one/lib/a.h': '', 'two/lib/a.h': '' }), 0);
  });
});

describe('learnPurity', () => {
  const learn = async (text: string) => {
    const { pureNames } = await learnPurity(
      [{ name: 'ask', path: 'b.c' }],
      new Set(),
      makeTree({ 'a.h': text }),
    );
    return pureNames.has('ask');
  };

  it('knows macros and functions that are an expression', async () => {
    assert.equal(await learn('#define ask() (state == READY)\n'), true);
    assert.equal(
      await learn('static inline int ask(void)\n{\n\treturn look(1);\n}\n#define look(x) ((x) + 1)\n'),
      true,
    );
  });

  it('takes for impure what assigns, says more than an expression, or is not at hand', async () => {
    assert.equal(await learn('#define ask() (count++)\n'), false);
    assert.equal(await learn('static inline int ask(void)\n{\n\tstop();\n\treturn 0;\n}\n'), false);
    assert.equal(await learn('int ask(void);\n'), false);
    assert.equal(await learn('#define ask() ask()\n'), false);
    assert.equal(await learn('#define ask __ask\nint __ask(void);\n'), false);
    assert.equal(await learn('#define ask(ops) ((ops)->state(1))\n#define state(x) (x)\n'), false);
  });

  it('builds on what is known of any tree', async () => {
    assert.equal(await learn('static inline int ask(int x)\n{\n\treturn x == cpu_to_le16(1);\n}\n'), true);
    assert.equal(await learn('#define ask __ask\nstatic inline int __ask(int x)\n{\n\treturn x;\n}\n'), true);
  });

  it('reads only the headers for a name that very many files have, unless one declares it', async () => {
    const users = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [`u${i}.c`, 'ask();\n']));
    const learnIn = async (header: string) => {
      const questions = [{ name: 'ask', path: 'u1.c' }];
      const { pureNames } = await learnPurity(questions, new Set(), makeTree({ 'a.h': header, ...users }));
      return pureNames.has('ask');
    };
    const stub = 'static inline int ask(void)\n{\n\treturn 1;\n}\n';
    assert.equal(await learnIn(stub), true);
    assert.equal(await learnIn(`#ifdef A\nint ask(void);\n#else\n${stub}#endif\n`), false);
  });
});
