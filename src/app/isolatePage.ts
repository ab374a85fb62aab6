import { type Isolation, isolate } from '../hosting/isolation.ts';
import { pageServiceWorker } from './pageServiceWorker.ts';

/** Isolates this page where its host does not; the dev server does, and builds no service worker. */
export function isolatePage(): Promise<Isolation> {
  return isolate({ crossOriginIsolated: window.crossOriginIsolated, ...pageServiceWorker() });
}
