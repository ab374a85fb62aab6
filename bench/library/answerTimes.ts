/** How long a page takes from a press to the frame that shows its answer. */
import type { Page } from '@playwright/test';

/** What is pressed, and what shows that the page has answered. */
export interface Press {
  readonly name: string;
  /** CSS of what is pressed, and which of those. */
  readonly target: string;
  readonly nth?: number;
  /** Text that is typed in its place. */
  readonly typed?: string;
  /** CSS of what then stands on the page, or whose text changes. */
  readonly answer: string;
}

/** Milliseconds from the press until the answer has changed and a frame has been drawn since. */
export async function answerTime(page: Page, press: Press): Promise<number> {
  return page.evaluate(async ({ name, target, nth = 0, typed, answer }) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const told = () => [...document.querySelectorAll(answer)].map((one) => one.outerHTML).join();
    const element = document.querySelectorAll<HTMLElement>(target)[nth];
    if (element === undefined) throw new Error(`There is no ${target}`);
    const before = told();
    const began = performance.now();
    if (typed === undefined) {
      element.click();
      if (element instanceof HTMLOptionElement) {
        const choice = element.closest('select');
        const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set;
        set?.call(choice, element.value);
        choice?.dispatchEvent(new Event('change', { bubbles: true }));
      }
    } else {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(element, typed);
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }
    while (told() === before) {
      if (performance.now() - began > 20_000) throw new Error(`${name}: ${answer} stays as it is`);
      await frame();
    }
    await frame();
    return performance.now() - began;
  }, press);
}
