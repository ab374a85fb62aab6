/** Frozen features: a model is dropped beside images, heads are trained on what it sees, in Chromium. */
import { expect, test } from '@playwright/test';
import { layersSample, modelFiles, writeModel } from '../src/data/testing/writeModel.ts';
import { seriousViolations } from './axe.ts';
import { dropFiles } from './dropFiles.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const sample = layersSample(8, 3);
const dropped = Object.entries(modelFiles(sample, 'net/')).map(([name, bytes]) => ({
  name,
  bytes,
}));

test('a model is dropped, asked about, and its features train a head and survive a reload', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await dropFiles(page, dropped);
  const question = page.getByRole('dialog', { name: /How is net to be read/ });
  await expect(question).toContainText('there is the model “net”');
  await expect(question.getByRole('radio')).toHaveCount(3);
  expect(await seriousViolations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Read it so' }).click();
  await expect(page.getByRole('heading', { name: /by net/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await trainToTheEnd(page);
  await page.reload();
  // The link names the features, and they are kept: nothing is dropped again.
  await expect(page.getByRole('heading', { name: /by net/ }).first()).toBeVisible();
  await trainToTheEnd(page);
  expect(errors).toEqual([]);
});

test('a model that asks for an address is refused, and nothing is asked of it', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const { json, shard } = writeModel(sample);
  const [group] = (json as { weightsManifest: { paths: string[] }[] }).weightsManifest;
  group.paths = ['https://example.org/group1-shard1of1.bin'];
  await dropFiles(page, [
    { name: 'net/model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) },
    { name: 'net/group1-shard1of1.bin', bytes: shard },
  ]);
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText('it is an address');
  await expect(alert).toContainText('What to do');
  expect(errors).toEqual([]);
});
