/** Where a training step's time goes, measured in real Chromium. */
import { expect, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

test('a step of the drafted experiment is measured by kernel and by layer', async ({ page }) => {
  const errors = watchErrors(page);
  // Also that Chromium trains by fused multiply-adds, on several threads.
  await openWith(page, smallSpec('wasm-fused'));
  await page.getByRole('button', { name: 'Where does a step’s time go?' }).click();
  const dialog = page.getByRole('dialog');
  const byKernel = dialog.getByRole('table', { name: 'Time of a step by kernel' });
  await expect(byKernel.getByRole('row', { name: /^dense weight gradient/ })).toBeVisible();
  await expect(byKernel.getByRole('row', { name: /^outside kernels/ })).toBeVisible();
  await expect(dialog).toContainText('by the clock of its thread');
  await expect(dialog).toContainText('on WASM, fused (fused SIMD, 1 thread)');
  await expect(dialog).toContainText('GFLOP/s');
  expect(await seriousViolations(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'By layer' }).click();
  const byLayer = dialog.getByRole('table', { name: 'Time of a step by layer' });
  await expect(byLayer.getByRole('row', { name: /^objective, optimiser and rest/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  // What was measured is gone: the experiment trains as ever.
  await trainToTheEnd(page);
  expect(errors).toEqual([]);
});
