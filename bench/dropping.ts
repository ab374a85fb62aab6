/**
 * What a large folder costs the page: `npm run bench:dropping [-- --images 60000]`. Makes a folder of
 * small JPEGs, reads it by the command line, then drops and chooses it in Chromium by each way that
 * browsers have, and prints the longest task of the page's thread beside the time to the data set. Each way is
 * gone twice, for tracing costs the browser's processes a sixth of their time: once timed, once watched. On a
 * machine that does other things a task waits for its core: goals are about what it computes. Ends with 1 where a goal is missed.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../e2e/chromium.ts';
import { dropPaths } from '../e2e/dropFiles.ts';
import { imageFolder } from './dropping/imageFolder.ts';
import { markFiles, timeToData, watchThread } from './dropping/watchThread.ts';

/** Milliseconds that a task of the page's thread may compute. */
const longestTask = 100;
/** Times the command line's. */
const mostTimes = 1.5;
const outDir = 'dist';

interface Way {
  readonly name: string;
  /** Whether the browser is to have no handles, as Firefox and WebKit. */
  readonly isWithoutHandles: boolean;
  readonly give: (page: Page, folder: string) => Promise<void>;
}

const drop = (page: Page, folder: string) => dropPaths(page, [folder]);
const choose = async (page: Page, folder: string) => {
  const [dialog] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a folder' }).click(),
  ]);
  await dialog.setFiles(folder, { timeout: 0 });
};
const ways: readonly Way[] = [
  { name: 'dropped, by its handle', isWithoutHandles: false, give: drop },
  { name: 'dropped, as plain files', isWithoutHandles: true, give: drop },
  { name: 'chosen, as plain files', isWithoutHandles: true, give: choose },
];

const { values } = parseArgs({ options: { images: { type: 'string', default: '10000' } } });
const count = Number(values.images);
const folder = await imageFolder(count);
let missed = 0;

const began = performance.now();
const arguments_ = ['scripts/espalier/main.mjs', 'inspect', folder, '--json'];
const { hash } = JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8' }));
const inspected = (performance.now() - began) / 1000;
console.log(`${count} images by the command line: ${inspected.toFixed(1)} s`);

await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4331 } });
const browser = await chromium.launch({ ...findChromium(), args: [...chromiumArguments] });
for (const way of ways) await measure(browser, way);
await browser.close();
await server.close();
process.exit(missed === 0 ? 0 : 1);

async function measure(browser: Browser, way: Way): Promise<void> {
  const timed = await give(browser, way, (_, held) => held());
  const seconds = timed.outcome / 1000;
  const watched = await give(browser, way, (page, held) => watchThread(browser, page, held));
  const computing = Math.max(...watched.outcome.map((task) => task.computing));
  const wall = Math.max(...watched.outcome.map((task) => task.wall));
  console.log(
    `${way.name}: ${seconds.toFixed(1)} s, ${(seconds / inspected).toFixed(2)} times the command line; ` +
      `longest task ${Math.round(wall)} ms, of any ${Math.round(computing)} ms computing`,
  );
  goal(
    'the same hash',
    [timed, watched].every((one) => one.hash === hash),
  );
  goal(`no task that computes for more than ${longestTask} ms`, computing <= longestTask);
  goal(`at most ${mostTimes} times the command line`, seconds <= mostTimes * inspected);
}

/**
 * Gives the folder to a fresh page.
 * @param watch is to call `held`, which gives the folder and waits for the data set: milliseconds from when its
 * files came.
 */
async function give<Outcome>(
  browser: Browser,
  { isWithoutHandles, give }: Way,
  watch: (page: Page, held: () => Promise<number>) => Promise<Outcome>,
): Promise<{ readonly outcome: Outcome; readonly hash: string | null }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  if (isWithoutHandles) {
    await page.addInitScript(() => {
      Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
      Object.defineProperty(globalThis, 'showDirectoryPicker', { value: undefined });
    });
  }
  await markFiles(page);
  await page.goto(server.resolvedUrls?.local[0] ?? 'http://localhost:4331/');
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  // What the page does when it opens is not measured.
  await page.waitForTimeout(2000);
  const outcome = await watch(page, async () => {
    await give(page, folder);
    return timeToData(page);
  });
  const hash = await page.getByText(/^data [0-9a-f]/).getAttribute('title');
  await page.close();
  return { outcome, hash };
}

function goal(text: string, isMet: boolean): void {
  if (!isMet) missed++;
  console.log(`  ${isMet ? 'met   ' : 'MISSED'} ${text}`);
}
