import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { PageData } from '../../src/report/html/page-data.js';
import { renderPage } from '../../src/report/html/render-page.js';
import { closeBrowser, openPage, SCREENSHOTS, withoutChromium } from './browser.js';
import { samplePage } from './sample-page.js';

const options = { skip: withoutChromium };
const FEW = renderPage(samplePage(5, 2));
const SMALL = renderPage(samplePage(14, 3));

after(async () => {
  await closeBrowser();
  if (!withoutChromium) console.log(`pictures of the page: ${SCREENSHOTS}`);
});

const status = (page: Page) => page.locator('.status').innerText();
const shownFiles = (page: Page) => page.locator('.file:visible').count();
const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.tagName',
  );

test('nothing is asked of the network, and nothing goes wrong', options, async (t) => {
  const { page, problems, shoot } = await openPage(t, SMALL);
  assert.equal(await page.title(), 'gears: remove CONFIG_GEAR_TEETH - excise');
  assert.equal(await status(page), '42 places in 14 files');
  assert.equal(await page.locator('.totals').innerText(), '14 files changed, +42 −168, 3 facts, 2 leftovers');
  assert.equal(await page.locator('mark').first().innerText(), 'IS_ENABLED(CONFIG_GEAR_TEETH) && ');
  await shoot('unified');
  assert.deepEqual(problems, []);
});

test('filters: language, directory, fact, changes or leftovers, part of a path', options, async (t) => {
  const { page, problems, shoot } = await openPage(t, SMALL);
  const nav = page.locator('nav');
  const press = (name: string | RegExp) => nav.getByRole('button', { name, exact: true }).click();

  await press('Kconfig 2');
  assert.equal(await status(page), '6 places in 2 files');
  await press('C 12');
  assert.equal(await shownFiles(page), 14);
  await press('Kconfig 2');
  assert.equal(await shownFiles(page), 12);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  assert.equal(await shownFiles(page), 14);

  await press('01/ 4');
  assert.equal(await status(page), '12 places in 4 files');
  assert.equal(await nav.locator('[aria-pressed=true] .label').innerText(), '01/');
  const twig = nav.getByRole('button', { name: 'below 01/' });
  await twig.click();
  assert.equal(await nav.getByRole('button', { name: 'gear11.c' }).isVisible(), false);
  await twig.click();
  await press('gear11.c');
  assert.equal(await status(page), '3 places in 1 file');
  await press('gear11.c');
  assert.equal(await shownFiles(page), 14);

  await press('function count_teeth is unused 16');
  assert.equal(await status(page), '16 places in 14 files');
  await press('Leftovers');
  assert.equal(await status(page), '2 places in 2 files');
  await shoot('filtered');
  await page.keyboard.press('c');
  assert.equal(await shownFiles(page), 14);

  // A fact beside a hunk is a filter, too.
  await page.locator('.why .fact').nth(2).click();
  assert.equal(await status(page), '14 places in 14 files');
  assert.equal(await nav.locator('[aria-pressed=true] .label').innerText(), 'macro TOOTH is unused');
  await page.keyboard.press('c');

  await page.keyboard.press('/');
  await page.keyboard.type('GEAR1');
  assert.equal(await shownFiles(page), 5);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  assert.equal(await shownFiles(page), 14);
  assert.equal(await page.locator('input').inputValue(), '');
  assert.deepEqual(problems, []);
});

