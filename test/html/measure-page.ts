import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { renderPage } from '../../src/report/html/render-page.js';
import { launchBrowser, withoutChromium } from './browser.js';
import { samplePage } from './sample-page.js';

/**
 * How a page of 12,000 changed lines behaves in the browser: node dist/test/html/measure-page.js [FILE], where FILE is
 * a page to take instead. Prints CPU time of the page's thread, which doesn't depend on what else the machine does: in
 * all, for each frame while somebody pages through, and of the longest piece in which nothing else could happen.
 */

/** An event of Chromium's trace. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** CPU time in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Does something and waits until the page has shown it. @returns CPU time of each task of the page's thread, in ms. */
async function traceTasks(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const names = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const threads = new Set(names.map(({ pid, tid }) => `${pid}:${tid}`));
  return traceEvents
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && threads.has(`${pid}:${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

/** Scrolls by most of a screen for each frame, 400 times or to the end. @returns how many frames there were. */
const PAGE_THROUGH = `new Promise((done) => {
  let frames = 0;
  const step = () => {
    scrollBy(0, innerHeight * 0.8);
    if (++frames === 400 || scrollY + innerHeight >= document.documentElement.scrollHeight - 5) done(frames);
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

const folder = mkdtempSync(join(tmpdir(), 'excise-html-'));
try {
  if (withoutChromium) throw new Error(withoutChromium);
  const given = process.argv[2];
  const path = given ?? join(folder, 'page.html');
  if (given === undefined) writeFileSync(path, renderPage(samplePage(240, 10)));
  const browser = await launchBrowser();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
  const report = (what: string, tasks: readonly number[], frames = 0) => {
    const sum = tasks.reduce((a, b) => a + b, 0);
    const each = frames > 0 ? `, ${(sum / frames).toFixed(1)} ms for each of ${frames} frames` : '';
    console.log(
      `${what}: ${sum.toFixed(0)} ms of CPU${each}, longest piece ${Math.max(...tasks).toFixed(0)} ms`,
    );
  };
  console.log(`${(statSync(path).size / 1e6).toFixed(1)} MB`);
  report(
    'opened',
    await traceTasks(page, async () => {
      await page.goto(pathToFileURL(path).href);
      await page.locator('.rows').first().waitFor();
    }),
  );
  await page.locator('.hunks.empty').first().waitFor({ state: 'detached', timeout: 120_000 });
  let frames = 0;
  const paging = await traceTasks(page, async () => {
    frames = await page.evaluate<number>(PAGE_THROUGH);
  });
  report('paged through', paging, frames);
  for (const [what, key] of [
    ['next hunk', 'j'],
    ['next file', 'n'],
    ['side by side', 's'],
  ] as const) {
    report(what, await traceTasks(page, () => page.keyboard.press(key)));
  }
  report('filter by a fact', await traceTasks(page, () => page.locator('nav .node').last().click()));
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
