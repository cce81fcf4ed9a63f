import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { arrangeFacts } from '../../src/report/arrange-facts.js';
import { renderDot } from '../../src/report/graph-dot.js';
import { renderSvg } from '../../src/report/graph-svg.js';
import type { ListedFact } from '../../src/report/list-facts.js';
import { runInProcess } from '../run-in-process.js';
import { makeFolder, readTree } from './git-support.js';
import { readXml, type XmlElement } from './xml-support.js';
import { fc } from './properties.js';

const TREE = fileURLToPath(new URL('../../../examples/tree', import.meta.url));
const RULE = fileURLToPath(new URL('../../../examples/rule.yaml', import.meta.url));

async function explain(...words: string[]) {
  const { status, stdout, stderr } = await runInProcess('explain', RULE, ...words, '-C', TREE, '-j', '1');
  return { status, stdout: stdout.toString(), stderr };
}

test('the chain of facts that a change follows from', async () => {
  const { status, stdout } = await explain('motion/core.c:5');
  assert.equal(status, 0);
  assert.equal(
    stdout.replaceAll(RULE, 'rule.yaml'),
    `motion/core.c:3: lines 3 to 8 go
    -static int stop_by_hand(struct joint *joint)
    -{
    -	joint->speed = 0;
    -… 3 more
  because CONFIG_MOTION_EVENTS=y (rule.yaml:2:1)
       -> function stop_by_hand is unused in motion/core.c (motion/core.c:3)
`,
  );
});

test('a leftover, all of a file, and a line between two changes of one hunk', async () => {
  const left = (await explain('Documentation/motion.rst:4:43')).stdout;
  assert.match(left, /^Documentation\/motion\.rst:4:43: left to a person \(mentioned-in-documentation\): /);
  assert.match(left, /\n {2}because CONFIG_MOTION_EVENTS=y \(/);
  assert.equal((await explain('robots/Kconfig')).stdout.match(/this line goes$/gm)?.length, 3);
  const near = (await explain('motion/core.c:19')).stdout;
  assert.match(near, /^motion\/core\.c:16: this line goes; line 19 itself stays$/m);
  assert.match(near, /^motion\/core\.c:22: lines 22 to 27 change; line 19 itself stays$/m);
  // The tree's own name before the path is no part of it.
  const whole = await explain(`${TREE}/motion/core.c:5`);
  assert.equal(whole.stdout, (await explain('./motion/core.c:5')).stdout);
});

test('all facts without a place', async () => {
  assert.equal(
    (await explain()).stdout.replaceAll(RULE, 'rule.yaml'),
    `CONFIG_MOTION_EVENTS=y (rule.yaml:2:1): 14 changes in 6 files, 1 leftover
  function stop_by_hand is unused in motion/core.c (motion/core.c:3): 1 change
`,
  );
});

test('a place that the rule does not touch is an error that tells the nearest', async () => {
  const messages = [
    ['motion/core.c:70', /^motion\/core\.c:70: error: .* it does at lines 3, 11, 14, 16, 22\n$/],
    ['motion/coe.c:7', /^motion\/coe\.c: error: .*; did you mean 'motion\/core\.c'\?\n$/],
    ['motion/core.c:0', /^excise: explain: motion\/core\.c:0: lines count from 1\n$/],
  ] as const;
  for (const [place, message] of messages) {
    const { status, stdout, stderr } = await explain(place);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
});

test('--graph draws all facts and writes nothing else', async (t) => {
  const folder = makeFolder(t, {
    'tree/Kconfig': 'config A\n\tbool "<A & \\"B\\">"\n\nconfig B\n\tbool "B"\n\tdepends on A\n',
    'tree/a.c': '#ifdef CONFIG_A\nint a;\n#endif\n#ifdef CONFIG_B\nint b;\n#endif\n',
    'rule.yaml': 'subject: "<gone> & \\"quoted\\""\nremove:\n  - config: A\n    value: n\n',
  });
  const words = ['explain', join(folder, 'rule.yaml'), '--graph', join(folder, 'facts.svg')];
  const { status, stderr } = await runInProcess(...words, '-C', join(folder, 'tree'), '-j', '1');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /facts\.svg and .*facts\.dot: 2 facts\n$/);
  assert.deepEqual(Object.keys(readTree(folder)), [
    'facts.dot',
    'facts.svg',
    'rule.yaml',
    'tree/Kconfig',
    'tree/a.c',
  ]);
  const svg = readXml(readFileSync(join(folder, 'facts.svg'), 'utf8'));
  assert.match(textOf(svg), /<gone> & "quoted"/);
  assert.match(textOf(svg), /CONFIG_B=n/);
  const dot = readFileSync(join(folder, 'facts.dot'), 'utf8');
  assert.match(dot, /label="<gone> & \\"quoted\\""/);
  assert.match(dot, /^ {4}d0_0 -> d0_1;$/m);
});

/** Facts that each follow from some before them. */
const anyFacts = fc
  .array(
    fc.record({
      id: fc.string({ unit: 'binary' }),
      because: fc.array(fc.nat(400), { maxLength: 3 }),
      leftovers: fc.nat(2),
    }),
    { minLength: 1, maxLength: 300 },
  )
  .map((list) =>
    list.map(({ id, because, leftovers }, i): ListedFact => ({
      id,
      because: i === 0 ? [] : [...new Set(because.map((reason) => reason % i))],
      changes: 1,
      files: 1,
      leftovers,
    })),
  );

test('boxes never cover each other, and arrows point to the right', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { facts: arranged, order, rows } = arrangeFacts(facts);
      assert.equal(new Set(order).size, facts.length);
      facts.forEach(({ because }, i) => {
        for (const reason of because) assert.ok(arranged[reason]!.layer < arranged[i]!.layer);
      });
      const layers = new Map<number, number[]>();
      for (const { layer, row } of arranged) {
        assert.ok(row >= 0 && row < rows);
        layers.set(layer, [...(layers.get(layer) ?? []), row]);
      }
      for (const own of layers.values()) {
        const sorted = own.sort((a, b) => a - b);
        sorted.forEach((row, i) => assert.ok(i === 0 || row - sorted[i - 1]! >= 1));
      }
    }),
    { numRuns: 40 },
  );
});

test('a drawing of any facts is XML, within its frame', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), anyFacts, (title, facts) => {
      const svg = readXml(renderSvg([{ title, facts }]));
      const { width, height } = svg.attributes;
      const boxes = all(svg).filter(({ name, attributes }) => name === 'rect' && attributes.class !== 'page');
      assert.equal(boxes.length, facts.length);
      for (const { attributes } of boxes) {
        assert.ok(Number(attributes.x) + Number(attributes.width) <= Number(width));
        assert.ok(Number(attributes.y) + Number(attributes.height) <= Number(height));
      }
      assert.match(
        renderDot([{ title, facts }]),
        /^digraph cascade \{\n(?:(?:[^"\n]|"(?:[^"\\\n]|\\.)*")*\n)*$/,
      );
    }),
    { numRuns: 40 },
  );
});

function all(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : all(child)))];
}

function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join(' ');
}
