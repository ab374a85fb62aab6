/** How fast the page answers, by Event Timing: milliseconds from an input to the next paint. */
import type { Page } from '@playwright/test';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';

/** Event Timing reports from 16 ms on; anything faster counts as 16. */
const minDuration = 16;

/** Opens Glyphs and trains its preset's CNNs on WASM, on all the threads that are to be had. */
export async function trainAtFullLoad(page: Page, address: string): Promise<void> {
  await page.goto(`${address}#${await encodeLink({ ...defaultSpec, device: 'wasm' })}`);
  await page.getByRole('button', { name: 'Open Glyphs', exact: true }).click();
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.waitForTimeout(3000);
}

/**
 * Clicks between pages, sorts and epochs, so many times; what each click came to: the longest of its
 * events, in milliseconds.
 */
export async function timeClicks(page: Page, clicks: number): Promise<number[]> {
  await page.evaluate(watchEvents, minDuration);
  const targets = [
    page.getByRole('radio', { name: 'Gain' }),
    page.getByRole('link', { name: 'Data' }),
    page.getByRole('link', { name: 'Train' }),
    page.getByRole('radio', { name: 'Name' }),
    page.getByRole('button', { name: 'One epoch back' }),
    page.getByRole('button', { name: 'Back to live' }),
  ];
  for (let turn = 0; turn < clicks; turn++) {
    await targets[turn % targets.length].click();
    await page.waitForTimeout(150);
  }
  const longest = await page.evaluate(() => (Reflect.get(globalThis, 'longest') ?? []) as number[]);
  const unreported = Math.max(0, clicks - longest.length);
  return [...longest, ...new Array<number>(unreported).fill(minDuration)];
}

/** Runs in the page: keeps the longest event of each interaction. */
function watchEvents(durationThreshold: number): void {
  const ofInteraction = new Map<number, number>();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const interaction = Reflect.get(entry, 'interactionId') as number;
      if (interaction === 0) continue;
      const known = ofInteraction.get(interaction) ?? 0;
      ofInteraction.set(interaction, Math.max(known, entry.duration));
    }
    Object.assign(globalThis, { longest: [...ofInteraction.values()] });
  }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
}
