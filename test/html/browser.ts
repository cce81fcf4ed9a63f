import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Debian's chromium drives the tests of the page; nothing is downloaded. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

/** For node:test's `skip`: what is missing, or false. */
export const withoutChromium =
  CHROMIUM === undefined ? 'there is no chromium: apt-get install chromium' : false;

/** Where pictures of the page are left for people to look at. */
export const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** @throws without chromium. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM! });
}

let browser: Promise<Browser> | undefined;

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

export interface OpenPage {
  readonly page: Page;
  /** Whatever the page said on its console, threw, or asked the network for. */
  readonly problems: string[];
  /** Leaves a picture in SCREENSHOTS. */
  readonly shoot: (name: string) => Promise<void>;
}

/** Opens a page from disk, as a user does. */
export async function openPage(
  t: TestContext,
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  browser ??= launchBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'excise-html-'));
  const path = join(folder, 'page.html');
  writeFileSync(path, html);
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 860 }, ...options });
  t.after(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const page = await context.newPage();
  const own = pathToFileURL(path).href;
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== own) problems.push(`request: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(own);
  mkdirSync(SCREENSHOTS, { recursive: true });
  return {
    page,
    problems,
    shoot: async (name) => {
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
  };
}
