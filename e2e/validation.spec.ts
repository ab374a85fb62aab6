/** A data set that brings validation images: dropped, looked at, trained with, repeated by its link. */
import { expect, type Page, test } from '@playwright/test';
import { writePng } from '../src/data/testing/writePng.ts';
import { writeZip } from '../src/data/testing/writeZip.ts';
import { encodeLink } from '../src/spec/link.ts';
import { seriousViolations } from './axe.ts';
import { dropFiles } from './dropFiles.ts';
import { smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const classes = ['cat', 'dog', 'owl'];
const counts = { train: 16, val: 4, test: 8 };
const zip = {
  name: 'pets.zip',
  bytes: writeZip(
    Object.entries(counts).flatMap(([split, count], turn) =>
      classes.flatMap((name, label) =>
        Array.from({ length: count }, (_, at) => ({
          path: `pets/${split}/${name}/${at}.png`,
          bytes: picture(label, 20 * turn + at),
        })),
      ),
    ),
  ),
};

/** A picture of 8 × 8 pixels, bright in the rows of its class. */
function picture(label: number, key: number): Uint8Array {
  const pixels = Uint8Array.from({ length: 64 }, (_, at) =>
    Math.floor(at / 8) >> 1 === label ? 200 - key : 30 + ((at * 7 + key) % 40),
  );
  return writePng(pixels, { height: 8, width: 8, channels: 1 });
}

/** Opens an experiment about these images and drops them. */
async function openAndDrop(page: Page, hash: string): Promise<void> {
  await page.goto(`/${hash}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, [zip]);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
}

const digestOf = (page: Page) =>
  page.locator('dt:text-is("Digest") + dd code').getAttribute('title');

test('validation images that a data set brings are shown, used, and repeated by the link', async ({
  page,
  browser,
}) => {
  const errors = watchErrors(page);
  const single = smallSpec('wasm', { method: { kind: 'single' } });
  const share = { ...single, dataset: { ...single.dataset, validation: 0.1 } };
  await openAndDrop(page, `#${await encodeLink(share)}`);
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('heading', { name: /pets.*84 images/ })).toBeVisible();
  const cat = page.getByRole('button', { name: 'cat, 16 train, 4 validation, 8 test' });
  await expect(cat).toBeVisible();
  await expect(page.getByText('brings 12 validation images, which are used as such')).toBeVisible();
  await cat.click();
  const shown = page.getByRole('radiogroup', { name: 'Which images' });
  await shown.getByRole('radio', { name: 'Validation 4' }).click();
  await expect(page.getByRole('img', { name: '4 images' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();

  const ways = page.getByRole('radiogroup', { name: 'How validation images are told' });
  await expect(ways.getByRole('radio', { name: 'its own' })).toBeChecked();
  await ways.getByRole('radio', { name: 'by share' }).click();
  // Of 20 images a class a tenth is held out.
  await expect(
    page.getByRole('button', { name: 'cat, 18 train, 2 validation, 8 test' }),
  ).toBeVisible();
  await expect(page.getByText('own 12 validation images are trained on here')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await ways.getByRole('radio', { name: 'its own' }).click();
  await expect(cat).toBeVisible();

  await page.getByRole('link', { name: 'Train' }).click();
  await trainToTheEnd(page);
  await expect(page.getByText('12 validation images of its own; the run validates')).toBeVisible();
  const digest = await digestOf(page);
  expect(digest).toContain(':');

  const other = await (await browser.newContext()).newPage();
  await openAndDrop(other, new URL(page.url()).hash);
  await trainToTheEnd(other);
  expect(await digestOf(other)).toBe(digest);
  expect(errors).toEqual([]);
});
