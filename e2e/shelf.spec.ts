/** Data sets that come with the page, that stay in the browser, and that a link asks for. */
import { expect, type Page, test } from '@playwright/test';
import { writeParquet } from '../src/data/testing/writeParquet.ts';
import { writePng } from '../src/data/testing/writePng.ts';
import { writeZip } from '../src/data/testing/writeZip.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { startWebServer, type WebServer } from '../src/storage/testing/webServer.ts';
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
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
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

test('a stored data set is opened from the shelf, and removed for good', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, madeIdxFiles());
  const heading = page.getByRole('heading', { name: /images of 8 × 8 grey/ });
  await expect(heading).toBeVisible();
  await expect.poll(() => storedBytes(page)).toBeGreaterThan(240 * 64);
  // Without the link, which would open it by itself.
  await page.goto('about:blank');
  await page.goto('/');
  const remove = page.getByRole('button', { name: /^Remove .* from this browser$/ });
  await expect(remove).toBeVisible();
  await expect(heading).toHaveCount(0);
  await page.getByRole('button', { name: /^Open .*, 4 classes/ }).click();
  await expect(heading).toBeVisible();
  await remove.click();
  await expect(remove).toHaveCount(0);
  // What is at hand stays at hand until the page is left.
  await expect(heading).toBeVisible();
  await expect.poll(() => storedBytes(page)).toBe(0);
  await page.reload();
  await expect(page.getByText(/Bring your own copy/)).toBeVisible();
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
    for await (const entry of entries) {
      // Which form of all that was written last stays, whatever is removed.
      if (entry.name.startsWith('espalier.format.')) continue;
      // The page tries how much room there is with files that it removes at once.
      bytes += (await entry.getFile().catch(() => null))?.size ?? 0;
    }
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

/** What the Hub would list of a data set of four classes, and send when it is asked for the files. */
async function answerAsHub(page: Page): Promise<string[]> {
  const asked: string[] = [];
  const table = (split: number) => {
    const rows = Array.from({ length: 40 }, (_, row) => row);
    return Buffer.from(
      writeParquet({
        images: rows.map((row) => grey(60 * (row % 4) + split + (row >> 2))),
        labels: { label: rows.map((row) => row % 4) },
        classNames: { label: ['ash', 'elm', 'oak', 'yew'] },
      }),
    );
  };
  const hub = 'https://huggingface.co/datasets/ann/leaves/resolve/refs%2Fconvert%2Fparquet/default';
  const headers = { 'access-control-allow-origin': '*' };
  await page.context().route('https://datasets-server.huggingface.co/**', (route) => {
    asked.push(route.request().url());
    const parquet_files = ['train', 'test'].map((split, place) => ({
      config: 'default',
      split,
      url: `${hub}/${split}/0000.parquet`,
      filename: '0000.parquet',
      size: table(place).length,
    }));
    return route.fulfill({ headers, json: { parquet_files, pending: [], failed: [] } });
  });
  await page.context().route('https://huggingface.co/**', (route) => {
    asked.push(route.request().url());
    const body = table(route.request().url().includes('/train/') ? 0 : 1);
    return route.fulfill({ headers, contentType: 'application/octet-stream', body });
  });
  return asked;
}

const grey = (value: number) =>
  writePng(new Uint8Array(36).fill(value), { height: 6, width: 6, channels: 1 });

test('a data set of the Hub is fetched when asked, with its size told before, and stays', async ({
  page,
}) => {
  const asked = await answerAsHub(page);
  await page.goto(`/#${await encodeLink(specOn({ source: 'hf:ann/leaves' }))}`);
  await expect(page.getByRole('heading', { name: /ann\/leaves.*Fetch it/ })).toBeVisible();
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: /Ask the Hugging Face Hub/ }).click();
  const fetch = page.getByRole('button', { name: /Fetch ann\/leaves, [\d.,]+ B/ });
  await expect(fetch).toBeVisible();
  await expect(page.getByText('over the network from huggingface.co')).toBeVisible();
  expect(asked).toHaveLength(1);
  await fetch.click();
  await expect(train(page)).toBeEnabled();
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(
    page.getByRole('heading', { name: /4 classes.*80 images of 6 × 6 grey/ }),
  ).toBeVisible();
  await expect.poll(() => storedBytes(page)).toBeGreaterThan(80 * 36);
  // From here on without the Hub.
  await page.context().unrouteAll();
  await page.reload();
  await expect(train(page)).toBeEnabled();
});

