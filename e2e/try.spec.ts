/** Trained networks answer about a drawing, a dropped picture, a test image and a folder. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { defaultComplementary } from '../src/spec/methods/complementary.ts';
import { defaultLevelwise } from '../src/spec/methods/levelwise/defaultLevelwise.ts';
import { asMembers } from '../src/spec/methods/levelwise/members.ts';
import { seriousViolations } from './axe.ts';
import { dropFiles } from './dropFiles.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const members = asMembers(
  defaultLevelwise({
    hierarchy: { warmupEpochs: 1, levels: [2], branching: null, linkage: 'ward' },
    adaptFromEpoch: 2,
  }),
);

/** A grey picture as PGM, lightest in the rows given. */
function picture(name: string, side: number, from: number, to: number) {
  const head = new TextEncoder().encode(`P5\n${side} ${side}\n255\n`);
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const row = Math.floor(at / side) / side;
    return row >= from && row < to ? 220 : 30;
  });
  return { name, bytes: Uint8Array.from([...head, ...pixels]) };
}

const answer = (page: Page) => page.getByRole('heading', { level: 1, name: /read .+ with \d+%/ });
const source = (page: Page, name: string) =>
  page
    .getByRole('radiogroup', { name: 'Where pictures come from' })
    .getByRole('radio', { name })
    .click();
const seen = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('complementary', { name: 'What is asked about' })).toContainText(words);

test('a drawing, a picture, a test image and a folder are answered', async ({ page }) => {
  const errors = watchErrors(page);
  const method = defaultComplementary({ rounds: 2, errors: 'hard', members });
  await openWith(page, smallSpec('wasm', { method }));
  await trainToTheEnd(page);
  await page.getByRole('link', { name: 'Try' }).click();

  const pad = page.getByRole('img', { name: /^Pad/ });
  await pad.hover({ position: { x: 60, y: 60 } });
  await page.mouse.down();
  await pad.hover({ position: { x: 200, y: 180 } });
  await page.mouse.up();
  await expect(answer(page)).toBeVisible();
  for (const name of [/^Network 1/, /^Network 2/, /^Ensemble/]) {
    await expect(page.getByRole('columnheader', { name })).toBeVisible();
  }
  const likeliest = page.getByRole('main').getByRole('row').nth(1).getByRole('cell');
  await expect(likeliest).toHaveText([/^\d+(\.\d)?%$/, /^\d+(\.\d)?%$/, /^\d+(\.\d)?%$/]);
  await expect(page.getByRole('img', { name: /^The answer goes through/ })).toBeVisible();

  await expect(page.getByRole('region', { name: 'Where they disagree' })).toContainText(
    /It would tip to . with the vote of network [12] (above|below) \d|No other vote of one network/,
  );

  await page.getByRole('button', { name: 'Compare with the test images' }).click();
  await expect(
    page.getByRole('img', { name: /^How far the networks are apart over 120 test images/ }),
  ).toBeVisible();

  await source(page, 'Picture');
  await dropFiles(page, [picture('second.pgm', 32, 0.25, 0.5)]);
  await seen(page, 'from 32 × 32');
  await expect(answer(page)).toBeVisible();
  await dropFiles(page, [{ name: 'broken.png', bytes: Uint8Array.of(1, 2, 3) }]);
  await expect(page.getByRole('alert')).toContainText('broken.png');

  await source(page, 'Test');
  await page.getByRole('button', { name: 'A test image' }).click();
  await seen(page, /It is [0-3]\./);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const mattered = page.getByRole('region', { name: 'Which pixels mattered' });
  for (const round of [1, 2]) {
    await expect(
      mattered.getByRole('img', { name: `What mattered to network ${round}` }),
    ).toBeVisible();
  }
  await page.getByRole('button', { name: 'Look for them' }).click();
  const near = page.getByRole('region', { name: 'Nearest training images' });
  await expect(near.getByRole('listitem')).toHaveCount(12);
  expect(await seriousViolations(page), 'wide').toEqual([]);

  await source(page, 'Folder');
  await dropFiles(page, [
    picture('pictures/first.pgm', 8, 0, 0.25),
    picture('pictures/last.pgm', 8, 0.75, 1),
    { name: 'pictures/notes.txt', bytes: Uint8Array.of(104, 105) },
  ]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv).toMatch(/first\.pgm/);
  expect(csv).toMatch(/last\.pgm/);

  await page.getByRole('button', { name: /dark/i }).first().click();
  await page.setViewportSize({ width: 390, height: 844 });
  await source(page, 'Test');
  await expect(answer(page)).toBeVisible();
  expect(await seriousViolations(page), 'narrow and dark').toEqual([]);
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
});
