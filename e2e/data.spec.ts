/** The Data page: taking in whatever is dropped, looking into it, and shaping it before training. */
import { expect, type Page, test } from '@playwright/test';
import { writeIdx } from '../src/data/testing/writeIdx.ts';
import { writePng } from '../src/data/testing/writePng.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { seriousViolations } from './axe.ts';
import { type DraggedFile, dropFiles } from './dropFiles.ts';
import { madeIdxFiles } from './madeData.ts';

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name });
const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });

/** A picture of one value, grey or in colour. */
function picture(value: number, side = 8, channels: 1 | 3 = 1): Uint8Array {
  const shape = { height: side, width: side, channels };
  return writePng(new Uint8Array(side * side * channels).fill(value), shape);
}

/** A folder of classes, `count` pictures each, every one of its own grey. */
function folder(name: string, classes: readonly string[], count = 12): DraggedFile[] {
  return classes.flatMap((one, label) =>
    Array.from({ length: count }, (_, image) => ({
      name: `${name}/${one}/${image}.png`,
      bytes: picture(20 * label + image),
    })),
  );
}

/** One epoch of a small MLP on the data that the test drops. */
const oneEpoch: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:whatever' },
  network: { kind: 'mlp', hidden: [8], initial: 'he' },
  training: {
    ...defaultSpec.training,
    epochs: 1,
    batchSize: 20,
    schedule: { kind: 'steps', at: [], factor: 0.1 },
  },
  method: { kind: 'single' },
  device: 'wasm',
};

/** Ticks a class in the list. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check();
}

test('a folder is dropped: its classes, counts, means and images', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, folder('leaves', ['oak', 'elm', 'ash', 'yew']));
  await expect(heading(page, /leaves.*4 classes.*48 images of 8 × 8 grey/)).toBeVisible();
  // 12 a class: 2 held out for testing, 1 of the other 10 for validation.
  const oak = page.getByRole('button', { name: 'oak, 9 train, 1 validation, 2 test' });
  await expect(oak).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find classes' }).fill('el');
  await expect(page.getByText('1 of 4 classes')).toBeVisible();
  await expect(oak).toBeHidden();
  await page.getByRole('button', { name: 'Show all classes' }).click();
  await oak.click();
  await expect(page.getByRole('dialog', { name: 'oak' })).toBeVisible();
  await expect(page.getByRole('img', { name: '12 images' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a mixed pile is refused in one sentence, and what was there stays', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, folder('leaves', ['oak', 'elm']));
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
  const pile = [...madeIdxFiles(), { name: 'oak.png', bytes: picture(3) }];
  await dropFiles(page, pile);
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText('is of another kind');
  await expect(alert).toContainText('What to do');
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
});

test('grey beside colour asks, with a preview; cancelling leaves what was there', async ({
  page,
}) => {
  await page.goto('/');
  await dropFiles(page, folder('leaves', ['oak', 'elm']));
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
  const mixed = [
    ...folder('fruit', ['fig', 'pear', 'plum']),
    { name: 'fruit/fig/colour.png', bytes: picture(200, 8, 3) },
  ];
  await dropFiles(page, mixed);
  const dialog = page.getByRole('dialog', { name: /fruit.*read/ });
  await expect(dialog.getByRole('radio')).toHaveCount(2);
  expect(await seriousViolations(page), 'the question').toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  await dropFiles(page, mixed);
  await dialog.getByText(/grey/i).last().click();
  await dialog.getByText('Do the same until I leave this page').click();
  await dialog.getByRole('button', { name: 'Read it so' }).click();
  await expect(heading(page, /fruit.*3 classes.*8 × 8 grey/)).toBeVisible();
  // The answer holds for what comes next.
  await dropFiles(
    page,
    mixed.map((file) => ({ ...file, name: file.name.replace('fruit', 'nuts') })),
  );
  await expect(heading(page, /nuts.*8 × 8 grey/)).toBeVisible();
  // Nothing of the data sets before is left beside it.
  await expect(heading(page, /What the network sees/)).toHaveCount(1);
});

test('reading is given up in the middle, and what was there stays', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, folder('leaves', ['oak', 'elm']));
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
  await page.getByRole('button', { name: /^Shapes/ }).click();
  await expect(page.getByText(/Making Shapes… [\d,]+ of 20,000 images/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(page.getByText(/Making Shapes/)).toHaveCount(0);
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('classes are left out and merged, wrong choices said at the list, and the rest trains', async ({
  page,
}) => {
  await page.goto(`/#${await encodeLink(oneEpoch)}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, madeIdxFiles());
  await expect(train(page)).toBeEnabled();
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(heading(page, /4 classes/)).toBeVisible();
  for (const name of ['0', '1', '2']) await choose(page, name);
  await page.getByRole('button', { name: 'Leave out 3' }).click();
  await expect(page.getByRole('alert')).toContainText('leaves only “3”');
  await page.getByRole('button', { name: 'Take 1 back in' }).click();
  await page.getByRole('button', { name: 'Take 2 back in' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  for (const name of ['1', '2']) await choose(page, name);
  await page.getByRole('button', { name: 'Merge 2' }).click();
  await page.getByRole('textbox', { name: 'Name of the merged class' }).fill('middle');
  await page.keyboard.press('Enter');
  await expect(page.getByText('4 classes, 1 left out, 2 merged into 1')).toBeVisible();
  await page.getByRole('button', { name: 'Train on this' }).click();
  await train(page).click();
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 120_000,
  });
  await expect(
    page.getByText('middle', { exact: true }).filter({ visible: true }).first(),
  ).toBeVisible();
  // The address holds the choice.
  await page.getByRole('link', { name: 'Data' }).click();
  await page.reload();
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByText('4 classes, 1 left out, 2 merged into 1')).toBeVisible();
});

test('duplicates are counted and shown, and leaks left out', async ({ page }) => {
  const pixels = (values: readonly number[]) => values.flatMap((value) => [value, 0, 0, value]);
  const files = (values: readonly number[], kind: string) => [
    { name: `${kind}-images-idx3-ubyte`, bytes: writeIdx([values.length, 2, 2], pixels(values)) },
    {
      name: `${kind}-labels-idx1-ubyte`,
      bytes: writeIdx(
        [values.length],
        values.map((_, at) => at % 2),
      ),
    },
  ];
  await page.goto('/');
  const trained = Array.from({ length: 40 }, (_, at) => at + 1);
  await dropFiles(page, [...files(trained, 'train'), ...files([3, 3, 200, 8], 't10k')]);
  const section = page.getByRole('region', { name: 'Duplicates' });
  await expect(section).toContainText('2 of training in the test images too');
  await expect(section).toContainText('1 repeated within the test images');
  await section.getByRole('button', { name: 'Show them' }).click();
  const dialog = page.getByRole('dialog', { name: 'Equal images' });
  await expect(dialog.getByText('training')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('36 train')).toBeVisible();
  await section.getByText('Leave out leaked images').click();
  await expect(page.getByText('34 train')).toBeVisible();
});

/** An IDX file of labels of 32 bits, for classes beyond 255. */
function intLabels(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + 4 * labels.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00_00_0c_01);
  view.setUint32(4, labels.length);
  for (const [at, label] of labels.entries()) view.setInt32(8 + 4 * at, label);
  return bytes;
}

