/** What leaves the page: a figure in each form, opened by the programs that people open it with. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Download, expect, type Locator, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { seriousViolations } from './axe.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const folder = mkdtempSync(join(tmpdir(), 'espalier-takeaway-'));

/** Opens a file with a program where that is at hand; says so where it is not. */
function openedBy(program: string, options: readonly string[]): void {
  try {
    execFileSync(program, options, { cwd: folder, stdio: 'pipe' });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    test.info().annotations.push({ type: 'not tried', description: `${program} is not here` });
  }
}

async function keep(download: Download): Promise<{ name: string; path: string; bytes: Buffer }> {
  const name = download.suggestedFilename();
  const path = join(folder, name);
  await download.saveAs(path);
  return { name, path, bytes: readFileSync(path) };
}

/** Presses a form in the open menu, and waits for its file. */
async function take(page: Page, form: string) {
  const download = page.waitForEvent('download');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${form}`) })
    .click();
  const file = await keep(await download);
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(`Saved ${file.name}`);
  return file;
}

/** What an XML parser and a reader of addresses say of a drawing. */
async function flawsOf(page: Page, svg: string) {
  // The page's own policy lets nothing be parsed.
  const reader = await page.context().newPage();
  const flaws = await reader.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
    const outside = [...drawing.querySelectorAll('*')].flatMap((node) =>
      [...node.attributes]
        .filter(({ name, value }) => /href$/.test(name) && !/^(data:|#)/.test(value))
        .map(({ value }) => value),
    );
    return {
      error: drawing.querySelector('parsererror')?.textContent ?? null,
      outside,
      texts: drawing.querySelectorAll('text').length,
      shapes: drawing.querySelectorAll('path, rect, line, circle').length,
    };
  }, svg);
  await reader.close();
  return flaws;
}

async function openMenu(page: Page, figure: Locator) {
  await figure.getByRole('button', { name: /^Take away/ }).press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: /^SVG/ })).toBeVisible();
}

test('a figure is taken away in every form, and each opens elsewhere', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  const figure = page.getByRole('figure', { name: 'Votes' });
  await page.getByRole('button', { name: /dark/i }).first().click();
  await openMenu(page, figure);
  expect(await seriousViolations(page)).toEqual([]);

  const svg = await take(page, 'SVG');
  expect(svg.name).toBe('votes.svg');
  const outlined = await flawsOf(page, svg.bytes.toString());
  expect(outlined).toMatchObject({ error: null, outside: [], texts: 0 });
  expect(outlined.shapes).toBeGreaterThan(10);
  // The page is dark, the drawing is not: the dark theme's ink is nowhere in it.
  expect(svg.bytes.toString()).toContain('#1a201d');
  expect(svg.bytes.toString()).not.toContain('#e9edea');
  openedBy('rsvg-convert', ['votes.svg', '-o', 'votes-seen.png']);

  const pdf = await take(page, 'PDF');
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  openedBy('pdftoppm', ['-png', '-singlefile', 'votes.pdf', 'votes-page']);

  const png = await take(page, 'PNG');
  // The header of a PNG holds its width at byte 16.
  expect(png.bytes.readUInt32BE(16)).toBe(1600);

  const csv = (await take(page, 'CSV')).bytes.toString();
  expect(csv.split('\r\n')[0]).toContain('network');
  expect((await take(page, 'Markdown')).bytes.toString()).toMatch(/^\| network/);
  const latex = (await take(page, 'LaTeX')).bytes.toString();
  expect(latex).toContain('\\toprule');
  writeFileSync(
    join(folder, 'paper.tex'),
    `\\documentclass{article}\\usepackage{booktabs,graphicx}\\begin{document}\n${latex}\n\\includegraphics{votes.pdf}\n\\end{document}\n`,
  );
  openedBy('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'paper.tex']);

  await page.getByRole('radio', { name: 'Live text' }).click();
  await page.getByRole('radio', { name: 'Left out' }).click();
  await page.getByRole('textbox', { name: 'Width of the PNG in pixels' }).fill('640');
  const live = (await take(page, 'SVG')).bytes.toString();
  expect(await flawsOf(page, live)).toMatchObject({ error: null, outside: [] });
  expect(live).toContain('<text');
  expect(live).not.toContain('>Votes</text>');
  expect((await take(page, 'PNG')).bytes.readUInt32BE(16)).toBe(640);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(errors).toEqual([]);
});

test('every figure of the page comes out as a drawing that is well formed', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  for (const room of [null, 'Confusion', 'Mistakes']) {
    if (room !== null) await page.getByRole('radio', { name: room, exact: true }).click();
    const figures = page.locator('main figure[data-shown="chart"]:visible');
    await expect(figures.first()).toBeVisible();
    for (let at = 0; at < (await figures.count()); at++) {
      await openMenu(page, figures.nth(at));
      const { name, bytes } = await take(page, 'SVG');
      expect(await flawsOf(page, bytes.toString()), name).toMatchObject({
        error: null,
        outside: [],
      });
      await page.keyboard.press('Escape');
    }
  }
  expect(errors).toEqual([]);
});

test('the trained model is taken out in every format, with its card', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  const formats = {
    'Model as ONNX': ['model-onnx.zip', 'model.onnx'],
    'Model for TensorFlow.js': ['model-tfjs.zip', 'model.json'],
    'Model for PyTorch': ['model-safetensors.zip', 'espalier_model.py'],
  };
  for (const [item, [archive, file]] of Object.entries(formats)) {
    const download = page.waitForEvent('download');
    await exportItem(page, item);
    const { name, bytes } = await keep(await download);
    expect(name).toBe(archive);
    const entries = Object.keys(unzipSync(new Uint8Array(bytes)));
    expect(entries).toEqual(expect.arrayContaining([file, 'README.md']));
  }
  expect(errors).toEqual([]);
});

test('a report is one file that tells the run and asks for nothing', async ({ page }) => {
  const name = '<img src=x onerror=alert(1)>';
  await openWith(page, smallSpec('wasm', { name }));
  await trainToTheEnd(page);
  const download = page.waitForEvent('download');
  await exportItem(page, 'Report');
  const { path } = await keep(await download);

  const told = await page.context().newPage();
  const flaws: string[] = [];
  told.on('console', (message) => flaws.push(message.text()));
  told.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) flaws.push(request.url());
  });
  await told.goto(`file://${path}`);
  await expect(told.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(told.getByRole('rowheader', { name: 'digest of the run' })).toBeVisible();
  await expect(told.getByRole('link')).toHaveAttribute('href', /^http:\/\/localhost.*#1\./);
  const widths = await told
    .locator('figure img')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
  expect(widths.length).toBeGreaterThan(3);
  expect(Math.min(...widths)).toBeGreaterThan(50);
  expect(await told.locator('main img').count()).toBe(widths.length);
  expect(flaws).toEqual([]);
});
