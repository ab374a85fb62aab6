/** Milliseconds after which a browser that is never idle counts as idle all the same. */
const patience = 2000;

/** Resolves when the browser has nothing better to do. */
export function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // WebKit has no word for it.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: patience });
    else setTimeout(resolve, patience / 10);
  });
}
