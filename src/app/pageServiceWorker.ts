import type { OfflineSurroundings } from '../hosting/offline.ts';

/** The page's service worker: its script beside the page; the dev server builds none. */
export function pageServiceWorker(): Pick<OfflineSurroundings, 'serviceWorker' | 'script'> & {
  readonly serviceWorker: ServiceWorkerContainer | undefined;
} {
  return {
    serviceWorker: import.meta.env.PROD ? navigator.serviceWorker : undefined,
    script: new URL(`${import.meta.env.BASE_URL}serviceWorker.js`, document.baseURI).href,
  };
}
