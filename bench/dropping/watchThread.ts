/** What the page's thread was kept busy by, as the browser traces it. */
import type { Browser, Page } from '@playwright/test';

/** A task of the page's thread, in milliseconds. */
export interface ThreadTask {
  /** From its beginning to its end, also while other programs had the core. */
  readonly wall: number;
  /** In which the thread computed. */
  readonly computing: number;
}

/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** Marks in the page when files come; to be called before the page is opened. */
export async function markFiles(page: Page): Promise<void> {
  await page.addInitScript(markComing);
}

/**
 * Waits for the data set: milliseconds from when files came, as the page's clock has it. Looks ten times a
 * second: a locator would look at each frame, have each drawn, and keep both cores from the files.
 */
export async function timeToData(page: Page): Promise<number> {
  const found = await page.waitForFunction(
    () => {
      const isShown = [...document.querySelectorAll('[title]')].some(({ textContent }) =>
        /^data [0-9a-f]/.test(textContent ?? ''),
      );
      return isShown && { now: performance.now() };
    },
    undefined,
    { polling: 100, timeout: 0 },
  );
  return found.evaluate((at) => {
    const [came] = performance.getEntriesByName('files-came');
    if (!at || came === undefined) throw new Error('The page was not told of files.');
    return at.now - came.startTime;
  });
}

/** The tasks of the page's thread from when files come until `held` is waited for, and the second after. */
export async function watchThread(
  browser: Browser,
  page: Page,
  held: () => Promise<unknown>,
): Promise<readonly ThreadTask[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await held();
  await page.waitForTimeout(1000);
  const events = eventsIn(await browser.stopTracing());
  const came = events.find(({ name }) => name === 'files-came');
  if (came === undefined) throw new Error('The page was not watched.');
  const tasks = events.filter(
    ({ name, ph, pid, tid, ts }) =>
      name.endsWith('RunTask') &&
      ph === 'X' &&
      pid === came.pid &&
      tid === came.tid &&
      ts >= came.ts,
  );
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, computing: tdur / 1000 }));
}

/** Runs in the page. What the browser did before files came, as listing a folder itself, is left out. */
function markComing(): void {
  addEventListener('drop', () => performance.mark('files-came'), { capture: true, once: true });
  // A field that is on no page tells no document: its own click is where one gets hold of it.
  const { click } = HTMLInputElement.prototype;
  HTMLInputElement.prototype.click = function () {
    if (this.type === 'file') {
      this.addEventListener('change', () => performance.mark('files-came'), { once: true });
    }
    click.call(this);
  };
}

/** The events of a trace, a line each: of many thousand images it is longer than a text may be. */
function eventsIn(trace: Buffer): TraceEvent[] {
  const events: TraceEvent[] = [];
  for (let start = 0; start < trace.length; ) {
    const end = trace.indexOf('\n', start);
    const line = trace.toString('utf8', start, end === -1 ? trace.length : end);
    start = end === -1 ? trace.length : end + 1;
    const event = line.replace(/^\{"traceEvents":\s*\[/, '').replace(/(,|\],?)?\s*$/, '');
    if (!event.startsWith('{"')) continue;
    try {
      events.push(JSON.parse(event) as TraceEvent);
    } catch {
      // What follows the events tells of the browser, over several lines.
    }
  }
  return events;
}
