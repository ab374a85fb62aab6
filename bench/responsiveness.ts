/**
 * How fast the page answers while it trains at full load: `npm run bench:responsiveness`. Builds
 * and serves the page, trains the Glyphs preset's CNNs on WASM, clicks between pages, classes and
 * sorts for half a minute, and prints what Event Timing saw, in milliseconds from input to paint.
 */
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../e2e/chromium.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets.ts';

const outDir = 'dist';
const clicks = 60;

async function startTraining(page: Page, address: string): Promise<void> {
  await page.goto(`${address}#${await encodeLink({ ...defaultSpec, device: 'wasm' })}`);
  await page.getByRole('button', { name: 'Open Glyphs', exact: true }).click();
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.waitForTimeout(3000);
}

/** Event Timing reports from 16 ms on; anything faster counts as 16. */
async function watchEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(globalThis, { durations });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'interactionId') > 0) durations.push(entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

async function clickAround(page: Page): Promise<void> {
  const targets = [
    page.getByRole('radio', { name: 'Gain' }),
    page.getByRole('link', { name: 'Data' }),
    page.getByRole('link', { name: 'Train' }),
    page.getByRole('radio', { name: 'Name' }),
  ];
  for (let turn = 0; turn < clicks; turn++) {
    await targets[turn % targets.length].click();
    await page.waitForTimeout(150);
  }
}

await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4329 } });
const browser = await chromium.launch({ ...findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await startTraining(page, server.resolvedUrls?.local[0] ?? 'http://localhost:4329/');
await watchEvents(page);
await clickAround(page);
const durations = await page.evaluate(() => Reflect.get(globalThis, 'durations') as number[]);
const sorted = durations.sort((a, b) => a - b);
const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 16;
console.log(
  `${clicks} clicks while training: ${sorted.length} events of 16 ms or more; median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`,
);
await browser.close();
await server.close();
