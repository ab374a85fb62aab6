/** When the code behind the first page is read: what a link waits for at once, the rest in idle time. */
import { pages } from '../pages.ts';
import { laterParts } from './laterParts.ts';

/** Milliseconds after which a browser that is never idle reads all the same. */
const patience = 2000;

/** Whether the page was opened with an address that holds more than the page itself. */
export const isLinked = (): boolean => location.hash.length > 1;

/**
 * Reads what stands around the first page, then the pages one after another. Whoever only looks is
 * spared the pages: they wait for a first sign that somebody is about to use them.
 */
export async function readRest(): Promise<void> {
  if (!isLinked()) await idle();
  await laterParts.read();
  await firstSign();
  for (const { read } of Object.values(pages)) {
    await idle();
    await read();
  }
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

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // WebKit has no word for it.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: patience });
    else setTimeout(resolve, patience / 10);
  });
}
