import { type Isolation, isolate } from '../hosting/isolation.ts';

/** Isolates this page where its host does not; the dev server does, and builds no service worker. */
export function isolatePage(): Promise<Isolation> {
  return isolate({
    crossOriginIsolated: window.crossOriginIsolated,
    serviceWorker: import.meta.env.PROD ? navigator.serviceWorker : undefined,
    script: new URL(`${import.meta.env.BASE_URL}isolation.js`, document.baseURI).href,
  });
}
