/** When the code behind the first page is read: what a link waits for at once, the rest in idle time. */
import { pages } from '../pages.ts';
import { laterRooms } from '../train/stage/laterRoom.tsx';
import { idle } from './idle.ts';
import { laterParts } from './laterParts.ts';
import { laterWorkbench } from './laterWorkbench.ts';

/** Whether the page was opened with an address that holds more than the page itself. */
export const isLinked = (): boolean => location.hash.length > 1;

/** What the workbench needs, in the order in which it needs it: each runs as a task of its own. */
const pieces = [
  () => import('../../lib/readWithoutEval.ts'),
  () => import('../../spec/experimentSpec.ts'),
  () => import('../../spec/presets/presets.ts'),
  () => import('../../analysis/log/readLog.ts'),
  laterWorkbench.read,
];

/**
 * Reads what stands around the first page, then the pages and their rooms one after another. Whoever only looks is
 * spared the pages: they wait for a first sign that somebody is about to use them.
 */
export async function readRest(): Promise<void> {
  // One that is given while the workbench is read is a sign as well.
  const sign = firstSign();
  if (!isLinked()) await readPieces();
  await laterParts.read();
  await sign;
  for (const { read } of [...Object.values(pages), laterRooms]) {
    await idle();
    await read();
  }
}

/** Reads the workbench piece by piece, so that the page answers in between; a press reads it at once. */
async function readPieces(): Promise<void> {
  for (const read of pieces) {
    await idle();
    // What does not come is asked for again by what needs it, which says so.
    await read().catch(() => null);
  }
  await idle();
}

const signs = ['pointermove', 'pointerdown', 'keydown', 'dragenter'] as const;

/** A first sign that somebody uses the page, since this was asked. */
function firstSign(): Promise<void> {
  return new Promise((resolve) => {
    const seen = new AbortController();
    const answer = () => {
      seen.abort();
      resolve();
    };
    for (const sign of signs) window.addEventListener(sign, answer, { signal: seen.signal });
  });
}
