/** A comparison in a Chromium that is killed, all of it, again and again, and whose queue goes on by itself. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { encodeSweepLink } from '../src/spec/sweeps/sweepLink.ts';
import type { SweepSpec } from '../src/spec/sweeps/sweepSpec.ts';
import { killAll, openProfile } from './killedBrowser.ts';

/** When a browser is killed: so long after so many further runs are done. */
interface SweepKillMoment {
  readonly runs: number;
  readonly milliseconds: number;
}

/** Milliseconds in which a busy machine brings a queue further. */
const patience = 300_000;

/**
 * Queues a comparison in a profile of its own and lets it come to its end, killed up to `times` times.
 * @param draw draws the moments.
 * @returns how often it was killed, and the table that its runs came to, as CSV
 */
export async function sweepWithBrowserKills(
  address: string,
  sweep: SweepSpec,
  times: number,
  draw: () => SweepKillMoment,
): Promise<{ readonly kills: number; readonly table: string }> {
  const profile = mkdtempSync(join(tmpdir(), 'espalier-profile-'));
  const link = await encodeSweepLink(sweep);
  let open: BrowserContext | null = null;
  try {
    for (let kills = 0; ; kills++) {
      const context = await openProfile(profile);
      open = context;
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(kills === 0 ? `${address}#${link}` : `${address}#runs`);
      if (kills === 0) await page.getByRole('button', { name: 'Add to the queue' }).click();
      if (kills < times && !(await hasEnded(page, draw()))) {
        await killAll(profile, context);
        continue;
      }
      await untilEnded(page);
      return { kills, table: await tableOf(page, sweep.name) };
    }
  } finally {
    await open?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits for the moment; whether the queue came to its end before it. */
async function hasEnded(page: Page, { runs, milliseconds }: SweepKillMoment): Promise<boolean> {
  const first = await leftToDo(page);
  await expect
    .poll(() => leftToDo(page), { timeout: patience, intervals: [50] })
    .toBeLessThanOrEqual(Math.max(0, first - runs));
  await page.waitForTimeout(milliseconds);
  return (await leftToDo(page)) === 0;
}

/** Waits for the end of the queue, however many runs that are: for as long as one comes after another. */
async function untilEnded(page: Page): Promise<void> {
  for (let left = await leftToDo(page); left > 0; left = await leftToDo(page)) {
    await expect.poll(() => leftToDo(page), { timeout: patience }).toBeLessThan(left);
  }
}

/** Runs that the queue has before it. */
async function leftToDo(page: Page): Promise<number> {
  const told = page.getByText(/^[\d,]+ of [\d,]+ done$/).first();
  const [done, all] = (await told.innerText({ timeout: patience }))
    .split(' of ')
    .map((text) => Number.parseInt(text.replaceAll(',', ''), 10));
  return all - done;
}

async function tableOf(page: Page, name: string): Promise<string> {
  const list = page.getByRole('button', { name: 'All runs' });
  if (await list.isVisible()) await list.click();
  await page.getByRole('button', { name: `Results of ${name}` }).click();
  await expect(page.getByText(/being looked up/)).toHaveCount(0, { timeout: patience });
  await page.getByRole('button', { name: 'Take away', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}
