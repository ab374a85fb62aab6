/** Two windows of one browser and one run: the second looks on, and goes on when the first is gone. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { digestLeftAlone } from './leftAlone.ts';
import { madeIdxFiles } from './madeData.ts';
import { exportItem, openWith, smallSpec, watchErrors } from './smallExperiment.ts';

const training = { ...smallSpec('wasm').training, epochs: 450 };
const spec = smallSpec('wasm', { training });

async function resultOf(page: Page): Promise<{ digest: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

const epochOf = (page: Page) =>
  page.evaluate(() => Number(/epoch (\d+)/.exec(document.body.innerText)?.[1] ?? 0));

test('a second window looks on live and takes the run over when the first closes, to the same digest', async ({
  context,
  page: first,
}) => {
  test.setTimeout(300_000);
  const errors = watchErrors(first);
  await openWith(first, spec);
  const alone = await digestLeftAlone(spec, madeIdxFiles());
  await first.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(first.getByText(/round 1 of 2/i).first()).toBeVisible();

  const second = await context.newPage();
  errors.push(...watchErrors(second));
  await second.goto('/');
  const offer = second.getByRole('region', { name: /Another window trains a run/ });
  await expect(offer).toBeVisible();
  expect(await seriousViolations(second), 'offered').toEqual([]);
  await offer.getByRole('button', { name: 'Look on' }).click();
  const card = second.getByRole('region', { name: /Another window trains this run/ });
  await expect(card.getByText('Live, read only')).toBeVisible();
  await expect(second.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await expect(second.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  const seen = await epochOf(second);
  await expect.poll(() => epochOf(second)).toBeGreaterThan(seen);
  expect(await seriousViolations(second), 'looked on').toEqual([]);

  await card.getByText('Take over when it closes').click();
  await first.close();
  await expect(card).toHaveCount(0);
  await expect(second.getByRole('button', { name: 'Pause' })).toBeEnabled();
  await expect(second.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 200_000,
  });
  expect((await resultOf(second)).digest).toBe(alone);
  expect(errors).toEqual([]);
});

test('without the switch the second window offers to resume the run', async ({
  context,
  page: first,
}) => {
  await openWith(first, spec);
  await first.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(first.getByText(/round 1 of 2/i).first()).toBeVisible();
  const second = await context.newPage();
  await second.goto('/');
  await second.getByRole('button', { name: 'Look on' }).click();
  await expect(second.getByText('Live, read only').first()).toBeVisible();
  await first.close();
  const card = second.getByRole('status', { name: /The other window is gone/ });
  await expect(card).toBeVisible();
  expect(await seriousViolations(second)).toEqual([]);
  await card.getByRole('button', { name: 'Resume' }).click();
  await expect(second.getByRole('button', { name: 'Pause' })).toBeEnabled();
});
