/**
 * `npm run bench:features:reload`: 10,000 images and a model of 1,280 features are dropped on the built
 * page in Chromium, and the page is loaded anew, upon which the features must be there again, the same,
 * from where the browser keeps them. Prints how long both took, and how much is kept. Ends with 1 where
 * they are not there.
 */
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../e2e/chromium.ts';
import { dropFiles } from '../e2e/dropFiles.ts';
import { madeIdxFiles } from '../e2e/madeData.ts';
import { smallSpec } from '../e2e/smallExperiment.ts';
import { functionalTopology, modelFiles } from '../src/data/testing/writeModel.ts';
import { encodeLink } from '../src/spec/link.ts';

/** Of four classes, half as many for testing: 10,002 images. */
const perClass = 1667;
const featureCount = 1280;
const outDir = 'dist';

/** 8 × 8 × 3 pixels to a quarter of the image at a time, 1,280 filters of them, and their means. */
const model = modelFiles(
  {
    topology: functionalTopology([
      { class_name: 'InputLayer', name: 'images', config: { batch_input_shape: [null, 8, 8, 3] } },
      {
        class_name: 'Conv2D',
        name: 'conv',
        from: ['images'],
        config: { filters: featureCount, kernel_size: 4, strides: 4, activation: 'relu' },
      },
      { class_name: 'GlobalAveragePooling2D', name: 'mean', from: ['conv'], config: {} },
    ]),
    weights: [
      { name: 'conv/kernel', shape: [4, 4, 3, featureCount] },
      { name: 'conv/bias', shape: [featureCount] },
    ],
  },
  'net/',
);

await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4339 } });
const baseURL = server.resolvedUrls?.local[0] ?? 'http://localhost:4339/';
const browser = await chromium.launch({ ...findChromium(), args: [...chromiumArguments] });
const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
const page = await context.newPage();
page.setDefaultTimeout(0);
await page.goto(`/#${await encodeLink(smallSpec('wasm'))}`);
await page.getByRole('heading', { name: /This experiment is about/ }).waitFor();
await dropFiles(page, madeIdxFiles(perClass));
await page.getByRole('link', { name: 'Data', exact: true }).click();
await page.getByText(/^data [0-9a-f]/).waitFor();
await dropFiles(
  page,
  Object.entries(model).map(([name, bytes]) => ({ name, bytes })),
);
await page.getByRole('button', { name: 'Read it so' }).click();
const computed = await hashShown(page);
const began = performance.now();
await page.reload();
await page.getByRole('link', { name: 'Data', exact: true }).click();
const reloaded = await hashShown(page);
const seconds = (performance.now() - began) / 1000;
const kept = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
await browser.close();
await server.close();
const isSame = reloaded === computed;
console.log(
  `${6 * perClass} images × ${featureCount} features, ${Math.round(kept / 1e6)} MB kept: ` +
    `${isSame ? 'the same' : 'NOT THE SAME'} ${seconds.toFixed(1)} s after a reload`,
);
process.exit(isSame ? 0 : 1);

/** The whole hash of the features, once the page shows them. */
async function hashShown(shown: Page): Promise<string | null> {
  await shown
    .getByRole('heading', { name: /by net/ })
    .first()
    .waitFor();
  return shown.getByText(/^data [0-9a-f]/).getAttribute('title');
}
