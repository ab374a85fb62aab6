/** When the code behind the first page is read: what a link waits for at once, the rest in idle time. */
import { pages } from '../pages.ts';
import { laterParts } from './laterParts.ts';

/** Milliseconds after which a browser that is never idle reads all the same. */
const patience = 2000;

/** Whether the page was opened with an address that holds more than the page itself. */
export const isLinked = (): boolean => location.hash.length > 1;

/** Reads what stands around the first page, then the pages one after another. */
export async function readRest(): Promise<void> {
  if (!isLinked()) await idle();
  await laterParts.read();
  for (const { read } of Object.values(pages)) {
    await idle();
    await read();
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // WebKit has no word for it.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: patience });
    else setTimeout(resolve, patience / 10);
  });
}