test('each key of the list that ? shows', options, async (t) => {
  const { page, problems, shoot } = await openPage(t, SMALL);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    return await focused(page);
  };
  assert.equal(await press('j'), 'lib/00/gear0.c, line 1');
  assert.equal(await press('j', 'j'), 'lib/00/gear0.c, line 81');
  assert.equal(await press('j'), 'lib/00/gear1.c, line 1');
  assert.equal(await press('k'), 'lib/00/gear0.c, line 81');
  assert.equal(await press('n'), 'lib/00/gear1.c, line 1');
  assert.equal(await press('n', 'n'), 'lib/00/gear3.c, line 1');
  assert.equal(await press('p'), 'lib/00/gear2.c, line 1');
  assert.equal(await press('l'), 'lib/00/gear7.c, line 1');
  assert.equal(await press('L'), 'lib/00/gear0.c, line 1');
  assert.equal(await press('L'), 'lib/00/gear0.c, line 1');
  const top = await page.evaluate<number>('document.activeElement.getBoundingClientRect().top');
  assert.ok(top >= 0 && top < 430, `${top}`);

  assert.equal(await page.locator('.rows.split').count(), 0);
  assert.equal(await press('j', 's'), 'lib/00/gear0.c, line 41');
  assert.equal(await page.locator('.rows.unified').count(), 0);
  await shoot('side-by-side');
  await press('s');
  assert.equal(await page.locator('.rows.split').count(), 0);

  await press('o');
  assert.equal(await page.locator('.hunks').first().isVisible(), false);
  await press('o');
  assert.equal(await page.locator('.hunks').first().isVisible(), true);
  await press('f');
  assert.equal(await page.locator('nav').isVisible(), false);
  await press('f');
  assert.equal(await page.locator('nav').isVisible(), true);

  await press('?');
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.isVisible(), true);
  const listed = await dialog.locator('dt').allInnerTexts();
  assert.deepEqual(listed, ['j', 'k', 'n', 'p', 'l', 'L', 'o', 's', 'f', '/', 'c', 't', '?']);
  await shoot('keys');
  // Keys of the page wait until it is closed.
  await press('s');
  assert.equal(await page.locator('.rows.split').count(), 0);
  await press('Escape');
  assert.equal(await dialog.isVisible(), false);
  // Nor do they take what belongs to the browser.
  await press('Control+s');
  assert.equal(await page.locator('.rows.split').count(), 0);
  assert.deepEqual(problems, []);
});

test('light and dark: as the system has it, or as chosen', options, async (t) => {
  const background = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const LIGHT = 'rgb(255, 255, 255)';
  const DARK = 'rgb(20, 23, 27)';
  const dark = await openPage(t, SMALL, { colorScheme: 'dark' });
  assert.equal(await background(dark.page), DARK);
  await dark.shoot('dark');
  const { page, problems } = await openPage(t, SMALL);
  assert.equal(await background(page), LIGHT);
  await page.keyboard.press('t');
  await page.keyboard.press('t');
  assert.equal(await page.getByRole('button', { name: 'Theme: dark' }).count(), 1);
  assert.equal(await background(page), DARK);
  await page.reload();
  assert.equal(await background(page), DARK);
  await page.keyboard.press('t');
  assert.equal(await background(page), LIGHT);
  assert.deepEqual([...problems, ...dark.problems], []);
});

