import { describe, expect, it } from 'vitest';
import { type IsolationSurroundings, isolate } from './isolation.ts';

const registration = {} as ServiceWorkerRegistration;
/** A browser that takes service workers, or refuses them, and what was registered. */
function browser(
  register: () => Promise<ServiceWorkerRegistration>,
  controller: { readonly scriptURL: string } | null = null,
) {
  const registered: string[] = [];
  const serviceWorker: IsolationSurroundings['serviceWorker'] = {
    register: (script) => {
      registered.push(String(script));
      return register();
    },
    ready: Promise.resolve(registration),
    controller,
  };
  return { registered, serviceWorker };
}

describe('isolate', () => {
  const script = 'https://example.org/espalier/serviceWorker.js';

  it('registers nothing where the host isolates the page', async () => {
    const { registered, serviceWorker } = browser(async () => registration);
    expect(await isolate({ crossOriginIsolated: true, serviceWorker, script })).toBe('isolated');
    expect(registered).toEqual([]);
  });

  it('registers the service worker elsewhere, for the next loading', async () => {
    const { registered, serviceWorker } = browser(async () => registration);
    const outcome = isolate({ crossOriginIsolated: false, serviceWorker, script });
    expect(await outcome).toBe('after-reload');
    expect(registered).toEqual([script]);
  });

  it('offers no further loading where one through the service worker did not help', async () => {
    const { serviceWorker } = browser(async () => registration, { scriptURL: script });
    const outcome = isolate({ crossOriginIsolated: false, serviceWorker, script });
    expect(await outcome).toBe('none');
  });

  it('takes no service worker of the site around for its own', async () => {
    const scriptURL = 'https://example.org/offline.js';
    const { registered, serviceWorker } = browser(async () => registration, { scriptURL });
    const outcome = isolate({ crossOriginIsolated: false, serviceWorker, script });
    expect(await outcome).toBe('after-reload');
    expect(registered).toEqual([script]);
  });

  it('goes without where there are none, or they are refused', async () => {
    const { serviceWorker } = browser(() => Promise.reject(new DOMException('', 'SecurityError')));
    for (const given of [undefined, serviceWorker]) {
      const outcome = isolate({ crossOriginIsolated: false, serviceWorker: given, script });
      expect(await outcome).toBe('none');
    }
  });
});
