import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../../src/lang/facts.js';
import { classifyFile, type FileKind } from '../../src/lang/file-kind.js';
import { analyzePlainText } from '../../src/lang/plain-text/front-end.js';
import { findConfigMentions, findWord } from '../../src/lang/plain-text/mentions.js';
import { makeFacts, makeTask } from './kbuild-helpers.js';
import { fc } from './properties.js';

function report(path: string, text: string, facts: readonly Fact[]): string[] {
  const kind = classifyFile(path);
  const analysis = analyzePlainText(makeTask({ path, kind, text, facts }));
  assert.deepEqual(analysis.edits, []);
  return analysis.leftovers.map(({ code, offset }) => `${code} ${offset}`);
}

describe('plain text', () => {
  it('reports whole words by the kind of file', () => {
    const text = 'CONFIG_X CONFIG_XY aCONFIG_X\nCONFIG_X_MODULE -DCONFIG_X';
    const at = (code: string) => [`${code} 0`, `${code} 29`, `${code} 47`];
    assert.deepEqual(report('Documentation/a.rst', text, makeFacts('X=y')), at('mentioned-in-documentation'));
    assert.deepEqual(report('scripts/a.sh', text, makeFacts('X=y')), at('mentioned-in-script'));
    assert.deepEqual(report('rust/a.rs', text, makeFacts('X=n')), at('mentioned-in-rust-cfg'));
    assert.deepEqual(report('a/b.yaml', text, makeFacts('X=n')), at('mentioned-in-text'));
  });

  it('knows the argument of CONFIG_IS_ENABLED, not the bare word', () => {
    assert.deepEqual(report('README', 'CONFIG_IS_ENABLED(X) X', makeFacts('X=y')), [
      'mentioned-in-documentation 0',
    ]);
  });

  it('reports deleted files by their whole path', () => {
    const facts: Fact[] = [{ kind: 'file', path: 'drivers/a/b.c' }];
    const text = 'F:\tdrivers/a/b.c\nF: drivers/a/b.c.orig x/drivers/a/b.c drivers/a/b.cc b.c';
    assert.deepEqual(report('MAINTAINERS', text, facts), [
      'mentions-deleted-file 3',
      'mentions-deleted-file 41',
    ]);
  });

  it('finds what a regular expression finds', () => {
    const bits = fc.constantFrom('CONFIG_', 'X', '_', ' ', '-D', 'D', '(', '1');
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const words = [...text.matchAll(/(?<![A-Za-z0-9_])X(?![A-Za-z0-9_])/g)].map(({ index }) => index);
        assert.deepEqual(findWord(text, 'X'), words);
        for (const { offset, word } of findConfigMentions(text))
          assert.ok(text.startsWith(`CONFIG_${word}`, offset));
      }),
      { numRuns: 500 },
    );
  });
});

describe('file kinds', () => {
  const KINDS: readonly [FileKind, readonly string[]][] = [
    ['c', ['a/b.c', 'a/b.h', 'a/b.inc', 'a/b.c_shipped', 'a/b.h.in']],
    ['asm', ['a/b.S', 'a/vmlinux.lds.S', 'a/vmlinux.lds']],
    ['dts', ['a.dts', 'a.dtsi', 'a.dtso', 'boards/x/y.overlay']],
    ['kconfig', ['Kconfig', 'a/Kconfig.debug', 'a/Config.in', 'Documentation/Kconfig']],
    ['kbuild', ['Makefile', 'a/Kbuild', 'scripts/Makefile.lib', 'a/Platform', 'a/b.mk', 'tools/a/Build']],
    ['kbuild', ['Documentation/Makefile', 'arch/a/Kbuild.platforms']],
    [
      'defconfig',
      ['arch/a/configs/b_defconfig', 'arch/a/configs/52xx/c', 'kernel/configs/x.config', 'a/prj.conf'],
    ],
    [
      'defconfig',
      [
        'tools/testing/selftests/a/config',
        'tools/testing/selftests/bpf/config.x86_64',
        'configs/b_defconfig',
      ],
    ],
    ['defconfig', ['tools/testing/selftests/rcutorture/configs/rcu/TREE01']],
    ['documentation', ['Documentation/a.rst', 'Documentation/a/b.c', 'a/README', 'doc/x']],
    ['script', ['scripts/a.pl', 'tools/testing/selftests/a/configs/b.sh', 'a.awk']],
    ['rust', ['rust/a.rs']],
    [
      'text',
      ['MAINTAINERS', 'a/b.yaml', 'scripts/kconfig/tests/a/Kconfig', 'a/b.y', 'a/b.cpp', 'CMakeLists.txt.in'],
    ],
    ['other', ['a/b.png', 'x.gz']],
  ];
  for (const [kind, paths] of KINDS) {
    it(`${kind}: ${paths.join(', ')}`, () => {
      for (const path of paths) assert.equal(classifyFile(path), kind, path);
    });
  }
});
