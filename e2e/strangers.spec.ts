/** What strangers send, in real Chromium: text that looks like HTML, and pictures far too large. */
import { expect, test } from '@playwright/test';
import { writePng } from '../src/data/testing/writePng.ts';
import { writeZip } from '../src/data/testing/writeZip.ts';
import { dropFiles } from './dropFiles.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

test('names and notes of HTML and scripts are shown as the text they are', async ({ page }) => {
  const errors = watchErrors(page);
  const name = '<img src=x onerror="window.hacked=1">';
  await openWith(page, smallSpec('wasm', { name }));
  await trainToTheEnd(page);
  await page.getByRole('link', { name: 'Runs' }).click();
  const line = page.getByRole('row', { name });
  await expect(line).toContainText(name);
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Details and notes…' }).click();
  const notes = 'javascript:window.hacked=2 <b>bold</b><script>window.hacked=3</script>';
  await page.getByRole('textbox', { name: 'Notes' }).fill(notes);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(line).toContainText(notes);
  const found = await page.evaluate(() => ({
    hacked: 'hacked' in window,
    made: [
      ...document.querySelectorAll('img[src="x"], [href^="javascript:"], b, td script'),
    ].filter((element) => element.localName !== 'b' || element.textContent === 'bold').length,
  }));
  expect(found).toEqual({ hacked: false, made: 0 });
  expect(errors).toEqual([]);
});

/** A picture of 900 × 600 pixels: red to the right, green downwards, a white square at a corner. */
function picture(blue: number): Uint8Array {
  const [width, height] = [900, 600];
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isCorner = x < 200 && y < 200;
      const values = isCorner ? [255, 255, 255] : [(255 * x) / width, (255 * y) / height, blue];
      pixels.set(values, (y * width + x) * 3);
    }
  }
  return writePng(pixels, { width, height, channels: 3 });
}

test('large pictures are drawn small, upright and whole', async ({ page }, { outputDir }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  const entries = ['oak', 'elm'].flatMap((name, label) =>
    [0, 1, 2, 3, 4, 5].map((at) => ({
      path: `large/${name}/${at}.png`,
      bytes: picture(label * 200 + at),
    })),
  );
  await dropFiles(page, [{ name: 'large.zip', bytes: writeZip(entries) }]);
  await expect(page.getByRole('heading', { name: /large.*900 × 600/ })).toBeVisible();
  await page.getByRole('button', { name: /^oak, / }).click();
  await expect(page.getByRole('dialog', { name: 'oak' })).toBeVisible();
  const canvases = page.getByRole('dialog').locator('canvas');
  await expect.poll(() => canvases.count()).toBeGreaterThan(3);
  const drawn = () =>
    canvases.first().evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d');
      const at = (x: number, y: number) => [...(pixels?.getImageData(x, y, 1, 1).data ?? [])];
      return [canvas.width, canvas.height, at(2, 2), at(110, 2), at(2, 70)];
    });
  // Eight pixels a side for one: 900 × 600 is 113 × 75.
  await expect
    .poll(drawn)
    .toEqual([
      113,
      75,
      [255, 255, 255, 255],
      [250, 8, expect.any(Number), 255],
      [5, 239, expect.any(Number), 255],
    ]);
  await page.screenshot({ path: `${outputDir}/gallery.png` });
  await page.getByRole('button', { name: 'Close' }).click();
  await page.screenshot({ path: `${outputDir}/data.png` });
  expect(errors).toEqual([]);
});
