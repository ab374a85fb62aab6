import { expect, test } from '@playwright/test';
import { coreShare } from './coreShare.ts';
import { timeClicks, trainAtFullLoad } from './eventTiming.ts';

/** Milliseconds within which the page is to answer. */
const prompt = 100;

// What other programs take of the cores is not the page's doing: the bound grows by it, and a few
// clicks may meet a moment when they take it all. Training, or drawing what it comes to, that held up
// the page would hold up more of them.
test('the page answers promptly while it trains at full load', async ({ page }) => {
  const share = await coreShare();
  await trainAtFullLoad(page, '/');
  const durations = (await timeClicks(page, 40)).sort((a, b) => a - b);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  const seen = `milliseconds of each click, ${share.toFixed(2)} of the cores: ${durations.join(' ')}`;
  expect(durations[durations.length >> 1], seen).toBeLessThan(prompt / share / 2);
  const late = durations.filter((duration) => duration > prompt / share);
  expect(late.length / durations.length, seen).toBeLessThanOrEqual(0.1);

  // What takes longer to draw follows, back and forth: the story is told of the moment shown.
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText(/epoch ([2-9]|\d{2})/, { timeout: 60_000 });
  const story = page.getByRole('main').getByRole('heading', { level: 2 }).first();
  const live = await story.innerText();
  await page.getByRole('button', { name: 'One epoch back' }).click();
  await expect(story).not.toHaveText(live);
  const past = await story.innerText();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Back to live' })).toBeHidden();
  await expect(story).not.toHaveText(past);
});
