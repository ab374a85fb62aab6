/** Formats that need WebAssembly or code loaded when it is met, under the page's content policy. */
import { expect, type Page, test } from '@playwright/test';
import { duckdbTables } from '../src/data/testing/duckdbTables.ts';
import { plainPng } from '../src/data/testing/sourceFiles.ts';
import { writeJpeg } from '../src/data/testing/writeJpeg.ts';
import { writeWebp } from '../src/data/testing/writeWebp.ts';
import { dropFiles } from './dropFiles.ts';

function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

const shape = { height: 4, width: 4 };
const white = new Uint8ClampedArray(64).fill(255);

test('PNG, JPEG and WebP images of one folder', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await dropFiles(page, [
    { name: 'pets/cat/1.png', bytes: plainPng(9, { ...shape, channels: 3 }) },
    { name: 'pets/dog/2.jpg', bytes: await writeJpeg(white, shape) },
    { name: 'pets/owl/3.webp', bytes: await writeWebp(white, shape) },
  ]);
  await expect(page.getByRole('heading', { name: /pets.*3 classes/ })).toBeVisible();
  expect(errors).toEqual([]);
});

test('a Parquet table compressed by Zstandard', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await dropFiles(page, [{ name: 'letters.parquet', bytes: duckdbTables.Zstandard }]);
  await expect(page.getByRole('heading', { name: /letters.*2 classes/ })).toBeVisible();
  expect(errors).toEqual([]);
});