test('on a phone: one column, no sideways scrolling, filters on demand', options, async (t) => {
  const { page, problems, shoot } = await openPage(t, SMALL, {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.equal(await overflow(), 0);
  await page.keyboard.press('s');
  assert.equal(await page.locator('.rows.split').count(), 0);
  assert.equal(await page.locator('nav').isVisible(), false);
  await shoot('phone');
  await page.getByRole('button', { name: 'Filters', exact: true }).tap();
  assert.equal(await page.locator('nav').isVisible(), true);
  assert.equal(await overflow(), 0);
  await page.locator('nav').getByRole('button', { name: 'Leftovers' }).tap();
  assert.equal(await shownFiles(page), 2);
  await shoot('phone-filters');
  assert.deepEqual(problems, []);
});

test('on paper: all of it, light, without what only a screen needs', options, async (t) => {
  const { page, problems, shoot } = await openPage(t, SMALL, { colorScheme: 'dark' });
  await page.keyboard.press('s');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await page.locator('nav').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Filters' }).isVisible(), false);
  assert.equal(await page.locator('.rows.split').count(), 0);
  assert.equal(await page.locator('.hunk').count(), 42);
  const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  assert.equal(colour, 'rgb(255, 255, 255)');
  await shoot('print');
  const pdf = await page.pdf({ format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 8, `${pages} pages`);
  assert.deepEqual(problems, []);
});

test('code, paths and rules that would be markup are text', options, async (t) => {
  const evil = '</script><img src=x onerror=alert(1)><!--<script>';
  const data: PageData = {
    version: evil,
    documents: [0, 1].map((index) => ({
      title: evil,
      message: evil,
      facts: [{ text: evil, parent: -1, others: [evil], path: evil }],
      files: [
        {
          path: `lib${index}/${evil}\u202e\u2028.c`,
          kind: '__proto__',
          language: evil,
          status: 'deleted',
          insertions: 0,
          deletions: 3,
          hunks: [
            {
              oldStart: 1,
              oldCount: 2,
              newStart: 0,
              newCount: 0,
              heading: evil,
              lines: [`-${evil}`, '-\x00\x1b[31m\ufffd\u202eend\r'],
              unended: [1],
              inComment: false,
              causes: [0],
              notes: [{ line: 1, column: 1, code: evil, message: evil, cause: 0 }],
            },
          ],
        },
      ],
      failures: [{ path: evil, law: evil, message: evil }],
    })),
  };
  const { page, problems, shoot } = await openPage(t, renderPage(data));
  assert.equal(await page.title(), `${evil} - excise`);
  assert.equal(await page.locator('h1').innerText(), `${evil} and 1 more`);
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.locator('.failures li').first().innerText(), `${evil}: ${evil}: ${evil}`);
  assert.equal(await page.locator('del.r .c').first().innerText(), evil);
  assert.equal(
    await page.locator('del.r .c').nth(1).innerText(),
    'U+0000U+001B[31m\ufffdU+202EendCRno newline at end of file',
  );
  assert.match(await page.locator('h3.path').first().innerText(), /U\+202EU\+2028\.c$/);
  // What a script that got in all the same could do: nothing.
  await assert.rejects(page.evaluate('document.body.innerHTML = "<b>x</b>"'), /TrustedHTML/);
  await shoot('hostile');
  assert.deepEqual(
    problems.filter((problem) => !problem.includes('TrustedHTML')),
    [],
  );
});

/** Serious findings of axe, in words. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]!.html} ${nodes[0]!.failureSummary ?? ''}`);
}

test('no serious finding of axe, in any of its forms', options, async (t: TestContext) => {
  const forms = [
    { name: 'light', keys: [], colorScheme: 'light', width: 1280 },
    { name: 'dark, side by side', keys: ['s', 'j'], colorScheme: 'dark', width: 1280 },
    { name: 'phone with filters', keys: ['f'], colorScheme: 'light', width: 390 },
    { name: 'list of keys', keys: ['?'], colorScheme: 'dark', width: 1280 },
  ] as const;
  for (const { name, keys, colorScheme, width } of forms) {
    const { page } = await openPage(t, FEW, { colorScheme, viewport: { width, height: 860 } });
    for (const key of keys) await page.keyboard.press(key);
    assert.deepEqual(await seriousFindings(page), [], name);
  }
});

test('a large run is made piece by piece, and none of it is lost', options, async (t) => {
  // 12,000 changed lines in 1,200 hunks.
  const { page, problems } = await openPage(t, renderPage(samplePage(240, 10)));
  assert.equal(await status(page), '2,400 places in 240 files');
  await page.keyboard.press('End');
  await page.locator('.file').last().locator('.hunk').last().waitFor();
  const last = page.locator('.file').last().locator('.hunk').last();
  assert.equal(await last.getAttribute('aria-label'), 'lib/23/Kconfig239, line 361');
  await last.scrollIntoViewIfNeeded();
  // Then, in idle time, all the rest, so that the browser's own search finds it.
  await page.locator('.hunk').nth(2399).waitFor({ state: 'attached' });
  assert.deepEqual(problems, []);
});
