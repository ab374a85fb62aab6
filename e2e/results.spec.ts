/** Many runs compared in real Chromium: one alone, results from files with marks, and the library’s own. */
import { expect, type Page, test } from '@playwright/test';
import { wholeResult } from '../src/analysis/run/wholeResult.ts';
import { finishedState } from '../src/analysis/testing/sampleRun.ts';
import { createRandom } from '../src/lib/random.ts';
import { specHash } from '../src/spec/experimentSpec.ts';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

/** Results of three methods over five seeds, of which one errs four points less. */
function resultFiles() {
  return (['averaging', 'complementary', 'single'] as const).flatMap((method) =>
    [1, 2, 3, 4, 5].map((seed) => {
      const result = wholeResult(finishedState({ data: 'glyphs', method, rounds: 2, epochs: 2 }));
      const spec = { ...result.spec, seed };
      const luck = 0.01 * createRandom(seed, 'luck').normal();
      const own = 0.002 * createRandom(seed, method).normal();
      const top1 = (method === 'complementary' ? 0.24 : 0.28) + luck + own;
      const ensemble = result.ensemble.map((vote) => ({
        ...vote,
        topErrors: { test: { '1': top1, '5': top1 / 4 } },
      }));
      const told = { ...result, spec, specHash: specHash(spec), ensemble };
      const buffer = Buffer.from(JSON.stringify(told));
      return { name: `${method}-${seed}.json`, mimeType: 'application/json', buffer };
    }),
  );
}

async function collect(page: Page): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Results…' }).click(),
  ]);
  await chooser.setFiles(resultFiles());
  await expect(page.getByRole('table', { name: 'Settings by measures' })).toBeVisible();
}

test('one run alone is shown, while it trains and after, without marks', async ({ page }) => {
  const errors = watchErrors(page);
  const spec = smallSpec('wasm');
  await openWith(page, { ...spec, training: { ...spec.training, epochs: 400 } });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('link', { name: 'Compare' }).click();
  const main = page.getByRole('main');
  await expect(main.getByRole('row', { name: /Complementary.*still going/ })).toBeVisible();
  await expect(main.getByRole('heading', { name: /stands at/ })).toBeVisible();
  await expect(page.getByText(/none yet/i)).toHaveCount(0);
  await expect(main).toContainText('until then nothing is marked');
  expect(errors).toEqual([]);
});

test('results from files are tested against a baseline that a circle chooses', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'There is no run to compare.' })).toBeVisible();
  await collect(page);
  const cell = page.getByRole('button', { name: /^Top-1 error of Complementary.*: better\.$/ });
  await expect(cell).toBeVisible();
  await cell.click();
  await expect(page.getByRole('status').filter({ hasText: 'after Holm' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('less than averaging');
  await page.getByRole('radio', { name: /Measure against Complementary/ }).focus();
  await page.keyboard.press('Space');
  await expect(
    page.getByRole('button', { name: /^Top-1 error of Averaging.*: worse\.$/ }),
  ).toBeVisible();
  await page.getByLabel('Kind').selectOption('wilcoxon');
  // Five pairs never come below 0.0625.
  await expect(
    page.getByRole('button', { name: /^Top-1 error of Averaging.*cannot be told\.$/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: /^Averaging/, pressed: false }).click();
  await page.getByRole('radio', { name: 'Classes' }).click();
  // The held row is the one that is shown, and the list chooses another.
  const classesOf = page.getByLabel('Classes of');
  await expect(classesOf.locator('option:checked')).toContainText('Averaging');
  await classesOf.selectOption({ index: 1 });
  await expect(classesOf.locator('option:checked')).not.toContainText('Averaging');
  await expect(page.getByRole('figure', { name: /class by class/ })).toContainText('mean of seeds');
  await page.getByRole('radio', { name: 'Axes' }).click();
  await expect(page.getByRole('figure', { name: 'Settings over their axes' })).toBeVisible();
  await page.getByRole('radio', { name: 'Table' }).click();
  await page.getByRole('button', { name: 'Leave them out' }).click();
  await expect(page.getByRole('heading', { name: 'There is no run to compare.' })).toBeVisible();
  expect(errors).toEqual([]);
});

test('runs of the library are compared from their outcomes after a reload', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm', { seed: 1 }));
  await trainToTheEnd(page);
  await page.reload();
  await page.getByRole('link', { name: 'Compare' }).click();
  const row = page.getByRole('row', { name: /Complementary/ });
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('still going');
  await expect(page.getByRole('main')).toContainText(/top-1 error/i);
  expect(errors).toEqual([]);
});

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the page of results has nothing for axe at ${width} × ${height}`, async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Compare' }).click();
    await collect(page);
    await page.setViewportSize({ width, height });
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const view of ['Table', 'Classes', 'Axes']) {
        await page.getByRole('radio', { name: view, exact: true }).click();
        expect(await seriousViolations(page), `${theme} ${view}`).toEqual([]);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways, view).toBeLessThanOrEqual(0);
      }
    }
  });
}
