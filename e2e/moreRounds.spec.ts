/** Rounds added to a finished run, in real Chromium: the longer run comes to the digest of one in one go. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { formatHash } from '../src/lib/numberFormat.ts';
import { defaultComplementary } from '../src/spec/methods/complementary.ts';
import { seriousViolations } from './axe.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const withRounds = (rounds: number) =>
  smallSpec('wasm', {
    name: `Of ${rounds}`,
    method: defaultComplementary({ rounds, errorsFrom: 'train' }),
  });

async function resultOf(page: Page): Promise<{ digest: string; rounds: readonly unknown[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

const row = (page: Page, name: RegExp | string) => page.getByRole('row', { name });

test('a round is added to a finished run on a later visit; the finished one stays', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, withRounds(2));
  await trainToTheEnd(page);
  const whole = await resultOf(page);
  await page.goto('about:blank');
  await openWith(page, withRounds(1));
  await trainToTheEnd(page);
  const short = await resultOf(page);
  expect([short.rounds.length, whole.rounds.length]).toEqual([1, 2]);
  const button = page.getByRole('button', { name: 'Add rounds…' });
  await expect(button).toBeVisible();

  await page.reload();
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('button', { name: 'More for Of 1' }).click();
  await page.getByRole('menuitem', { name: 'Add rounds…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Add rounds to “Of 1”' });
  await expect(dialog).toContainText('Round 2 is trained after that');
  await expect(dialog).toContainText('The finished run stays as it is');
  expect(await seriousViolations(page)).toEqual([]);
  const count = dialog.getByRole('textbox', { name: 'Rounds to add' });
  await count.fill('64');
  await expect(dialog).toContainText('Must be a whole number from 1 to 63');
  await expect(dialog.getByRole('button', { name: 'Add and train' })).toBeDisabled();
  await count.fill('1');
  await dialog.getByRole('button', { name: 'Add and train' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('2 of 2 rounds')).toBeVisible({ timeout: 60_000 });
  expect((await resultOf(page)).digest).toBe(whole.digest);

  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(row(page, /Of 1, finished/).first()).toBeVisible();
  await expect(page.getByText(formatHash(short.digest))).toBeVisible();
  expect(errors).toEqual([]);
});

test('where the networks are gone the action says so', async ({ page }) => {
  await openWith(page, withRounds(1));
  await trainToTheEnd(page);
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('button', { name: 'Make room' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Remove/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByRole('button', { name: 'Add rounds…' }).click();
  const dialog = page.getByRole('dialog', { name: /Add rounds/ });
  await expect(dialog).toContainText('Its networks are not kept here, only its log is');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
});
