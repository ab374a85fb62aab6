import { expect, test } from '@playwright/test';
import { coreShare } from './coreShare.ts';
import { timeClicks, trainAtFullLoad } from './eventTiming.ts';

/** Milliseconds within which the page is to answer, and what no more than a few clicks may take. */
const prompt = 100;
const late = 200;

// What other programs take of the cores is not the page's doing: the bounds grow by it. A few clicks
// may be late all the same. Training that held up the page would hold up most of them: a step and its
// chart take longer than either bound.
test('the page answers promptly while it trains at full load', async ({ page }) => {
  const share = await coreShare();
  await trainAtFullLoad(page, '/');
  const durations = (await timeClicks(page, 40)).sort((a, b) => a - b);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  const seen = `milliseconds of each click, ${share.toFixed(2)} of the cores: ${durations.join(' ')}`;
  expect(durations[durations.length >> 1], seen).toBeLessThan(prompt / share);
  const lateShare =
    durations.filter((duration) => duration > late / share).length / durations.length;
  expect(lateShare, seen).toBeLessThanOrEqual(0.1);
});
