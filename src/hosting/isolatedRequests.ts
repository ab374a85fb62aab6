/**
 * Which answers of the host get the headers of isolation: those that make up the page. Other pages
 * may lie below the same address, and would lose what they show of other sites.
 */

/** What decides of a request: a part of {@link Request}. */
export type RequestFacts = Pick<Request, 'url' | 'mode' | 'destination'>;

/** Whether an address is that of the page at `scope`, whatever its query. */
function isPage(scope: string, url: string): boolean {
  const page = new URL(scope);
  const { origin, pathname } = new URL(url);
  return (
    origin === page.origin &&
    (pathname === page.pathname || pathname === `${page.pathname}index.html`)
  );
}

/**
 * Whether a request may need the headers: loading the page itself, or one of its workers, which
 * browsers refuse to an isolated page without them. Other files of its own origin need none.
 */
export function isIsolated(scope: string, { url, mode, destination }: RequestFacts): boolean {
  if (mode === 'navigate') return isPage(scope, url);
  // Where the build puts scripts; scripts of other pages that lie elsewhere are never touched.
  return destination === 'worker' && url.startsWith(`${scope}assets/`);
}

/**
 * Whether such a request is the page's own, going by the address that asks: a worker's script may be
 * asked for by another page, or by one of the page's workers. Who leads to the page does not matter.
 * The client itself is not asked for: Firefox gives it when the worker runs, which waits for its
 * script.
 */
export function isAskedByPage(
  scope: string,
  { mode, referrer }: Pick<Request, 'mode' | 'referrer'>,
): boolean {
  const isUnknown = !URL.canParse(referrer) || referrer.startsWith('about:');
  if (mode === 'navigate' || isUnknown) return true;
  return isPage(scope, referrer) || referrer.startsWith(`${scope}assets/`);
}
