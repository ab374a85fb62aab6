/** Comparisons in real Chromium: made on their page, queued, cut off by a reload, finished. */
import { expect, type Page, test } from '@playwright/test';
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

/** What the library has finished, by name, with its error as it is listed. */
async function results(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'All runs' }).click();
  const rows = page.getByRole('row', { name: /finished/ });
  await expect(rows.first()).toBeVisible();
  return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')).sort();
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
});