test('a thousand classes scroll by, and only rows in sight are drawn', async ({ page }) => {
  const labels = Array.from({ length: 3000 }, (_, at) => at % 1000);
  const pixels = labels.flatMap((label) => [label & 255, label >> 8, 0, 9]);
  await page.goto('/');
  await dropFiles(page, [
    { name: 'train-images-idx3-ubyte', bytes: writeIdx([labels.length, 2, 2], pixels) },
    { name: 'train-labels-idx1-int', bytes: intLabels(labels) },
  ]);
  await expect(heading(page, /1,000 classes/)).toBeVisible();
  const rows = page.locator('ol > li');
  expect(await rows.count()).toBeLessThan(60);
  await expect(page.getByRole('button', { name: /^999, / })).toHaveCount(0);
  await page.evaluate(() => {
    const sheet = document.querySelector('main');
    sheet?.scrollTo(0, sheet.scrollHeight);
  });
  await expect(page.getByRole('button', { name: /^999, / })).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the Data page and what opens over it, ${theme}: nothing serious`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: theme,
    });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('button', { name: /^Glyphs/ }).click();
    await expect(heading(page, /Glyphs.*62 classes/)).toBeVisible();
    for (const name of ['0', '2']) await choose(page, name);
    await page.getByRole('button', { name: 'Leave out 2' }).click();
    for (const name of ['1', '7']) await choose(page, name);
    await page.getByRole('button', { name: 'Merge 2' }).click();
    expect(await seriousViolations(page), 'merging').toEqual([]);
    await page.keyboard.press('Enter');
    await expect(page.getByText('62 classes, 2 left out, 2 merged into 1')).toBeVisible();
    expect(await seriousViolations(page), 'shaped').toEqual([]);
    await page.getByRole('button', { name: /^A, / }).click();
    await expect(page.getByRole('dialog', { name: 'A' })).toBeVisible();
    expect(await seriousViolations(page), 'gallery').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Fetch CIFAR-100/ }).click();
    expect(await seriousViolations(page), 'fetching').toEqual([]);
  });
}

test('on a narrow screen the other data sets are one press away', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await dropFiles(page, folder('leaves', ['oak', 'elm']));
  await expect(heading(page, /leaves.*2 classes/)).toBeVisible();
  await page.getByRole('button', { name: 'Other data sets' }).click();
  const rail = page.getByRole('complementary', { name: 'Data sets' });
  await expect(rail).toBeFocused();
  await expect(rail.getByRole('button', { name: 'Choose files' })).toBeInViewport();
  await rail.getByRole('button', { name: /^Shapes,.*Open$/ }).click();
  await expect(heading(page, /Shapes.*100 classes/)).toBeVisible();
});
