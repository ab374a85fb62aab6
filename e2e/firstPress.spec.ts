/** A pile of files and two clicks: what nobody has chosen fits the pile, whatever it is. */
import { expect, type Page, test } from '@playwright/test';
import { writePng } from '../src/data/testing/writePng.ts';
import { seriousViolations } from './axe.ts';
import { type DraggedFile, dropFiles } from './dropFiles.ts';
import { trainToTheEnd, watchErrors } from './smallExperiment.ts';

/** Two classes of three small pictures, in colour. */
const tiny: readonly DraggedFile[] = ['oak', 'elm'].flatMap((one, label) =>
  Array.from({ length: 3 }, (_, at) => ({
    name: `tiny/${one}/${at}.png`,
    bytes: writePng(
      Uint8Array.from({ length: 12 * 12 * 3 }, (_, byte) => 150 * label + 9 * at + (byte % 3)),
      { height: 12, width: 12, channels: 3 },
    ),
  })),
);

/** Feature vectors, which no convolution takes. */
const vectors: readonly DraggedFile[] = [
  {
    name: 'flowers.csv',
    bytes: new TextEncoder().encode(
      ['a,b,c,d,label', ...Array.from({ length: 30 }, (_, at) => rowOf(at))].join('\n'),
    ),
  },
];

function rowOf(at: number): string {
  const label = at % 3;
  const values = [0, 1, 2, 3].map((k) => (label * 1.7 + k * 0.3 + at * 0.01).toFixed(2));
  return [...values, ['iris', 'lily', 'rose'][label]].join(',');
}

const notice = (page: Page) => page.getByRole('status').filter({ hasText: 'was fitted to' });
const batchSize = (page: Page) => page.getByRole('textbox', { name: 'Batch size' });

test('a tiny pile trains at the first press, and what was fitted can be taken back', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await dropFiles(page, tiny);
  await expect(notice(page)).toContainText(
    'The experiment was fitted to tiny. Batch size 8 (was 128)',
  );
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Train' }).click();
  await trainToTheEnd(page);
  await expect(page.getByText('tiny, four small CNNs').first()).toBeVisible();
  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect(batchSize(page)).toHaveValue('128');
  expect(errors).toEqual([]);
});

test('feature vectors get a network that takes them', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await dropFiles(page, vectors);
  await expect(notice(page)).toContainText('Network MLP');
  await page.getByRole('link', { name: 'Train' }).click();
  await trainToTheEnd(page);
  expect(errors).toEqual([]);
});
