/** Comparisons in real Chromium: made on their page, queued, cut off, finished, opened by link and file. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { encodeSweepLink } from '../src/spec/sweeps/sweepLink.ts';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, watchErrors } from './smallExperiment.ts';

const first = smallSpec('wasm', { name: 'Tiny' });
const tiny = { ...first, training: { ...first.training, epochs: 2 } };

const queue = (page: Page) => page.getByRole('complementary', { name: 'Queue' });
const add = (page: Page) => page.getByRole('button', { name: 'Add to the queue' });
const chip = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A comparison over the small experiment: two values of μ, averaging beside it, two seeds. */
async function openComparison(page: Page): Promise<void> {
  await openWith(page, tiny);
  await page.getByRole('button', { name: /Compare over seeds/ }).click();
  await expect(
    page.getByRole('heading', { name: /5 runs.*one setting, with 5 seeds/ }),
  ).toBeVisible();
  await page.getByRole('textbox', { name: 'Number of seeds, typed' }).fill('2');
  await page.getByRole('button', { name: 'Compare methods' }).click();
  await chip(page, 'Averaging').click();
  await page.getByRole('button', { name: /^Vary Hyper-parameter/ }).click();
  await page.getByRole('textbox', { name: 'Another value of Hyper-parameter' }).fill('0.9');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /6 runs.*3 settings, each with 2 seeds/ }),
  ).toBeVisible();
}

/** What the library has finished, by name, with its errors as listed; times and sizes differ. */
async function results(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'All runs' }).click();
  const rows = page.getByRole('row', { name: /finished/ });
  await expect(rows.first()).toBeVisible();
  const lines = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  return lines.map((text) => text.replace(/ (today|yesterday).*$/, '')).sort();
}

test('a comparison is made, queued, cut off by a reload, and ends as one that was not', async ({
  page,
  browser,
}) => {
  const errors = watchErrors(page);
  await openComparison(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Tiny, compared');
  await page.screenshot({ path: 'test-results/sweeps/comparison.png' });
  await add(page).click();
  await expect(queue(page).getByText(/of 6 done/)).toBeVisible();
  await expect(queue(page).getByText(/[1-9] of 6 done/)).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: 'test-results/sweeps/queue.png' });
  await page.reload();
  await page.getByRole('button', { name: 'Tiny, compared', exact: true }).click();
  await expect(queue(page).getByText('6 of 6 done')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('The library has all of these runs.')).toBeVisible();
  const cut = await results(page);
  expect(cut.length).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  expect(await seriousViolations(page)).toEqual([]);

  const other = await (await browser.newContext()).newPage();
  await openComparison(other);
  await other.getByRole('textbox', { name: 'Name' }).fill('Tiny, compared');
  await add(other).click();
  await expect(queue(other).getByText('6 of 6 done')).toBeVisible({ timeout: 120_000 });
  expect(await results(other)).toEqual(cut);
  await other.context().close();

  // What it came to is one press away; removing it leaves its runs.
  await page.getByRole('button', { name: 'Results of Tiny, compared' }).click();
  await expect(page.getByRole('rowheader', { name: /Averaging/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('button', { name: 'Remove Tiny, compared…' }).click();
  await page.getByRole('button', { name: 'Remove the comparison Tiny, compared' }).click();
  await expect(page.getByRole('button', { name: 'Tiny, compared', exact: true })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /finished/ }).first()).toBeVisible();
});

