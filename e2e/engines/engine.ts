/**
 * A browser of any engine, as the shared journey needs it: a page that is opened, functions that run
 * in it, and what it complained of. Playwright, WebDriver BiDi and the plain WebDriver protocol
 * stand behind it.
 */

/** A browser that a test drives; whoever starts it closes it. */
export interface Engine {
  readonly open: (address: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Runs a function in the page, given plain values; its code must stand by itself. */
  readonly run: <Given extends readonly unknown[], Found>(
    work: (...given: Given) => Found | Promise<Found>,
    ...given: Given
  ) => Promise<Found>;
  /** Errors of the page, and breaches of its content policy, since it was opened. */
  readonly complaints: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** How an engine is had on this machine. */
export interface EngineSource {
  readonly name: string;
  /** Null where it is here, else which packages would bring it. */
  readonly missing: string | null;
  readonly start: () => Promise<Engine>;
}

/** Pixels of the page, so that every engine lays it out alike. */
export const screen = { width: 1440, height: 900 };

/** A call of a function as a program's text, for protocols that take text. */
export function callText(work: (...given: never[]) => unknown, given: readonly unknown[]): string {
  return `(${work})(...${JSON.stringify(given)})`;
}
