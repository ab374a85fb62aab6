/** The page of runs in real Chromium: what is kept is listed, named, found, deleted, moved, compared. */
import { expect, type Page, test } from '@playwright/test';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { decodeLink, encodeLink } from '../src/spec/link.ts';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const first = smallSpec('wasm', { name: 'A first look' });

const row = (page: Page, name: RegExp | string) => page.getByRole('row', { name });

async function openRuns(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('heading', { name: /kept here|has run here/ })).toBeVisible();
}

/** The experiment of an address, on the same data, with another μ. */
async function withOtherMu(address: string): Promise<string> {
  const reading = decodeLink(address);
  if (!reading.ok) throw new Error('The address holds no experiment.');
  const { spec } = reading;
  const method = { ...spec.method, mu: 0.5 } as ExperimentSpec['method'];
  return encodeLink({ ...spec, name: 'A second look', method });
}

/** Two small runs that differ in μ, and the page that lists them. */
async function trainTwo(page: Page): Promise<void> {
  await openWith(page, first);
  await trainToTheEnd(page);
  await page.goto(`/#${await withOtherMu(page.url())}`);
  await trainToTheEnd(page);
  await openRuns(page);
  await expect(page.getByRole('heading', { name: '2 runs are kept here' })).toBeVisible();
}

test('runs are listed after a reload, renamed, found, deleted and brought back', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await trainTwo(page);
  await page.reload();
  const line = row(page, /A first look, finished/);
  await expect(line).toBeVisible();
  expect(new URL(page.url()).hash).toMatch(/^#runs/);
  await line.focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /New name of/ }).fill('The one to keep');
  await page.keyboard.press('Enter');
  await expect(row(page, /The one to keep, finished/)).toBeVisible();
  await page.getByRole('button', { name: 'More for The one to keep' }).click();
  await page.getByRole('menuitem', { name: 'Details and notes…' }).click();
  await page.getByRole('textbox', { name: 'Notes' }).fill('Best of the afternoon.');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('afternoon');
  await expect(row(page, /The one to keep/)).toContainText('Best of the afternoon.');
  await expect(row(page, /A second look/)).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Find runs' }).fill('second');
  await expect(row(page, /The one to keep/)).toHaveCount(0);
  await expect(row(page, /A second look/)).toBeVisible();
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await row(page, /A second look/).focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, /A second look/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, /A second look/)).toBeVisible();
  await row(page, /A second look/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('radio', { name: /The one to keep/ }).click({ force: true });
  await expect(
    page.getByRole('heading', { name: 'A first look against A second look' }),
  ).toBeAttached();
  expect(errors).toEqual([]);
});

test('runs are exported, taken in elsewhere, and compared there', async ({ page, browser }) => {
  await trainTwo(page);
  await page.getByRole('button', { name: 'Export all' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('alertdialog').getByRole('button', { name: 'Export' }).click(),
  ]);
  const elsewhere = await (await browser.newContext()).newPage();
  const errors = watchErrors(elsewhere);
  await elsewhere.goto('/#runs');
  await expect(elsewhere.getByRole('heading', { name: 'Nothing has run here yet.' })).toBeVisible();
  const [chooser] = await Promise.all([
    elsewhere.waitForEvent('filechooser'),
    elsewhere.getByRole('button', { name: 'Import runs…' }).click(),
  ]);
  await chooser.setFiles(await download.path());
  const report = elsewhere.getByRole('dialog', { name: '2 runs taken in' });
  await report.getByRole('button', { name: 'Done' }).click();
  await row(elsewhere, /A first look, from elsewhere/).focus();
  for (const key of ['Home', 'Space', 'Shift+End']) await elsewhere.keyboard.press(key);
  for (const name of [/A first look, from elsewhere/, /A second look, from elsewhere/]) {
    await expect(row(elsewhere, name)).toHaveAttribute('aria-selected', 'true');
  }
  const chosen = elsewhere.getByRole('region', { name: 'Chosen runs' });
  await expect(chosen).toContainText('they differ in μ, nothing else');
  await chosen.getByRole('button', { name: 'Compare them' }).click();
  await expect(elsewhere.getByRole('heading', { name: /look against A/ })).toBeAttached();
  expect(errors).toEqual([]);
  await elsewhere.context().close();
});

test('a run is listed while it trains, can be paused there, and goes on after a reload', async ({
  page,
}) => {
  const training = { ...first.training, epochs: 400 };
  await openWith(page, { ...first, training });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await openRuns(page);
  await expect(row(page, /A first look, training, .*epoch [1-9]/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause A first look' }).click();
  await expect(page.getByRole('button', { name: 'Continue A first look' })).toBeVisible();
  await page.reload();
  const line = row(page, /A first look, interrupted, .*stands at/);
  await expect(line).toBeVisible();
  await page.getByRole('button', { name: 'Resume A first look' }).click();
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
});

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the page of runs has nothing for axe at ${width} × ${height}`, async ({ page }) => {
    await page.goto('/#runs');
    await expect(page.getByRole('heading', { name: 'Nothing has run here yet.' })).toBeVisible();
    expect(await seriousViolations(page), 'empty').toEqual([]);
    await openWith(page, first);
    await trainToTheEnd(page);
    await openRuns(page);
    await page.setViewportSize({ width, height });
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.reload();
      await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
      await expect(row(page, /A first look/)).toBeVisible();
      expect(await seriousViolations(page), theme).toEqual([]);
      await page.getByRole('button', { name: 'More for A first look' }).click();
      await page.getByRole('menuitem', { name: 'Choose' }).click();
      await expect(page.getByRole('region', { name: 'Chosen runs' })).toBeVisible();
      expect(await seriousViolations(page), `${theme}, chosen`).toEqual([]);
      await page.getByRole('button', { name: 'Choose none' }).click();
    }
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBeLessThanOrEqual(0);
  });
}
