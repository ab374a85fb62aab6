import { expect, it } from 'vitest';
import { keepOffline } from './offline.ts';

/** A service worker that remembers what it was told. */
function worker() {
  const told: string[] = [];
  return {
    told,
    postMessage: (message: string) => told.push(message),
  } as unknown as ServiceWorker & {
    readonly told: readonly string[];
  };
}

/** A browser with a registration that tests change. */
function browser(waiting: ServiceWorker | null) {
  const active = worker();
  const registration = Object.assign(new EventTarget(), {
    active,
    waiting,
    installing: null as (EventTarget & ServiceWorker) | null,
  });
  const serviceWorker = Object.assign(new EventTarget(), {
    register: async () => registration as unknown as ServiceWorkerRegistration,
    ready: Promise.resolve(registration as unknown as ServiceWorkerRegistration),
  });
  return { active, registration, serviceWorker };
}

const atRest = async () => {};

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const script = 'https://example.org/serviceWorker.js';

it('has the page’s files kept, and offers nothing where nothing is new', async () => {
  const { active, serviceWorker } = browser(null);
  const offered: unknown[] = [];
  const onUpdate = (load: () => void) => offered.push(load);
  const isReading = deferred();
  const isAsked = deferred();
  const atRest = () => {
    isAsked.resolve();
    return isReading.promise;
  };
  const kept = keepOffline({ serviceWorker, script, onUpdate, reload: () => {}, atRest });
  await isAsked.promise;
  expect(active.told).toEqual([]);
  isReading.resolve();
  await kept;
  expect(active.told).toEqual(['keep']);
  expect(offered).toEqual([]);
});

it('offers a version that waits, and loads it only when asked', async () => {
  const waiting = worker();
  const { serviceWorker } = browser(waiting);
  const offered: (() => void)[] = [];
  let reloads = 0;
  const reload = () => reloads++;
  await keepOffline({
    serviceWorker,
    script,
    onUpdate: (load) => offered.push(load),
    reload,
    atRest,
  });
  expect(waiting.told).toEqual([]);
  offered[0]();
  expect(waiting.told).toEqual(['take over']);
  expect(reloads).toBe(0);
  serviceWorker.dispatchEvent(new Event('controllerchange'));
  expect(reloads).toBe(1);
});

it('loads a version that another window has loaded meanwhile', async () => {
  const { registration, serviceWorker } = browser(worker());
  const offered: (() => void)[] = [];
  let reloads = 0;
  const reload = () => reloads++;
  await keepOffline({
    serviceWorker,
    script,
    onUpdate: (load) => offered.push(load),
    reload,
    atRest,
  });
  registration.waiting = null;
  offered[0]();
  expect(reloads).toBe(1);
});

it('offers a version that comes while the page is open', async () => {
  const { registration, serviceWorker } = browser(null);
  const offered: unknown[] = [];
  const onUpdate = (load: () => void) => offered.push(load);
  await keepOffline({ serviceWorker, script, onUpdate, reload: () => {}, atRest });
  const installing = new EventTarget() as EventTarget & ServiceWorker;
  registration.installing = installing;
  registration.dispatchEvent(new Event('updatefound'));
  installing.dispatchEvent(new Event('statechange'));
  expect(offered).toEqual([]);
  registration.waiting = installing;
  installing.dispatchEvent(new Event('statechange'));
  expect(offered).toHaveLength(1);
});

it('takes the first version for none that is newer, though it waits for a moment', async () => {
  const { registration, serviceWorker } = browser(worker());
  Object.assign(registration, { active: null });
  const onUpdate = () => expect.unreachable();
  await keepOffline({ serviceWorker, script, onUpdate, reload: () => {}, atRest });
});

it('goes without where there are none, or they are refused', async () => {
  const { serviceWorker } = browser(null);
  const refused = { ...serviceWorker, register: () => Promise.reject(new DOMException('')) };
  const rest = { script, onUpdate: () => expect.unreachable(), reload: () => {}, atRest };
  await keepOffline({ serviceWorker: undefined, ...rest });
  await keepOffline({ serviceWorker: refused as unknown as ServiceWorkerContainer, ...rest });
});
