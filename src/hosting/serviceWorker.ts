/**
 * Stands between the page and its host. It answers with the built files that it keeps, so that the
 * page works without network; and it adds the headers of isolation, which most free hosts do not
 * send, to the page and its workers. Every other request, and every other page, it leaves alone.
 */
import { type Build, BuiltFiles } from './builtFiles.ts';
import { isAskedByPage, isIsolated } from './isolatedRequests.ts';
import { isolatedResponse } from './isolatedResponse.ts';
import type { ToServiceWorker } from './offline.ts';

declare const self: ServiceWorkerGlobalScope & { readonly build: Build };

const { scope } = self.registration;
const files = new BuiltFiles(self.build, scope, caches, (request) => fetch(request));

self.addEventListener('install', (event) => {
  // The first one is of use at once, and keeps files when the page has loaded. A later one takes
  // over when it has all that it needs, and the person agrees or no window is open.
  const isFirst = self.registration.active === null;
  event.waitUntil(isFirst ? self.skipWaiting() : files.keep());
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const message: ToServiceWorker = event.data;
  event.waitUntil(message === 'take over' ? self.skipWaiting() : keep());
});

async function keep(): Promise<void> {
  await files.keep();
  const { installing, waiting } = self.registration;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (installing === null && waiting === null && windows.length < 2) await files.dropOthers();
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (isIsolated(scope, request)) event.respondWith(isolatedAnswer(event));
  else if (request.mode !== 'navigate' && files.mayKeep(request.url)) {
    event.respondWith(answer(request));
  }
});

async function isolatedAnswer({ request }: FetchEvent): Promise<Response> {
  const response = await answer(request);
  return isAskedByPage(scope, request) ? isolatedResponse(response) : response;
}

async function answer(request: Request): Promise<Response> {
  const isPage = request.mode === 'navigate';
  const kept = await (isPage ? files.keptPage() : files.keptFile(request.url));
  return kept ?? fetch(request);
}
