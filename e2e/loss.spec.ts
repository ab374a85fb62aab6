/**
 * A graphics process that crashes and a training thread that dies or hangs, in real Chromium, in the
 * middle of a run: it goes on by itself and comes to the result of a run that was left alone.
 */
import { readFileSync } from 'node:fs';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { findChromium } from './chromium.ts';
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
});
