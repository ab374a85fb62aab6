/** What a person does, from an empty page to a run that is shared, in real Chromium. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { writePng } from '../src/data/testing/writePng.ts';
import { writeZip } from '../src/data/testing/writeZip.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { dropFiles } from './dropFiles.ts';
import { madeIdxFiles } from './madeData.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

test('four IDX files, two rounds on WASM, charts read by their names', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  const importance = page.getByRole('figure', { name: 'Class importance, round by round' });
  await expect(importance).toHaveAccessibleDescription(/importance.* from .* to /i);
  for (const name of [/^Accuracy/, /^All 4 classes/, /^Loss/, /^Error/, /^Votes/, /^Always-hard/]) {
    await expect(page.getByRole('figure', { name })).toBeVisible();
  }
  const votes = page.getByRole('figure', { name: /^Votes/ });
  await votes.getByRole('button', { name: /as a table/ }).click();
  await expect(votes.getByRole('row')).toHaveCount(3);
  await expect(page.getByText('WASM', { exact: true }).first()).toBeVisible();
  expect(errors).toEqual([]);
});

test('a tiny run on WebGPU in the worker, without falling back', async ({ page }) => {
  const errors = watchErrors(page);
  const training = { ...smallSpec('webgpu').training, epochs: 1, batchSize: 60 };
  await page.goto('/');
  const offered = await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  test.skip(!offered, 'this Chromium offers no WebGPU adapter');
  await openWith(page, smallSpec('webgpu', { training }));
  await expect(page.getByText(/The largest buffer takes .* of the .* allows/)).toBeVisible();
  await trainToTheEnd(page);
  await expect(page.getByText('WebGPU', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/swiftshader/i).first()).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  const result = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(result.device.kind).toBe('webgpu');
  expect(result.device.isFallback).toBe(true);
  expect(result.rounds).toHaveLength(2);
  // Of the adapter is kept that its kernels are right, so that the next visit need not test them.
  const learned = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('espalier');
    return (await (await folder.getFileHandle('graphics.json')).getFile()).text();
  });
  const [[adapter, { kernels }]] = Object.entries<{ kernels: object }>(
    JSON.parse(learned).adapters,
  );
  expect(adapter).toMatch(/swiftshader/i);
  expect(new Set(Object.values(kernels))).toEqual(new Set(['right']));
  expect(errors).toEqual([]);
});

test('the scrubber goes back in time and returns to live', async ({ page }) => {
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  const scrubber = page.getByRole('slider', { name: 'Moment of the run' });
  await scrubber.focus();
  await page.keyboard.press('Home');
  await expect(scrubber).toHaveAttribute('aria-valuetext', /round 1, epoch 1/);
  await page.keyboard.press('ArrowRight');
  await expect(scrubber).toHaveAttribute('aria-valuetext', /round 1, epoch 2/);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(scrubber).toHaveAttribute('aria-valuetext', /round 2/);
  await page.keyboard.press('l');
  await expect(scrubber).toHaveAttribute('aria-valuetext', /round 2, epoch 3/);
});

test('a run pauses, resumes and stops', async ({ page }) => {
  const training = { ...smallSpec('wasm').training, epochs: 5000 };
  await openWith(page, smallSpec('wasm', { training }));
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
});

test('the page can be used while it trains at full load', async ({ page }) => {
  const training = { ...smallSpec('wasm').training, epochs: 5000 };
  await openWith(page, smallSpec('wasm', { training }));
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Moment of the run' })).toBeVisible();
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('heading', { name: /images of 8 × 8 grey/ })).toBeVisible();
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByLabel('Seed').fill('5');
  await expect(page.getByText(/Your changes are for the next run/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible();
});

test('a link reopened in a fresh context restores the experiment', async ({ browser }) => {
  const spec = smallSpec('wasm', { seed: 4711 });
  const link = await encodeLink(spec);
  const first = await (await browser.newContext()).newPage();
  await first.goto(`/#${link}`);
  await expect(first.getByLabel('Seed')).toHaveValue('4711');
  await first.getByLabel('Seed').fill('4712');
  await expect.poll(() => new URL(first.url()).hash).not.toBe(`#${link}`);
  const second = await (await browser.newContext()).newPage();
  await second.goto(first.url());
  await expect(second.getByLabel('Seed')).toHaveValue('4712');
  await expect(second.getByText(/Bring your own copy/)).toBeVisible();
});

test('a link that names Glyphs offers to open it', async ({ page }) => {
  await page.goto(`/#${await encodeLink(defaultSpec)}`);
  await page.getByRole('button', { name: 'Open Glyphs', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
});

test('links that are none or come from the future are refused, and the page stays', async ({
  page,
}) => {
  await page.goto('/#1.not-a-link');
  await expect(page.getByRole('alert').first()).toContainText(/link/i);
  await expect(page.getByRole('button', { name: /^Glyphs/ })).toBeVisible();
  const future = await encodeLink({ ...defaultSpec, version: 7 } as unknown as ExperimentSpec);
  await page.goto('about:blank');
  await page.goto(`/#${future}`);
  await expect(page.getByRole('alert').first()).toContainText('newer');
});

const grey = (value: number) =>
  writePng(new Uint8Array(36).fill(value), { height: 6, width: 6, channels: 1 });

function madeZip(extra: { path: string; bytes: Uint8Array }[] = []): Uint8Array {
  const entries = ['oak', 'elm', 'ash'].flatMap((name, label) =>
    Array.from({ length: 12 }, (_, image) => ({
      path: `leaves/${image < 9 ? 'train' : 'test'}/${name}/${image}.png`,
      bytes: grey(60 * label + image),
    })),
  );
  return writeZip([...entries, ...extra]);
}

test('a zip of class folders shows its classes and split at once', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, [{ name: 'leaves.zip', bytes: madeZip() }]);
  await expect(page.getByRole('heading', { name: /leaves.*3 classes/ })).toBeVisible();
  for (const name of ['ash', 'elm', 'oak']) {
    await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  }
  await expect(page.getByText(/Files stay here/).first()).toBeVisible();
});

test('bad files are refused with file, place and remedy, and what was there stays', async ({
  page,
}) => {
  await page.goto('/');
  const [images, labels] = madeIdxFiles();
  const alert = page.getByRole('alert').first();
  await dropFiles(page, [{ name: 'leaves.zip', bytes: madeZip() }]);
  await expect(page.getByRole('heading', { name: /leaves.*3 classes/ })).toBeVisible();

  const cut = { ...images, bytes: images.bytes.subarray(0, 200) };
  const wrong = { ...images, bytes: images.bytes.with(2, 0x55) };
  const fewer = { ...labels, bytes: madeIdxFiles(30)[1].bytes };
  const corrupt = grey(3);
  corrupt[corrupt.length - 20] ^= 0xff;
  const damaged = madeZip([{ path: 'leaves/train/oak/bad.png', bytes: corrupt }]);
  const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76);
  const cases: [{ name: string; bytes: Uint8Array }[], RegExp][] = [
    [[cut, labels], /train-images-idx3-ubyte/],
    [[wrong, labels], /train-images-idx3-ubyte/],
    [[images, fewer], /labels/],
    [[{ name: 'train-images-idx3-ubyte.gz', bytes: gzip }, labels], /gz/],
    [[{ name: 'empty.zip', bytes: writeZip([]) }], /empty\.zip/],
  ];
  for (const [files, place] of cases) {
    await dropFiles(page, files);
    await expect(alert).toContainText(place);
    await expect(alert).toContainText('What to do');
    await expect(page.getByRole('heading', { name: /leaves.*3 classes/ })).toBeVisible();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
  }
  // Of images that cannot be read it is asked whether they are left out.
  await dropFiles(page, [{ name: 'damaged.zip', bytes: damaged }]);
  const question = page.getByRole('dialog', { name: /damaged\.zip.*read/ });
  await expect(question).toContainText('bad.png');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: /leaves.*3 classes/ })).toBeVisible();
});

test('an exported log, opened again, shows the same run', async ({ page, context }) => {
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Events')]);
  const log = readFileSync(await download.path());
  const story = await page.getByRole('figure', { name: /^Class importance/ }).first();
  const description = await story.evaluate(
    (figure) => document.getElementById(figure.getAttribute('aria-describedby') ?? '')?.textContent,
  );
  const other = await context.newPage();
  await other.goto('/');
  const [chooser] = await Promise.all([
    other.waitForEvent('filechooser'),
    other.getByRole('button', { name: 'Open a log' }).click(),
  ]);
  await chooser.setFiles({ name: 'events.jsonl', mimeType: 'text/plain', buffer: log });
  await expect(
    other.getByRole('figure', { name: /^Class importance/ }),
  ).toHaveAccessibleDescription(description ?? '');
});

test('a value out of range is marked at its field with the reason', async ({ page }) => {
  await openWith(page, smallSpec('wasm'));
  const epochs = page.getByLabel('Epochs', { exact: true });
  await epochs.fill('0');
  await expect(epochs).toHaveAccessibleDescription(/from 1 to 10000/);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await epochs.fill('2');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
});

test('two threads come to the digest of one', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm', { network: { kind: 'cnn', channels: [4, 6] } }));
  const found: { adapter: string; digest: string }[] = [];
  for (const threads of ['1', '2']) {
    await page.getByRole('button', { name: /Threads/ }).click();
    await page.getByRole('option', { name: threads, exact: true }).click();
    await trainToTheEnd(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      exportItem(page, 'Result'),
    ]);
    const { device, digest } = JSON.parse(readFileSync(await download.path(), 'utf8'));
    found.push({ adapter: device.adapter, digest });
  }
  expect(found.map(({ adapter }) => adapter)).toEqual(['SIMD, 1 thread', 'SIMD, 2 threads']);
  expect(found[1].digest).toBe(found[0].digest);
  expect(errors).toEqual([]);
});
