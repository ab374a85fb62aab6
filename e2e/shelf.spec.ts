/** Data sets that come with the page, that stay in the browser, and that a link asks for. */
import { expect, type Page, test } from '@playwright/test';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets.ts';
import { dropFiles } from './dropFiles.ts';
import { madeIdxFiles } from './madeData.ts';

/** One epoch of a small MLP on some data set. */
function specOn(dataset: Partial<ExperimentSpec['dataset']>): ExperimentSpec {
  return {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, validation: 0, ...dataset },
    network: { kind: 'mlp', hidden: [8], initial: 'he' },
    training: {
      ...defaultSpec.training,
      epochs: 1,
      batchSize: 100,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
    },
    method: { kind: 'single' },
    device: 'wasm',
  };
}

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });

/** What `npm run espalier -- inspect builtin:shapes` prints: the same arithmetic in Node. */
const shapesHash = 'ba1ca64ddabde94754d4b1104575d54e5da849e5459933545b726f102dcb1e5e';

test('Shapes is made in the page, has the hash it has in Node, and trains', async ({ page }) => {
  // Only the data set of that hash lets the run start.
  const spec = specOn({ source: 'builtin:shapes', hash: shapesHash });
  await page.goto(`/#${await encodeLink(spec)}`);
  await page.getByRole('button', { name: 'Open Shapes', exact: true }).click();
  await expect(train(page)).toBeEnabled();
  await expect(page.getByText(/is not the data set that/)).toHaveCount(0);
  await train(page).click();
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
});

test('a dropped data set is there again after a reload, and in another tab', async ({
  page,
  context,
}) => {
  await page.goto(`/#${await encodeLink(specOn({ source: 'local:whatever' }))}`);
  await dropFiles(page, madeIdxFiles());
  await expect(train(page)).toBeEnabled();
  // The address names the data by its hash as soon as it is at hand.
  await expect.poll(() => storedBytes(page)).toBeGreaterThan(240 * 64);
  await page.reload();
  await expect(train(page)).toBeEnabled();
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('heading', { name: /images of 8 × 8 grey/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(train(other)).toBeEnabled();
});

/** Bytes of finished data sets in the page's private file system. */
function storedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('espalier', { create: true });
    let bytes = 0;
    const entries = (
      folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }
    ).values();
    for await (const entry of entries) bytes += (await entry.getFile()).size;
    return bytes;
  });
}

test('a link to data that are not here asks for them by name, classes and hash', async ({
  page,
}) => {
  const hash = 'ab'.repeat(32);
  const dataset = { source: 'local:leaves', hash, classes: ['oak', '<b>elm</b>'] };
  await page.goto(`/#${await encodeLink(specOn(dataset))}`);
  await expect(page.getByRole('heading', { name: /leaves.*Bring your own copy/ })).toBeVisible();
  await expect(page.getByText('It has the classes oak, <b>elm</b>.')).toBeVisible();
  await expect(page.getByText(/must have the hash abab/)).toBeVisible();
  await expect(train(page)).toBeDisabled();
});
