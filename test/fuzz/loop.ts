import { parentPort, workerData } from 'node:worker_threads';
import { openCoverage } from './coverage.js';
import { growText, injure } from './grow-text.js';
import { makeRandom } from './random.js';
import { TARGETS } from './targets.js';

/** What the loop is told: which targets, from which seed, and where it says what it is at. */
export interface LoopData {
  readonly seed: number;
  readonly targets: readonly string[];
  /** The loop ends after a round that reaches so many. */
  readonly inputs: number;
  /** [count of inputs, length of the input, its bytes…]. */
  readonly progress: SharedArrayBuffer;
}

/** An input that broke a law. */
export interface Finding {
  readonly target: string;
  readonly text: string;
  readonly message: string;
}

const POOL = 300;
/** Inputs between two looks at the coverage. */
const STRETCH = 20;

/** Grows and injures texts for each target in turn; where there is no end of inputs, the other thread ends it. */
async function loop({ seed, targets, inputs, progress }: LoopData): Promise<void> {
  const random = makeRandom(seed);
  const head = new Int32Array(progress, 0, 3);
  const bytes = Buffer.from(progress, 12);
  const coverage = await openCoverage();
  const own = TARGETS.filter(({ name }) => targets.includes(name)).map((target) => ({
    target,
    index: TARGETS.indexOf(target),
    words: Object.values(target.grammar)
      .flat()
      .filter((choice) => !choice.includes('<') && choice !== ''),
    kept: [] as string[],
  }));
  while (head[0]! < inputs) {
    for (const { target, index, words, kept } of own) {
      const tried: string[] = [];
      for (let i = 0; i < STRETCH; i++) {
        const old = kept.length > 0 && random.once(2) ? random.pick(kept) : growText(target.grammar, random);
        const text = random.once(3)
          ? old
          : injure(old, words, kept.length > 0 ? random.pick(kept) : old, random);
        const length = bytes.write(text, 'latin1');
        head[1] = length;
        head[2] = index;
        Atomics.add(head, 0, 1);
        tried.push(text);
        try {
          await target.check(text);
        } catch (error) {
          const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
          parentPort!.postMessage({ target: target.name, text, message } satisfies Finding);
        }
      }
      // Which of them it was doesn't matter: they are few.
      if ((await coverage.news()) > 0) kept.push(...tried);
      while (kept.length > POOL) kept.splice(random.below(kept.length), 1);
      // Native syntax trees are freed on a turn of the event loop only.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

await loop(workerData as LoopData);
