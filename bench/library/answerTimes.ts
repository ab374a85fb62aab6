/**
 * How long a page takes from a press to the frame that shows its answer, as a person would press: by the
 * clock, by the browser's event timing, and in time of the processor on the page's thread, which other
 * work on the machine does not lengthen.
 */
import type { CDPSession, Page } from '@playwright/test';

/** What is pressed, and what shows that the page has answered. */
export interface Press {
  readonly name: string;
  /** CSS of what is pressed, and which of those. */
  readonly target: string;
  readonly nth?: number;
  /** A key that is typed into it, or the value that is chosen of it; else it is clicked. */
  readonly typed?: string;
  readonly chosen?: string;
  /** CSS of what then stands on the page, or whose text changes. */
  readonly answer: string;
}

/** In milliseconds. */
export interface AnswerTime {
  /** From the press until the answer has changed and a frame has been drawn since. */
  readonly answered: number;
  /** The longest event of the press, from its input to the next frame. */
  readonly event: number;
  /** The longest task of the page's thread. */
  readonly task: number;
  /** All that the page's thread computed meanwhile. */
  readonly thread: number;
}

/** Called before the page is loaded: what is looked at from then on. */
export async function watchPage(page: Page): Promise<CDPSession> {
  await page.addInitScript(() => {
    const seen: { events: number[]; tasks: number[] } = { events: [], tasks: [] };
    Reflect.set(globalThis, 'benchSeen', seen);
    const watch = (type: string, into: number[]) =>
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) into.push(duration);
      }).observe({ type, durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    watch('event', seen.events);
    watch('longtask', seen.tasks);
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/**
 * In the page: has `benchAnswered` be fulfilled one frame after what `answer` selects is changed by the next
 * press, or stands there at last. It hears of changes: what it took to look again and again would count as
 * the page's time.
 */
function watchAnswer(answer: string): void {
  // How a press itself looks.
  const looks = new Set(['data-hovered', 'data-pressed', 'data-focused', 'data-focus-visible']);
  const seen = Reflect.get(globalThis, 'benchSeen');
  seen.events.length = 0;
  seen.tasks.length = 0;
  const answered = new Promise<number>((resolve, reject) => {
    let began: number | null = null;
    const before = document.querySelector(answer);
    const isInAnswer = ({ target, attributeName }: MutationRecord) => {
      if (attributeName !== null && looks.has(attributeName)) return false;
      const element = target instanceof Element ? target : target.parentElement;
      return element !== null && element.closest(answer) !== null;
    };
    const isAnswer = (records: readonly MutationRecord[]) => {
      const now = document.querySelector(answer);
      return now !== null && (now !== before || records.some(isInAnswer));
    };
    const observer = new MutationObserver((records) => {
      const since = began;
      if (since === null || !isAnswer(records)) return;
      observer.disconnect();
      clearTimeout(given);
      requestAnimationFrame(() => resolve(performance.now() - since));
    });
    const given = setTimeout(() => reject(new Error('no answer')), 60_000);
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    observer.observe(document.documentElement, all);
    const begin = () => {
      began ??= performance.now();
    };
    for (const type of ['pointerdown', 'keydown', 'change']) {
      document.addEventListener(type, begin, { once: true, capture: true });
    }
  });
  Reflect.set(globalThis, 'benchAnswered', answered);
}

export async function answerTime(
  page: Page,
  session: CDPSession,
  press: Press,
): Promise<AnswerTime> {
  const { target, nth = 0, typed, chosen, answer, name } = press;
  const element = page.locator(target).nth(nth);
  await element.scrollIntoViewIfNeeded();
  // That a pointer comes near, or a field has the focus, is no answer.
  if (typed !== undefined) await element.focus();
  else if (chosen === undefined) await element.hover();
  await page.evaluate(watchAnswer, answer);
  const before = await threadTime(session);
  if (typed !== undefined) await page.keyboard.press(typed);
  else if (chosen !== undefined) await element.selectOption(chosen);
  else await element.click();
  const answered = await page
    .evaluate(() => Reflect.get(globalThis, 'benchAnswered') as Promise<number>)
    .catch(() => {
      throw new Error(`${name}: ${answer} stays as it is`);
    });
  const thread = (await threadTime(session)) - before;
  // What is observed is told a moment later.
  await page.waitForTimeout(500);
  const seen = await page.evaluate(
    () => Reflect.get(globalThis, 'benchSeen') as { events: number[]; tasks: number[] },
  );
  return {
    answered,
    event: Math.max(0, ...seen.events),
    task: Math.max(0, ...seen.tasks),
    thread,
  };
}

/** Milliseconds of the processor that the page's thread has taken. */
export async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}
