import { expect, test } from '@playwright/test';
import { trainAtFullLoad } from './eventTiming.ts';

// How soon is measured by `npm run bench:responsiveness`: a test that timed it would tell what else the
// machine does.
test('each click is answered while the page trains at full load', async ({ page }) => {
  await trainAtFullLoad(page, '/');
  const main = page.getByRole('main');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  for (const sort of ['Gain', 'Name', 'Gain', 'Name']) {
    await page.getByRole('radio', { name: sort }).click();
    await expect(page.getByRole('radio', { name: sort })).toBeChecked();
    await page.getByRole('link', { name: 'Data' }).click();
    await expect(timeline).toBeHidden();
    await page.getByRole('link', { name: 'Train' }).click();
    await expect(timeline).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();

  // Back and forth: the story is told of the moment shown, as the run goes on.
  await expect(timeline).toContainText(/epoch ([2-9]|\d{2})/, { timeout: 60_000 });
  const story = main.getByRole('heading', { level: 2 }).first();
  await page.getByRole('button', { name: 'One epoch back' }).click();
  await expect(page.getByRole('button', { name: 'Back to live' })).toBeVisible();
  const past = await story.innerText();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Back to live' })).toBeHidden();
  await expect(story).not.toHaveText(past);
});
