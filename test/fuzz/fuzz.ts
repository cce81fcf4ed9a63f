import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Finding, LoopData } from './loop.js';
import { shrinkText } from './shrink-text.js';
import { TARGETS } from './targets.js';

/**
 * npm run fuzz -- [--minutes N | --inputs N] [--seed S] [--target NAME]…: random texts for every parser, guided by coverage. An input
 * that breaks a law is made smaller and kept in test/fuzz/corpus/, which the test command runs. Exit status 1 if any.
 */
const CORPUS = fileURLToPath(new URL('../../../test/fuzz/corpus/', import.meta.url));
/** An input that takes longer hangs: they have a few thousand characters. */
const SECONDS_PER_INPUT = 60;
const LARGEST_INPUT = 1 << 16;
const MOST_FINDINGS = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    inputs: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string', multiple: true, default: TARGETS.map(({ name }) => name) },
  },
});

const seed = Number(values.seed);
const found = new Map<string, Finding>();
const progress = new SharedArrayBuffer(12 + LARGEST_INPUT);
const head = new Int32Array(progress, 0, 3);
const inputs = values.inputs === undefined ? Infinity : Number(values.inputs);
const bound = Number.isFinite(inputs) ? `${inputs} inputs` : `${values.minutes} minutes`;
console.log(`fuzz: seed ${seed}, ${bound}, ${values.target.join(' ')}`);

await new Promise<void>((resolve) => {
  const data: LoopData = { seed, targets: values.target, inputs, progress };
  const worker = new Worker(new URL('./loop.js', import.meta.url), {
    workerData: data,
    resourceLimits: { stackSizeMb: 64 },
  });
  const end = Number.isFinite(inputs) ? Infinity : Date.now() + Number(values.minutes) * 60_000;
  let last = { count: 0, since: Date.now() };
  const stop = () => {
    clearInterval(clock);
    void worker.terminate().then(() => resolve());
  };
  const clock = setInterval(() => {
    const count = Atomics.load(head, 0);
    if (count !== last.count) last = { count, since: Date.now() };
    const isStuck = Date.now() - last.since > SECONDS_PER_INPUT * 1000;
    if (isStuck) {
      const text = Buffer.from(progress, 12, head[1]).toString('latin1');
      note({ target: TARGETS[head[2]!]!.name, text, message: 'hangs' });
    }
    if (isStuck || Date.now() > end || found.size >= MOST_FINDINGS) stop();
  }, 250);
  worker.on('exit', stop);
  worker.on('message', (finding: Finding) => note(finding));
  worker.on('error', (error) => {
    const text = Buffer.from(progress, 12, head[1]).toString('latin1');
    note({ target: TARGETS[head[2]!]!.name, text, message: `ends the thread: ${error.message}` });
    stop();
  });
});

for (const finding of found.values()) await report(finding);
console.log(`fuzz: seed ${seed}, ${head[0]} inputs, ${found.size} findings`);
process.exitCode = found.size > 0 ? 1 : 0;

/** One finding for each place that fails. */
function note(finding: Finding): void {
  const lines = finding.message.split('\n');
  const key = `${finding.target} ${lines[0]!.slice(0, 60).replace(/\d+/g, '#')} ${lines.find((l) => l.includes('/src/')) ?? ''}`;
  const known = found.get(key);
  if (!known || finding.text.length < known.text.length) found.set(key, finding);
}

async function report({ target, text, message }: Finding): Promise<void> {
  const { check } = TARGETS.find(({ name }) => name === target)!;
  const first = message.split('\n')[0]!;
  const fails = async (input: string) => {
    try {
      await check(input);
      return false;
    } catch (error) {
      return (
        (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 20) ===
        first.replace(/^\w*Error(?: \[\w+\])?: /, '').slice(0, 20)
      );
    }
  };
  const small = message === 'hangs' ? text : await shrinkText(text, fails);
  const hash = createHash('sha256').update(small, 'latin1').digest('hex').slice(0, 8);
  mkdirSync(CORPUS, { recursive: true });
  const file = join(CORPUS, `${target}-${hash}`);
  writeFileSync(file, Buffer.from(small, 'latin1'));
  console.log(
    `\n${file}\n${message.split('\n').slice(0, 12).join('\n')}\n${JSON.stringify(small.slice(0, 1500))}`,
  );
}
