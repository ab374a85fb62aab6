/** A run that starts from the network of a kept run, in real Chromium. */
import { expect, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

test('the network of a kept run is round 1 of another, and is not trained', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm', { name: 'One network', method: { kind: 'single' } }));
  await trainToTheEnd(page);
  // Another visit: the run is kept, and not open.
  await page.goto('about:blank');
  await openWith(page, smallSpec('wasm', { name: 'Complementary' }));
  const startFrom = page.getByRole('button', { name: /Start from/ });
  await startFrom.click();
  await page.getByRole('option', { name: /One network/ }).click();
  await expect(startFrom).toContainText('One network');
  await page.getByRole('button', { name: /Taken as/ }).click();
  await page.getByRole('option', { name: /first network/ }).click();
  expect(await seriousViolations(page)).toEqual([]);
  await trainToTheEnd(page);
  await expect(startFrom).toContainText('One network');
  // Three epochs of one network, not of two.
  await expect(page.getByRole('slider', { name: 'Moment of the run' })).toHaveAttribute(
    'aria-valuemax',
    '3',
  );
  expect(errors).toEqual([]);
});