test('runs wait, are moved and taken out, and the queue rests where it is told to', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openComparison(page);
  // Left out by the keyboard, and taken back by its head.
  const cell = page.getByRole('button', { name: 'Complementary, μ 0.9: 2 seeds' });
  await page.getByRole('button', { name: 'Complementary, μ 0.7: 2 seeds' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('left out: 2 runs')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^4 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'μ 0.9', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^6 runs/ })).toBeVisible();
  // A value that cannot be holds everything back, at its chip.
  const value = page.getByRole('textbox', { name: 'Another value of Hyper-parameter' });
  await value.fill('1');
  await page.keyboard.press('Enter');
  // A setting whose importance may stay as it is says so, and can be queued.
  await expect(page.getByText('may freeze')).toBeVisible();
  const frozen = page.getByRole('button', { name: 'Complementary, μ 1: 2 seeds, may freeze' });
  await expect(frozen).toBeVisible();
  await expect(add(page)).toBeEnabled();
  await page.screenshot({ path: 'test-results/sweeps/freezes.png' });
  await chip(page, '1').click();
  await expect(frozen).toHaveCount(0);
  await value.fill('77');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^77: must be a number from/)).toBeVisible();
  await expect(add(page)).toBeDisabled();
  await chip(page, '77').click();
  await page.getByRole('textbox', { name: 'Number of seeds, typed' }).fill('20');
  await add(page).click();
  await queue(page).getByRole('button', { name: 'After this run' }).click();
  await queue(page).getByRole('button', { name: 'Resume' }).waitFor({ timeout: 60_000 });
  const waiting = queue(page).getByRole('row');
  // Without the time that the row is told to take, which comes a moment after it.
  const named = async (place: number) =>
    (await waiting.nth(place).innerText()).replace(/ · .*/, '');
  const next = await named(1);
  await waiting
    .first()
    .getByRole('button', { name: /Take .* out of the queue/ })
    .click();
  await expect.poll(() => named(0)).toBe(next);
  const second = await named(1);
  await waiting.nth(1).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => named(0)).toBe(second);
  await page.reload();
  await page.getByRole('button', { name: 'Tiny, compared', exact: true }).click();
  await expect(queue(page).getByRole('button', { name: 'Resume' })).toBeVisible();
  expect(await named(0)).toBe(second);
  await page.screenshot({ path: 'test-results/sweeps/rests.png' });
  // Paused in the middle of a run, or just when one has come to its end: the queue rests either way.
  const button = (name: string) => queue(page).getByRole('button', { name, exact: true });
  const done = async () =>
    Number.parseInt(
      await queue(page)
        .getByText(/ of \d+ done/)
        .innerText(),
      10,
    );
  await button('Resume').click();
  await button('Pause').click();
  await expect(button('Resume')).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await page.getByRole('button', { name: 'Tiny, compared', exact: true }).click();
  await expect(button('Resume')).toBeVisible();
  const before = await done();
  await button('Resume').click();
  await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(before);
  expect(errors).toEqual([]);
});

test('a comparison goes out as a link and a file, and comes back, wide and narrow', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openComparison(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'sweep.json', exact: true }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'espalier-sweep', version: 1, seeds: [1, 2] });
  await page.goto(`/#${await encodeSweepLink(JSON.parse(text))}`);
  await page.reload();
  await expect(page.getByRole('heading', { name: /6 runs.*3 settings/ })).toBeVisible();
  await page.goto('/');
  await page.reload();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    openRuns(page).then(() => page.getByRole('button', { name: /^Import/ }).click()),
  ]);
  await chooser.setFiles({
    name: 'sweep.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(page.getByRole('heading', { name: /6 runs.*3 settings/ })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await page.screenshot({ path: 'test-results/sweeps/narrow.png' });
  await page.getByRole('button', { name: 'Or send it to a cluster' }).click();
  await expect(page.getByText(/sweep run sweep.json --out results/)).toBeVisible();
  await page.screenshot({ path: 'test-results/sweeps/narrow-end.png' });
  expect(errors).toEqual([]);
  expect(await seriousViolations(page)).toEqual([]);
});

test('a comparison over data sets opens each for its runs, and waits for those that are not here', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, { ...tiny, dataset: { ...tiny.dataset, limitPerClass: 4 } });
  await page.getByRole('button', { name: /Compare over seeds/ }).click();
  await page.getByRole('textbox', { name: 'Number of seeds, typed' }).fill('1');
  await page.getByRole('button', { name: 'Compare data sets' }).click();
  const axis = page.getByRole('region', { name: 'Data set' });
  await axis.getByRole('button', { name: 'Glyphs' }).click();
  await axis.getByRole('button', { name: 'KMNIST' }).click();
  await expect(
    page.getByRole('heading', { name: /3 runs.*3 settings, each with 1 seed/ }),
  ).toBeVisible();
  await expect(axis.getByText(/^KMNIST is not here yet/)).toBeVisible();
  await page.screenshot({ path: 'test-results/sweeps/data.png' });
  expect(await seriousViolations(page)).toEqual([]);
  // What is in no queue yet survives a reload.
  await expect.poll(() => keptComparison(page)).toContain('KMNIST');
  await page.reload();
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('button', { name: 'Tiny, compared', exact: true }).click();
  await expect(axis.getByText(/^KMNIST is not here yet/)).toBeVisible();
  await add(page).click();
  await expect(queue(page).getByText('2 of 3 done')).toBeVisible({ timeout: 60_000 });
  await expect(queue(page).getByText(/waits for KMNIST, which is not here/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await page.screenshot({ path: 'test-results/sweeps/data-narrow.png', fullPage: true });
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.reload();
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('row', { name: /finished/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Tiny, compared', exact: true }).click();
  await expect(queue(page).getByText(/waits for KMNIST, which is not here/)).toBeVisible();
  expect(errors).toEqual([]);
});

/** The comparison that is being made, as the browser keeps it; empty where it keeps none. */
async function keptComparison(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('espalier');
    const texts = ['comparison.a', 'comparison.b'].map(async (name) => {
      const handle = await folder.getFileHandle(name).catch(() => null);
      const file = await handle?.getFile().catch(() => null);
      return file?.text() ?? '';
    });
    return (await Promise.all(texts)).join();
  });
}

async function openRuns(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing has run here yet.' })).toBeVisible();
}
