/**
 * How fast the page answers while it trains at full load: `npm run bench:responsiveness`. Builds
 * and serves the page, trains the Glyphs preset's CNNs on WASM, clicks between pages, sorts and
 * epochs for half a minute, and prints what Event Timing saw, in milliseconds from input to paint.
 */
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../e2e/chromium.ts';
import { timeClicks, trainAtFullLoad } from '../e2e/eventTiming.ts';

const outDir = 'dist';
const clicks = 60;

await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4329 } });
const browser = await chromium.launch({ ...findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await trainAtFullLoad(page, server.resolvedUrls?.local[0] ?? 'http://localhost:4329/');
const durations = await timeClicks(page, clicks);
const sorted = durations.sort((a, b) => a - b);
const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
console.log(
  `${clicks} clicks while training: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`,
);
await browser.close();
await server.close();
