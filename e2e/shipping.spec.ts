/** What hosts and visitors are promised of the built page: no other origin, no breach, no frame. */
import { expect, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, trainToTheEnd } from './smallExperiment.ts';

test('every page is opened and a run trained: no request elsewhere, no breach of the policy', async ({
  page,
  context,
}) => {
  const problems: string[] = [];
  let requests = 0;
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    requests++;
    if (protocol.startsWith('http') && hostname !== 'localhost') problems.push(request.url());
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.exposeFunction('breach', (text: string) => problems.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { breach } = globalThis as unknown as { breach: (text: string) => void };
      breach(`${violatedDirective}: ${blockedURI}`);
    });
  });
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  for (const name of ['Data', 'Train', 'Runs', 'Compare']) {
    await page.getByRole('link', { name, exact: true }).click();
  }
  await page.getByRole('button', { name: 'About Espalier' }).click();
  await expect(page.getByText(/packages under licences/)).toBeVisible();
  expect(requests).toBeGreaterThan(5);
  expect(problems).toEqual([]);
});

test('the about page tells what is stored and sent, and shows every licence', async ({ page }) => {
  for (const [width, theme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('/');
    const menu = page.getByRole('button', { name: 'Menu', exact: true });
    const about = page.getByRole('button', { name: 'About Espalier' });
    // What surrounds the page is read after it: only then is it known which of the two there is.
    await expect(menu.or(about).first()).toBeVisible();
    if (await menu.isVisible()) await menu.click();
    await about.click();
    await expect(page.getByRole('heading', { name: /^Espalier \d/ })).toBeVisible();
    await expect(page.getByText('no telemetry')).toBeVisible();
    const react = page.locator('summary', { hasText: /^react \d/ });
    await react.click();
    await expect(page.getByText('Copyright (c) Meta Platforms').first()).toBeVisible();
    expect(await seriousViolations(page), theme).toEqual([]);
  }
});

test('text is trusted neither as HTML nor as a script, in the page and in a worker', async ({
  page,
}) => {
  await page.goto('/');
  const outcomes = await page.evaluate(() => {
    const attempts = {
      html: () => Object.assign(document.createElement('div'), { innerHTML: '<b>a</b>' }),
      foreign: () => new Worker('https://elsewhere.invalid/worker.js'),
      blob: () => new Worker(URL.createObjectURL(new Blob(['0']))),
    };
    return Object.entries(attempts).map(([name, attempt]) => {
      try {
        attempt();
        return `${name} is taken`;
      } catch (error) {
        return `${name}: ${(error as Error).name}`;
      }
    });
  });
  expect(outcomes).toEqual(['html: TypeError', 'foreign: TypeError', 'blob: TypeError']);
  const script = await page.evaluate(
    () => performance.getEntriesByType('resource').find(({ name }) => /entry-/.test(name))?.name,
  );
  const answer = await page.request.get(script ?? '');
  expect(answer.headers()['content-security-policy']).toContain('require-trusted-types-for');
});

test('no other page can show this one in a frame', async ({ page, baseURL }) => {
  await page.setContent(`<iframe src="${baseURL}/icon.svg"></iframe><p>beside</p>`);
  await expect.poll(() => page.frames().length).toBe(2);
  await expect.poll(() => page.frames()[1].url()).toMatch(/^chrome-error:/);
});
