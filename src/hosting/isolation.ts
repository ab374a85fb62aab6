/** Isolates the page from others where its host does not: by a service worker that adds the headers. */

/** How it is: `isolated`, not to be had, or had once the page is loaded anew. */
export type Isolation = 'isolated' | 'none' | 'after-reload';

/** What of the browser is needed. */
export interface IsolationSurroundings {
  readonly crossOriginIsolated: boolean;
  /** Absent where pages are not served securely, and in private windows of some browsers. */
  readonly serviceWorker: Pick<ServiceWorkerContainer, 'register' | 'ready'> | undefined;
  /** The service worker's script, beside the page. */
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
  try {
    await serviceWorker.register(script);
    await serviceWorker.ready;
    return 'after-reload';
  } catch {
    return 'none';
  }
}
