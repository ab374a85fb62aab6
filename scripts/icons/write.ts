/**
 * Draws the icons of the installed page from its mark, public/icon.svg: as it is, and for systems
 * that cut icons to a shape of their own, smaller on a ground that reaches every edge.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../e2e/chromium.ts';

const folder = join(import.meta.dirname, '../../public');
const mark = readFileSync(join(folder, 'icon.svg'), 'utf8');
const ground = '#1a201d';

/** What a mask leaves of an icon is at least a circle of 0.8 of its width. */
const safeShare = 0.72;

const icons = [
  { name: 'icon-192.png', side: 192, share: 1, background: 'transparent' },
  { name: 'icon-512.png', side: 512, share: 1, background: 'transparent' },
  { name: 'icon-maskable.png', side: 512, share: safeShare, background: ground },
];

const browser = await chromium.launch({ ...findChromium(), args: ['--no-sandbox'] });
for (const { name, side, share, background } of icons) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  const size = side * share;
  const style = `margin: 0; display: grid; place-items: center; height: 100vh; background: ${background}`;
  const image = `<img width="${size}" height="${size}" src="data:image/svg+xml;base64,${btoa(mark)}">`;
  await page.setContent(`<body style="${style}">${image}</body>`, { waitUntil: 'load' });
  writeFileSync(join(folder, name), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
