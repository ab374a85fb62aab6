/** The page without network, after its first visit, and the next version of it. */
import { expect, type Page, test } from '@playwright/test';
import { fileHeaders } from '../src/hosting/headers.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { smallSpec, trainToTheEnd } from './smallExperiment.ts';
import { type StaticHost, startStaticHost } from './staticHost.ts';

test.use({ serviceWorkers: 'allow' });

const tiny = (source: string): ExperimentSpec => {
  const { dataset, training } = smallSpec('wasm');
  return smallSpec('wasm', {
    dataset: { ...dataset, source },
    training: { ...training, epochs: 1, batchSize: 500 },
    method: { kind: 'single' },
  });
};

/** Names of the caches in which the page itself is kept, which it is last. */
const keptBuilds = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const pages = names.map(async (name) => (await caches.open(name)).match(location.pathname));
    const found = await Promise.all(pages);
    return names.filter((_, at) => found[at] !== undefined);
  });

async function visit(page: Page, host: StaticHost): Promise<void> {
  await page.goto(host.address);
  await expect.poll(() => keptBuilds(page), { timeout: 60_000 }).toHaveLength(1);
}

/**
 * Waits until the rest of the page has been read, which follows the first paint. What a reload cuts off
 * counts as under way with the service worker, and the next one takes over when all is done.
 */
async function comeToRest(page: Page): Promise<void> {
  const read = () => page.evaluate(() => performance.getEntriesByType('resource').length);
  let before = -1;
  for (let now = await read(); now !== before; now = await read()) {
    before = now;
    await page.waitForTimeout(2500);
  }
}

const hosts = { 'sends no headers': {}, 'sends all headers': fileHeaders };
for (const [what, headers] of Object.entries(hosts)) {
  test(`a host that ${what} is gone after the first visit: built-in sets train all the same`, async ({
    page,
  }) => {
    const host = await startStaticHost(headers);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await visit(page, host);
    await expect(page.getByText('A newer version')).toHaveCount(0);
    host.close();
    await page.reload();
    await expect.poll(() => page.evaluate(() => crossOriginIsolated)).toBe(true);
    for (const source of ['builtin:glyphs', 'builtin:shapes']) {
      // Another address, so that the page and its worker are loaded anew.
      await page.goto(`${host.address}?${source}#${await encodeLink(tiny(source))}`);
      await page.getByRole('button', { name: /^Open (Glyphs|Shapes)$/ }).click();
      await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
      await trainToTheEnd(page);
    }
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === 'loaded').length;
    });
    expect(fonts).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });
}

test('a newer version is offered, loaded when asked, and the older let go', async ({ page }) => {
  const host = await startStaticHost();
  try {
    await visit(page, host);
    const [first] = await keptBuilds(page);
    await comeToRest(page);
    host.change('serviceWorker.js', (text) => text.replace(/"version":"\w+"/, '"version":"next"'));
    host.change('index.html', (text) => text.replace('<title>', '<title>Next '));
    await page.reload();
    const offer = page.getByText('A newer version of Espalier is here.');
    await expect(offer).toBeVisible();
    await expect(page).toHaveTitle('Espalier');
    await comeToRest(page);
    await page.getByRole('button', { name: 'Load it' }).click();
    await expect(page).toHaveTitle('Next Espalier');
    await expect(offer).toHaveCount(0);
    await expect.poll(() => keptBuilds(page)).toHaveLength(1);
    expect(await keptBuilds(page)).not.toContain(first);
  } finally {
    host.close();
  }
});

test('the browser finds nothing that keeps it from installing the page', async ({ page }) => {
  const host = await startStaticHost(fileHeaders);
  await visit(page, host);
  const browser = await page.context().newCDPSession(page);
  const manifest = await browser.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  expect(JSON.parse(manifest.data ?? '')).toMatchObject({ display: 'standalone' });
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // A context of a test is private, as an incognito window is, and those install nothing.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  host.close();
});
