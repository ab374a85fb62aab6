/**
 * Photographs that come to more than the device may hold: dropped, looked at, trained on from their files,
 * kept, and trained on from where they are kept. The worker is told of a device with little memory.
 */
import { expect, type Page, test } from '@playwright/test';
import { writePng } from '../src/data/testing/writePng.ts';
import { encodeLink } from '../src/spec/link.ts';
import { seriousViolations } from './axe.ts';
import { dropFiles } from './dropFiles.ts';
import { smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const shape = { height: 24, width: 24, channels: 3 };
const size = 24 * 24 * 3;
const count = 120;
/** Bytes of a third of the images: a device holds a quarter of its memory. */
const held = (count / 3) * size;
const deviceMemory = (4 * held) / 2 ** 30;

const photographs = Array.from({ length: count }, (_, at) => ({
  name: `photographs/${['ash', 'elm', 'oak'][at % 3]}/${at}.png`,
  bytes: writePng(
    Uint8Array.from({ length: size }, (_, place) =>
      place % 3 === at % 3 ? 200 - (at % 40) : Math.imul(at * 977 + place, 0x9e3779b1) >>> 25,
    ),
    shape,
  ),
}));

/** Has the worker believe that its device has so little memory. */
async function withLittleMemory(page: Page): Promise<void> {
  await page.route(/\/entry-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const lie = `Object.defineProperty(navigator, 'deviceMemory', { value: ${deviceMemory} });`;
    await route.fulfill({ response, body: `${lie}\n${await response.text()}` });
  });
}

async function openAndDrop(page: Page): Promise<void> {
  const spec = smallSpec('wasm', { method: { kind: 'single' } });
  await page.goto(`/#${await encodeLink(spec)}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, photographs);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
}

const digestOf = (page: Page) =>
  page.locator('dt:text-is("Digest") + dd code').getAttribute('title');

test('photographs train from their files to the digest of memory, and are shown', async ({
  page,
  browser,
}) => {
  const errors = watchErrors(page);
  await withLittleMemory(page);
  await openAndDrop(page);
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('heading', { name: /photographs.*120 images/ })).toBeVisible();
  await expect(
    page.getByText(/they stay in their files and are decoded as they are needed/),
  ).toBeVisible();
  await page.getByRole('button', { name: /^oak, / }).click();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Train' }).click();
  await trainToTheEnd(page);
  const fromFiles = await digestOf(page);
  expect(errors).toEqual([]);

  const other = await browser.newPage();
  await openAndDrop(other);
  await trainToTheEnd(other);
  expect(fromFiles).toBe(await digestOf(other));
});
