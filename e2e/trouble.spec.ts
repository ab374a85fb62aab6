/** What the page says before there is trouble: too little room, and a browser that keeps nothing. */
import { expect, type Page, test } from '@playwright/test';
import { encodeLink } from '../src/spec/link.ts';
import { seriousViolations } from './axe.ts';
import { dropFiles } from './dropFiles.ts';
import { madeIdxFiles } from './madeData.ts';
import { smallSpec } from './smallExperiment.ts';

const training = { ...smallSpec('wasm').training, epochs: 3000 };
const spec = smallSpec('wasm', { training });

async function openWarned(page: Page): Promise<void> {
  await page.goto(`/#${await encodeLink(spec)}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, madeIdxFiles());
  await expect(page.getByRole('button', { name: 'Train all the same' })).toBeEnabled();
}

test('a run that has no room is told of before it trains, and room can be made', async ({
  context,
  page,
}) => {
  await page.goto('/');
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
  await openWarned(page);
  const card = page.getByRole('status').filter({ hasText: /This run needs about .* are free/ });
  await expect(card).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await expect(card.getByRole('button', { name: /Keep the log only/ })).toBeDisabled();
  await card.getByRole('button', { name: 'Make room…' }).click();
  const data = page.getByRole('link', { name: 'Data', exact: true });
  await expect(data).toHaveAttribute('aria-current', 'page');
});

test.describe('a browser that keeps nothing', () => {
  // A page for visits without network would bring the worker by itself.
  test.use({ serviceWorkers: 'block' });

  test('says so before training, and asks before a run is lost', async ({ page }) => {
    await page.route(/assets\/entry-[^/]*\.js/, async (route) => {
      const response = await route.fetch();
      const refusing =
        'StorageManager.prototype.getDirectory = () => Promise.reject(new Error("private"));\n';
      await route.fulfill({ response, body: refusing + (await response.text()) });
    });
    await openWarned(page);
    const card = page.getByRole('status').filter({ hasText: 'Nothing outlives this window.' });
    await expect(card).toContainText('a run lives in memory: about');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Train all the same' }).click();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('events.jsonl');
    const [dialog] = await Promise.all([
      page.waitForEvent('dialog'),
      page.close({ runBeforeUnload: true }),
    ]);
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
  });
});
