/** What the first visit has to read, and what is done where the rest cannot be read. */
import { expect, type Page, test } from '@playwright/test';
import { firstLoadOf } from '../scripts/shipping/firstLoad.ts';
import { seriousViolations } from './axe.ts';

/** Bytes of compressed script before the first page can be used. */
const most = 150_000;

test('little script comes before the first page', () => {
  const loaded = firstLoadOf('dist');
  const seen = loaded.map(({ path, gzipped }) => `${path} ${gzipped}`).join('\n');
  expect(loaded.length).toBeGreaterThan(1);
  expect(
    loaded.reduce((sum, { gzipped }) => sum + gzipped, 0),
    seen,
  ).toBeLessThanOrEqual(most);
});

test('the name is drawn before any script or style sheet has come', async ({ page }) => {
  await withhold(page, /assets\//);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.getByRole('img', { name: 'Espalier' })).toBeVisible();
});

/** Has the network fail for the files whose addresses match, until the returned function is called. */
async function withhold(page: Page, files: RegExp): Promise<() => Promise<void>> {
  await page.route(files, (route) => route.abort());
  return () => page.unroute(files);
}

const alert = (page: Page) => page.getByRole('alert').filter({ hasText: 'could not be read' });

test('what surrounds the first page can be read again where it failed', async ({ page }) => {
  const give = await withhold(page, /assets\/parts-.*\.js/);
  await page.goto('/');
  await expect(alert(page)).toContainText('A part of Espalier could not be read.');
  expect(await seriousViolations(page)).toEqual([]);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await give();
  await alert(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Or start at once' })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

for (const [what, files] of [
  ['script', /assets\/TrainPage-.*\.js/],
  ['style sheet', /assets\/TrainPage-.*\.css/],
] as const) {
  test(`a page whose ${what} does not come can be read again, and the data stay`, async ({
    page,
  }) => {
    // Read ahead, it would be read again as well as by the button.
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    const give = await withhold(page, files);
    await page.goto('/');
    await page.getByRole('button', { name: /^Glyphs/ }).click();
    await expect(page.getByRole('heading', { name: 'Glyphs' }).first()).toBeVisible();
    await page.getByRole('link', { name: 'Train' }).click();
    await expect(alert(page)).toContainText('This page could not be read.');
    await give();
    await alert(page).getByRole('button', { name: 'Try again' }).click();
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await expect(train).toBeEnabled();
    // Its own style sheet lays it out.
    await expect(page.getByRole('main').last()).toBeVisible();
    expect(await page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(1);
  });
}

test('a press that comes before the code is answered when that is there', async ({ page }) => {
  let give = () => {};
  const held = new Promise<void>((resolve) => {
    give = resolve;
  });
  await page.route(/assets\/(?:parts|workbench)-.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Glyphs/ }).click();
  await page.getByRole('link', { name: 'Train' }).click();
  give();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
});