test('without a network what is stored or built in opens, and what is not says so', async ({
  page,
  context,
}) => {
  const link = await encodeLink(specOn({ source: 'local:whatever' }));
  await page.goto(`/#${link}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, madeIdxFiles());
  await expect(train(page)).toBeEnabled();
  await expect.poll(() => storedBytes(page)).toBeGreaterThan(240 * 64);
  await expect.poll(() => new URL(page.url()).hash).not.toBe(`#${link}`);
  const { hash } = new URL(page.url());
  const fresh = await context.newPage();
  await fresh.goto('/');
  // The worker has answered and a first sign was given, so all of the page comes.
  await expect(fresh.getByText('looking…')).toHaveCount(0);
  await expect
    .poll(async () => {
      await fresh.mouse.move(300, 300);
      await fresh.mouse.move(310, 300);
      return pagesRead(fresh);
    })
    .toBe(7);
  await context.setOffline(true);
  await follow(fresh, await encodeLink(specOn({ source: 'catalog:mnist' })));
  await fresh.getByRole('button', { name: 'Fetch MNIST, 11.6 MB' }).click();
  const refusal = fresh.getByRole('alert').first();
  await expect(refusal).toContainText('this computer has no network');
  await refusal.getByRole('button', { name: 'Dismiss' }).click();
  await follow(fresh, hash.slice(1));
  await expect(train(fresh)).toBeEnabled();
  await follow(fresh, await encodeLink(specOn({ source: 'builtin:shapes' })));
  await fresh.getByRole('button', { name: 'Open Shapes', exact: true }).click();
  await expect(train(fresh)).toBeEnabled();
  await follow(fresh, await encodeLink(specOn({ source: 'builtin:glyphs' })));
  await fresh.getByRole('button', { name: 'Open Glyphs', exact: true }).click();
  await expect(fresh.getByRole('alert').first()).toContainText('Connect this computer');
});

/** How many of the pages' parts have come. */
const pagesRead = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/[A-Z]\w+Page-[^/]+\.js$/.test(name)).length,
  );

/** Pastes a link into the address bar of a page that is open. */
async function follow(page: Page, link: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, link);
}

test('a browser that is full says so, and the data set at hand stays', async ({ page }) => {
  await page.goto('/');
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 10_000 });
  await dropFiles(page, madeIdxFiles());
  await expect(page.getByRole('heading', { name: /images of 8 × 8 grey/ })).toBeVisible();
  const notice = page.getByText(/is not stored for your next visit/);
  await expect(notice).toBeVisible();
  await expect(page.getByText(/The browser has no more room for data sets/)).toBeVisible();
  await expect.poll(() => storedBytes(page)).toBe(0);
  await page.getByRole('link', { name: 'Train' }).click();
  await expect(train(page)).toBeEnabled();
});

test.describe('a file by its address, at another origin', () => {
  let server: WebServer;
  const [images, labels] = madeIdxFiles();
  const bytes = writeZip([
    { path: images.name, bytes: images.bytes },
    { path: labels.name, bytes: labels.bytes },
  ]);
  test.beforeAll(async () => {
    server = await startWebServer();
  });
  test.afterAll(() => server.close());

  /** Types the address of the server's file and asks for its size. */
  async function lookUp(page: Page): Promise<void> {
    await page.goto('/');
    await page
      .getByLabel('From an address or the Hugging Face Hub')
      .fill(`${server.origin}/set.zip`);
    await page.getByRole('button', { name: 'Look up' }).click();
  }

  const fetchIt = (page: Page) => page.getByRole('button', { name: /^Fetch [\d.,]+ k?B$/ });

  test('is fetched where its server lets pages, its size told before', async ({ page }) => {
    server.files.set('/set.zip', { bytes, crossOrigin: true });
    await lookUp(page);
    await fetchIt(page).click();
    await expect(page.getByRole('heading', { name: /4 classes/ })).toBeVisible();
  });

  test('is not had where its server does not let pages, which is told', async ({ page }) => {
    server.files.set('/set.zip', { bytes });
    await lookUp(page);
    await expect(page.getByText(/lets pages of other sites fetch its files/)).toBeVisible();
    await expect(page.getByText(/download the file yourself and drop it here/)).toBeVisible();
  });

  test('is given up on the way, and what came can be removed', async ({ page }) => {
    server.files.set('/set.zip', { bytes, crossOrigin: true, silentAfter: 1000 });
    await lookUp(page);
    await fetchIt(page).click();
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    await expect(page.getByText('1,000 B of files that have not come whole.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove them' }).click();
    await expect(page.getByText(/have not come whole/)).toHaveCount(0);
    await expect.poll(() => storedBytes(page)).toBe(0);
  });
});
