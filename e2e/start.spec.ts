/** Runs that start from the network of a kept run, or of a model's file, in real Chromium. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { NetworkSpec } from '../src/spec/networks/networks.ts';
import { seriousViolations } from './axe.ts';
import { type DraggedFile, dropFiles } from './dropFiles.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

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

/** The archive that Export gives for a format of the model. */
async function exported(page: Page, item: string): Promise<DraggedFile> {
  const download = page.waitForEvent('download');
  await exportItem(page, item);
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) };
}

const startField = (page: Page) => page.getByRole('button', { name: /Start from/ });

test('a model’s file is a start; one of other layers says which layer, and what to do', async ({
  page,
}) => {
  const errors = watchErrors(page);
  const method = { ...(smallSpec('wasm').method as object), rounds: 2 } as never;
  await openWith(page, smallSpec('wasm', { name: 'Two networks', method }));
  await trainToTheEnd(page);
  const onnx = await exported(page, 'Model as ONNX');
  const layers = await exported(page, 'Model for TensorFlow.js');

  // As a data set it is refused, and a run can be started from it there.
  await page.goto('about:blank');
  const wide: NetworkSpec = { kind: 'mlp', hidden: [9], initial: 'he' };
  await openWith(page, smallSpec('wasm', { name: 'Again', network: wide }));
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await dropFiles(page, [{ name: 'model.onnx', bytes: unzipSync(onnx.bytes)['model.onnx'] }]);
  const refusal = page.getByRole('alert').filter({ hasText: 'trained network' });
  await expect(refusal).toContainText('Start from');
  expect(await seriousViolations(page), 'refused').toEqual([]);
  await refusal.getByRole('button', { name: 'Start the experiment from it' }).click();
  await expect(startField(page)).toContainText('network 1 of model.onnx');
  const complaint = page
    .getByText(/its layer “dense1” has 12 units, where this run’s has 9/)
    .first();
  await expect(complaint).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  expect(await seriousViolations(page), 'misfit').toEqual([]);
  await page.getByRole('button', { name: /dark/i }).first().click();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await seriousViolations(page), 'narrow and dark').toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  // The archive of the layers model is dropped where the field is; its second network is chosen.
  await openWith(page, smallSpec('wasm', { name: 'Again' }));
  await dropFiles(page, [layers], 'network');
  await expect(startField(page)).toContainText('network 1 of');
  await startField(page).click();
  await page.getByRole('option', { name: /network 2 of/ }).click();
  await page.getByRole('button', { name: /Taken as/ }).click();
  await page.getByRole('option', { name: /first network/ }).click();
  await trainToTheEnd(page);
  await expect(page.getByRole('slider', { name: 'Moment of the run' })).toHaveAttribute(
    'aria-valuemax',
    '3',
  );
  expect(errors).toEqual([]);
});
