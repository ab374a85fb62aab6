/** The built page on a host that serves plain files. */
import { expect, type Page, test } from '@playwright/test';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { dropFiles } from './dropFiles.ts';
import { madeIdxFiles } from './madeData.ts';
import { type StaticHost, startStaticHost } from './staticHost.ts';

test.use({ serviceWorkers: 'allow' });

let host: StaticHost;
test.beforeAll(async () => {
  host = await startStaticHost();
});
test.afterAll(() => host.close());

const isIsolated = (page: Page) => page.evaluate(() => globalThis.crossOriginIsolated);
const threads = (page: Page) => page.getByRole('button', { name: /Threads/ });

test('a host without headers gives one thread, and all of them once the page is loaded anew', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const spec: ExperimentSpec = {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:whatever', validation: 0 },
    network: { kind: 'cnn', channels: [4, 6] },
    training: {
      ...defaultSpec.training,
      epochs: 1,
      batchSize: 40,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
    },
    method: { kind: 'single' },
    device: 'wasm',
  };
  await page.goto(`${host.address}#${await encodeLink(spec)}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  expect(await isIsolated(page)).toBe(false);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  await dropFiles(page, madeIdxFiles());
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect(train).toBeEnabled();
  await expect(threads(page)).toContainText('automatic, 1');
  test.skip(cores < 2, 'this machine has one core');
  await expect(page.getByText(/can train on up to [248] threads/)).toBeVisible();
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect.poll(() => isIsolated(page).catch(() => false)).toBe(true);
  // The data were stored, so that the link finds them.
  await expect(train).toBeEnabled();
  await expect(threads(page)).not.toContainText('automatic, 1');
  await expect(page.getByRole('button', { name: 'Reload', exact: true })).toHaveCount(0);
  await train.click();
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/SIMD, \d+ threads/).first()).toBeVisible();
  expect(errors).toEqual([]);
});

test('another page of the same host is left as it is', async ({ page }) => {
  await page.goto(host.address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect.poll(() => isIsolated(page)).toBe(true);
  const answer = await page.goto(host.otherPage);
  await expect(page.getByRole('heading', { name: 'A page beside Espalier' })).toBeVisible();
  expect(answer?.fromServiceWorker()).toBe(false);
  expect(await isIsolated(page)).toBe(false);
  await page.goto(`${host.address}index.html?again`);
  expect(await isIsolated(page)).toBe(true);
});
