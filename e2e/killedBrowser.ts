/** A run in a Chromium that is killed, all of it, at moments drawn at random, and that goes on. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import type { CutOffReport, KillMoment } from '../src/node/testing/cutOff.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { type DraggedFile, dropFiles } from './dropFiles.ts';
import { exportItem } from './smallExperiment.ts';

export interface KilledExperiment {
  /** Where the built page lies. */
  readonly address: string;
  readonly spec: ExperimentSpec;
  readonly files: readonly DraggedFile[];
}

/**
 * Trains to the end in a profile of its own, killed up to `times` times on the way. Every session
 * finishes an epoch at least, so that the run comes to its end.
 * @param draw draws the moments.
 */
export async function runWithBrowserKills(
  { address, spec, files }: KilledExperiment,
  times: number,
  draw: () => KillMoment,
): Promise<CutOffReport> {
  const profile = mkdtempSync(join(tmpdir(), 'espalier-profile-'));
  let kills = 0;
  let epochsLost = 0;
  let told = 0;
  try {
    while (true) {
      const context = await openProfile(profile);
      const page = context.pages()[0] ?? (await context.newPage());
      if (kills === 0) await start(page, address, spec, files);
      else {
        await page.goto(address);
        const standing = await resume(page);
        if (standing === 'finished') return await closeWithDigest(context, page, kills, epochsLost);
        epochsLost += Math.max(0, told - standing);
      }
      const moment = kills < times ? draw() : null;
      told = await trainUntil(page, told, moment);
      if (moment !== null) await page.waitForTimeout(moment.milliseconds);
      // A run that ended in the meantime has nothing left to be killed in.
      if (moment === null || (await isFinished(page))) {
        return await closeWithDigest(context, page, kills, epochsLost);
      }
      told = Math.max(told, await shownEpoch(page));
      await killAll(profile, context);
      kills++;
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens Chromium on a profile of its own, which stays when it is killed. */
export function openProfile(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...findChromium(),
    args: [...chromiumArguments],
    viewport: { width: 1440, height: 900 },
  });
}

async function start(
  page: Page,
  address: string,
  spec: ExperimentSpec,
  files: readonly DraggedFile[],
): Promise<void> {
  await page.goto(`${address}#${await encodeLink(spec)}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, files);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect(train).toBeEnabled();
  await train.click();
}

async function closeWithDigest(
  context: BrowserContext,
  page: Page,
  kills: number,
  epochsLost: number,
): Promise<CutOffReport> {
  const digest = await digestOf(page);
  await context.close();
  return { kills, epochsLost, digest };
}

/**
 * Presses Resume on the card. A run that came to its end while the processes were looked for, before
 * they were killed, has no card: it must then be kept as finished, and is opened.
 * @returns where the card says that the run stands
 */
async function resume(page: Page): Promise<number | 'finished'> {
  const card = page.getByRole('region', { name: /Your run stands at/ });
  try {
    await expect(card).toBeVisible();
  } catch {
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('row', { name: /, finished/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
    return 'finished';
  }
  const standing = placeIn(await card.innerText());
  await card.getByRole('button', { name: 'Resume' }).click();
  return standing;
}

/** Waits for so many epochs more, or for the end. @returns the last epoch that the page shows */
async function trainUntil(page: Page, from: number, moment: KillMoment | null): Promise<number> {
  let deadline = performance.now() + 120_000;
  let first = 0;
  let last = from;
  while (performance.now() < deadline) {
    const shown = await shownEpoch(page);
    // A busy machine may take longer for a whole run, but not for one epoch.
    if (shown !== last) deadline = performance.now() + 120_000;
    last = shown;
    if (shown > from && first === 0) first = shown;
    const isDue = moment !== null && first > 0 && shown >= first + moment.epochs - 1;
    if (isDue || (await isFinished(page))) return shown;
    await page.waitForTimeout(10);
  }
  throw new Error('The page came no further in two minutes');
}

/** Rounds and epochs as one number that grows. */
const place = (round: number, epoch: number) => round * 100_000 + epoch;

/** `Round 2 · epoch 7`, `round 2 of 3, epoch 7 of 9`, or `Epoch 7 of 9`; 0 where none is named. */
function placeIn(text: string): number {
  const found = /(?:round (\d+)[^.]*?)?epoch (\d+)/i.exec(text);
  return found === null ? 0 : place(Number(found[1] ?? 1), Number(found[2]));
}

async function shownEpoch(page: Page): Promise<number> {
  const moment = page.getByText(/^(Round \d+ · epoch \d+|Epoch \d+ of \d+)$/);
  return (await moment.count()) === 0 ? 0 : placeIn(await moment.first().innerText());
}

const isFinished = async (page: Page): Promise<boolean> =>
  (await page.getByText('Finished', { exact: true }).count()) > 0;

async function digestOf(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportItem(page, 'Result')]);
  return JSON.parse(readFileSync(await download.path(), 'utf8')).digest;
}

/** Kills every process of the browser at once, as a crash or a dead battery does. */
export async function killAll(profile: string, context: BrowserContext): Promise<void> {
  const gone = new Promise((resolve) => context.once('close', resolve));
  const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of processes.filter((text) => text.includes(profile))) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It ended with the one before.
    }
  }
  await gone;
}
