/**
 * Stands between the page and a host that sends no headers of isolation, as most free ones do, and
 * adds them to what the host answers. It keeps nothing and asks nothing of its own. The page
 * registers it only where it is not isolated, and is so from its next loading on.
 */
import { isolationHeaders } from './headers.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  // Other origins answer as they would without.
  if (new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(fetch(event.request).then(isolated));
});

/** The same answer with the headers; one without a status cannot be changed. */
function isolated(response: Response): Response {
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolationHeaders)) headers.set(name, value);
  const { status, statusText } = response;
  // These must have no body, not even an empty one.
  const isBare = [204, 205, 304].includes(status);
  return new Response(isBare ? null : response.body, { status, statusText, headers });
}
