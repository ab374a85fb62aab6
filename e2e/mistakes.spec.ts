/** The rooms beside the story: measures, the confusion matrix and the images behind it, mistakes. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

/** Two networks that have hardly learnt anything, so that there are mistakes to look at. */
function poorSpec() {
  const { training } = smallSpec('wasm');
  return smallSpec('wasm', { training: { ...training, epochs: 1, learningRate: 0.0001 } });
}

const room = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

test('a cell of the confusion matrix opens its images, a mistake tells every model', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, poorSpec());
  await trainToTheEnd(page);
  // A second run on the same test images, to hold the first against.
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await train.click();
  await expect(train).toBeEnabled({ timeout: 60_000 });
  await room(page, 'Confusion').click();
  const matrix = page.getByRole('figure', { name: 'Confusion matrix' });
  await matrix
    .getByRole('button', { name: / and \d/ })
    .first()
    .click();
  const cell = matrix.getByRole('region', { name: 'The cell' });
  await expect(cell.getByRole('img').first()).toBeVisible();
  await expect(cell).toContainText('this cell');

  // Arrows walk on from the cell that is held; Escape lets go.
  const cells = matrix.getByRole('application');
  await cells.focus();
  await page.keyboard.press('ArrowRight');
  await expect(matrix.getByText(/(read as|read rightly).*of \d+/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(matrix.getByRole('region', { name: 'Most confused pairs' })).toBeVisible();
  await matrix.getByRole('combobox', { name: /difference/ }).selectOption('Against network 2');
  await expect(matrix.getByText('more errors')).toBeVisible();
  const otherRun = matrix.locator('optgroup[label="Other runs"] option').first();
  await matrix
    .getByRole('combobox', { name: /difference/ })
    .selectOption((await otherRun.getAttribute('value')) ?? '');
  await matrix
    .getByRole('button', { name: / and \d/ })
    .first()
    .click();
  await expect(cell).toContainText('against Complementary');
  await matrix.getByRole('button', { name: /as a table/ }).click();
  await expect(matrix.getByRole('columnheader', { name: 'read as' })).toBeVisible();

  await room(page, 'Mistakes').click();
  const mistakes = page.getByRole('figure', { name: 'Mistakes' });
  const first = mistakes.getByRole('article').first();
  await expect(first).toContainText('ensemble');
  await expect(first).toContainText('network 2');
  await expect(first).toContainText('%');
  expect(errors).toEqual([]);
});

test('measures are the same on the page and in result.json', async ({ page }) => {
  await openWith(page, poorSpec());
  await trainToTheEnd(page);
  await room(page, 'Measures').click();
  const measures = page.getByRole('figure', { name: 'Measures' });
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  const result = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const { hardestFifth, easierHalf, calibration } = result.ensemble[1].measures;
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  const cellOf = (name: string) =>
    measures
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('cell')
      .first();
  await expect(cellOf('hardest fifth')).toHaveText(percent(hardestFifth));
  await expect(cellOf('easier half')).toHaveText(percent(easierHalf));
  await expect(cellOf('calibration error')).toHaveText(percent(calibration.ece));
  await expect(page.getByRole('figure', { name: 'Reliability' })).toHaveAccessibleDescription(
    /Confidence of the ensemble/,
  );
});

const looks = [
  { width: 1440, height: 900, theme: 'light' },
  { width: 390, height: 844, theme: 'dark' },
] as const;

for (const { width, height, theme } of looks) {
  test(`nothing serious in any room at ${width} × ${height}, ${theme}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
    });
    const page = await context.newPage();
    await openWith(page, poorSpec());
    await trainToTheEnd(page);
    for (const name of ['Measures', 'Confusion', 'Mistakes']) {
      await room(page, name).click();
      await expect(page.getByRole('figure').first()).toBeVisible();
      await page.screenshot({ path: `test-reports/rooms/${name}-${width}-${theme}.png` });
      expect(await seriousViolations(page), name).toEqual([]);
      const overhang = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overhang, name).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
}
