/** A run that is left in the middle, in real Chromium: it is kept, and goes on to the same result. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { digestLeftAlone } from './leftAlone.ts';
import { madeIdxFiles } from './madeData.ts';
import { exportItem, openWith, smallSpec, watchErrors } from './smallExperiment.ts';

const training = { ...smallSpec('wasm').training, epochs: 240 };
const spec = smallSpec('wasm', { training });

async function resultOf(page: Page): Promise<{ digest: string; phase: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

test('the page is reloaded twice in the middle of a run, which comes to the digest of one left alone', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, spec);
  const alone = await digestLeftAlone(spec, madeIdxFiles());
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  for (const round of [1, 2]) {
    const progress = page.getByText(new RegExp(`round ${round} of 2`, 'i')).first();
    await expect(progress).toBeVisible();
    await page.waitForTimeout(400);
    await page.reload();
    const card = page.getByRole('region', { name: /Your run stands at/ });
    await expect(card).toBeVisible();
    expect(await seriousViolations(page)).toEqual([]);
    await card.getByRole('button', { name: 'Resume' }).click();
  }
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 120_000,
  });
  expect((await resultOf(page)).digest).toBe(alone);
  await page.reload();
  await expect(page.getByRole('region', { name: /Your run stands at/ })).toHaveCount(0);
  expect(errors).toEqual([]);
});
