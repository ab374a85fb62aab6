/**
 * A graphics process that crashes and a training thread that dies or hangs, in real Chromium, in the
 * middle of a run: it goes on by itself and comes to the result of a run that was left alone.
 */
import { readFileSync } from 'node:fs';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { findChromium } from './chromium.ts';
import { digestLeftAlone } from './leftAlone.ts';
import { madeIdxFiles } from './madeData.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd } from './smallExperiment.ts';

/** Chromium with a software adapter, which crashes as often as it is made to. */
const launch = {
  ...findChromium(),
  args: [
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
    '--disable-gpu-process-crash-limit',
    '--disable-domain-blocking-for-3d-apis',
  ],
};

const training = { ...smallSpec('wasm').training, epochs: 60 };

async function digestOf(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  return JSON.parse(readFileSync(await download.path(), 'utf8')).digest;
}

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true }).click();
const inRound = (page: Page, round: number) =>
  expect(page.getByText(new RegExp(`round ${round} of 2`, 'i')).first()).toBeVisible({
    timeout: 60_000,
  });
const finished = (page: Page) =>
  expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({ timeout: 120_000 });

test.describe('a graphics process that crashes', () => {
  let browser: Browser;
  test.beforeAll(async () => {
    browser = await chromium.launch(launch);
  });
  test.afterAll(() => browser.close());

  test('in the middle of a run costs it nothing but the epoch under way', async ({ baseURL }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    await openWith(page, smallSpec('webgpu', { training }));
    const adapter = await page.evaluate(
      async () => (await navigator.gpu?.requestAdapter()) != null,
    );
    test.skip(!adapter, 'this Chromium offers no graphics adapter');
    await trainToTheEnd(page);
    const alone = await digestOf(page);
    await train(page);
    await inRound(page, 2);
    const devtools = await browser.newBrowserCDPSession();
    await devtools.send('Browser.crashGpuProcess');
    await expect(page.getByRole('heading', { name: /The graphics card went away at/ })).toBeVisible(
      {
        timeout: 3000,
      },
    );
    expect(await seriousViolations(page)).toEqual([]);
    await finished(page);
    expect(await digestOf(page)).toBe(alone);
    await page.close();
  });

  test('three times in ten minutes stops the run, which goes on with WASM by one press', async ({
    baseURL,
  }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    await openWith(page, smallSpec('webgpu', { training: { ...training, epochs: 300 } }));
    const adapter = await page.evaluate(
      async () => (await navigator.gpu?.requestAdapter()) != null,
    );
    test.skip(!adapter, 'this Chromium offers no graphics adapter');
    await train(page);
    const devtools = await browser.newBrowserCDPSession();
    const comingBack = page.getByRole('heading', { name: /The graphics card went away at/ });
    for (const loss of [1, 2, 3]) {
      await inRound(page, 1);
      await expect(comingBack).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
      await devtools.send('Browser.crashGpuProcess');
      if (loss < 3) await expect(comingBack).toBeVisible();
      if (loss < 3) await expect(comingBack).toHaveCount(0);
    }
    const stopped = page.getByRole('alert').filter({ hasText: 'lost three times in ten minutes' });
    await expect(stopped).toContainText('All is kept up to round 1, epoch');
    expect(await seriousViolations(page)).toEqual([]);
    await stopped.getByRole('button', { name: 'Go on with WASM' }).click();
    await expect(stopped).toHaveCount(0);
    await finished(page);
    await page.close();
  });

  for (const moment of ['step', 'readback', 'checkpoint'] as const) {
    test(`and a device destroyed in the middle of a ${moment}`, async ({ baseURL }) => {
      const page = await browser.newPage({ baseURL: baseURL ?? '' });
      const few = { ...training, epochs: 20 };
      // Nothing is timed of a link by itself, so that no device is open yet.
      await openWith(page, smallSpec('webgpu', { training: few }));
      const adapter = await page.evaluate(
        async () => (await navigator.gpu?.requestAdapter()) != null,
      );
      test.skip(!adapter, 'this Chromium offers no graphics adapter');
      await destroyAt(page, moment);
      await train(page);
      await expect(
        page.getByRole('heading', { name: /The graphics card went away at/ }),
      ).toBeVisible();
      await finished(page);
      const digest = await digestOf(page);
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
      await finished(page);
      expect(await digestOf(page)).toBe(digest);
      await page.close();
    });
  }
});

/** Has the worker's next device destroyed at a moment of the run, once. */
async function destroyAt(page: Page, moment: 'step' | 'readback' | 'checkpoint'): Promise<void> {
  const worker = page.workers().find((one) => /entry/.test(one.url()));
  if (worker === undefined) throw new Error('the page has no worker');
  await worker.evaluate((when) => {
    let device: GPUDevice | null = null;
    let [submitted, reading, readings] = [0, 0, 0];
    const destroy = () => {
      device?.destroy();
      device = null;
    };
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...options) {
      device = await request.apply(this, options);
      return device;
    };
    const submit = GPUQueue.prototype.submit;
    GPUQueue.prototype.submit = function (...buffers) {
      submit.apply(this, buffers);
      // Far into a round: forward and backward of a step are in these commands.
      if (when === 'step' && ++submitted === 400) destroy();
    };
    const map = GPUBuffer.prototype.mapAsync;
    GPUBuffer.prototype.mapAsync = async function (...how) {
      reading++;
      readings++;
      const read = map.apply(this, how);
      if (when === 'readback' && readings === 40) destroy();
      // Only a checkpoint reads all tensors of a network at once.
      if (when === 'checkpoint' && reading >= 4 && readings > 60) destroy();
      return read.finally(() => reading--);
    };
  }, moment);
}

test.describe('a training thread that turns in a circle', () => {
  /** The page's worker, of which threads of its own are none. */
  const hang = async (page: Page) => {
    const worker = page
      .workers()
      .find((one) => /entry/.test(one.url()) && !/thread/i.test(one.url()));
    if (worker === undefined) throw new Error('the page has no worker');
    // In a task of its own: what a debugger evaluates is not ended with its worker.
    await worker.evaluate('void setTimeout(() => { for (;;); })');
  };

  test('is replaced after half a minute of silence, and the run comes to the same', async ({
    page,
  }) => {
    await page.clock.install();
    const spec = smallSpec('wasm', { training });
    const alone = await digestLeftAlone(spec, madeIdxFiles());
    await openWith(page, spec);
    await train(page);
    await inRound(page, 2);
    await hang(page);
    await page.waitForTimeout(1500);
    await page.clock.runFor(31_000);
    await expect(
      page.getByRole('heading', { name: /The training thread went away/ }),
    ).toBeVisible();
    await finished(page);
    expect(await digestOf(page)).toBe(alone);
  });

  test('is ended by Stop within seconds, and the next run trains', async ({ page }) => {
    await openWith(page, smallSpec('wasm', { training: { ...training, epochs: 2000 } }));
    await train(page);
    await inRound(page, 1);
    await hang(page);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible({ timeout: 9000 });
    await train(page);
    await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
  });
});
