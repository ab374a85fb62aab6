/**
 * Stands between the page and a host that sends no headers of isolation, as most free ones do, and
 * adds them to what the host answers to the page, and to nothing else. It keeps nothing and asks
 * nothing of its own. The page registers it only where it is not isolated, and is so from its next
 * loading on.
 */
import { isAskedByPage, isIsolated } from './isolatedRequests.ts';
import { isolatedResponse } from './isolatedResponse.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (isIsolated(self.registration.scope, event.request)) event.respondWith(answer(event));
});

async function answer({ request, clientId }: FetchEvent): Promise<Response> {
  const [client, response] = await Promise.all([self.clients.get(clientId), fetch(request)]);
  const { scope } = self.registration;
  return isAskedByPage(scope, request, client) ? isolatedResponse(response) : response;
}
