import { chromium } from '@playwright/test';
import { findChromium } from '../chromium.ts';
import { callText, type EngineSource, screen } from './engine.ts';

/** Blink, by Playwright. */
export const chromiumEngine: EngineSource = {
  name: 'Chromium',
  // The gate fetches one where there is none.
  missing: null,
  start: async () => {
    const browser = await chromium.launch({ ...findChromium(), args: ['--no-sandbox'] });
    // Other browser tests go without, so that each has the host's own answers.
    const page = await browser.newPage({ viewport: screen, serviceWorkers: 'allow' });
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return {
      open: async (address) => {
        await page.goto(address);
      },
      reload: async () => {
        await page.reload();
      },
      run: (work, ...given) => page.evaluate(callText(work, given)),
      complaints: async () => complaints,
      close: () => browser.close(),
    };
  },
};
