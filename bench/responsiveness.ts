/**
 * How fast the page answers while it trains at full load: `npm run bench:responsiveness`. Builds
 * and serves the page, trains the Glyphs preset's CNNs on WASM, clicks between pages, sorts and
 * epochs for half a minute, and prints what Event Timing saw, in milliseconds from input to paint, and
 * what the page's thread computed meanwhile, which other programs do not lengthen. `--classes 1000`
 * takes made-up data of so many classes, `--runs 3` has that many runs open, the last of which trains.
 */
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../e2e/chromium.ts';
import { dropFiles } from '../e2e/dropFiles.ts';
import { timeClicks, trainAtFullLoad } from '../e2e/eventTiming.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { manyClasses } from './responsiveness/manyClasses.ts';
import { threadTimes, tracedCategories } from './responsiveness/threadTimes.ts';

const outDir = 'dist';
/** Milliseconds that a run of one epoch may take on a busy machine. */
const longestRun = 600_000;

const { values } = parseArgs({
  options: {
    classes: { type: 'string' },
    runs: { type: 'string', default: '1' },
    clicks: { type: 'string', default: '60' },
  },
});
const clicks = Number(values.clicks);

await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4329 } });
const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4329/';
const browser = await chromium.launch({ ...findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
if (values.classes === undefined) await trainAtFullLoad(page, address);
else await trainManyClasses(page, Number(values.classes), Number(values.runs));
await browser.startTracing(page, { categories: [...tracedCategories] });
const durations = await timeClicks(page, clicks);
const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
if (!(await page.getByRole('button', { name: 'Pause' }).isVisible())) {
  throw new Error('The run had ended before the last click: what was measured is no full load');
}
describe(`${clicks} clicks while training, input to paint`, durations);
describe('  of the processor, click to frame', threadTimes(traceEvents));
await browser.close();
await server.close();

function describe(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(0);
  const [median, p95, p98, longest] = [0.5, 0.95, 0.98, 1].map(at);
  console.log(`${what}: median ${median} ms, p95 ${p95} ms, p98 ${p98} ms, longest ${longest} ms`);
}

/** Has finished runs of one epoch beside a long one that trains on all threads, on many classes. */
async function trainManyClasses(page: Page, classCount: number, runs: number): Promise<void> {
  const spec = {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:made', validation: 0 },
    training: {
      ...defaultSpec.training,
      epochs: 1,
      schedule: { kind: 'steps' as const, at: [], factor: 0.1 },
    },
    method: { ...(defaultSpec.method as object), rounds: 2 } as typeof defaultSpec.method,
    device: 'wasm' as const,
  };
  await page.goto(`${address}#${await encodeLink(spec)}`);
  await page.getByRole('heading', { name: /This experiment is about/ }).waitFor();
  await dropFiles(page, manyClasses(classCount));
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const pause = page.getByRole('button', { name: 'Pause' });
  // It takes a press when the run before has ended.
  for (let run = 1; run < runs; run++) {
    await train.click({ timeout: longestRun });
    await pause.waitFor();
  }
  await train.click({ trial: true, timeout: longestRun });
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('1000');
  await page.keyboard.press('Tab');
  await train.click({ timeout: longestRun });
  await pause.waitFor();
  await page.waitForTimeout(3000);
}
