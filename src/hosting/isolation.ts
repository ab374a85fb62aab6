/** Isolates the page from others where its host does not: by a service worker that adds the headers. */

/** How it is: `isolated`, not to be had, or had once the page is loaded anew. */
export type Isolation = 'isolated' | 'none' | 'after-reload';

/** What of the browser is needed. */
export interface IsolationSurroundings {
  readonly crossOriginIsolated: boolean;
  /**
   * Absent where pages are not served securely, and in private windows of some browsers. Its
   * `controller` is the service worker that the page was loaded through; none after a hard reload.
   */
  readonly serviceWorker:
    | (Pick<ServiceWorkerContainer, 'register' | 'ready'> & {
        readonly controller: Pick<ServiceWorker, 'scriptURL'> | null;
      })
    | undefined;
  /** The address of the service worker's script, beside the page. */
  readonly script: string;
}

/** Sees to it that the page is isolated from its next loading on, if it can be; never fails. */
export async function isolate({
  crossOriginIsolated,
  serviceWorker,
  script,
}: IsolationSurroundings): Promise<Isolation> {
  if (crossOriginIsolated) return 'isolated';
  if (serviceWorker === undefined) return 'none';
  // It got the headers and is not isolated all the same: in a frame of a page that is not, or in a
  // browser without isolation. Another service worker, of a site around this page, added none.
  if (serviceWorker.controller?.scriptURL === script) return 'none';
  try {
    await serviceWorker.register(script);
    await serviceWorker.ready;
    return 'after-reload';
  } catch {
    return 'none';
  }
}
