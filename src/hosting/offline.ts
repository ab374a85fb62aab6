/** Sees to it that the page works without network from its next visit on, and tells of newer versions. */

/** What a page says to its service worker. */
export type ToServiceWorker = 'keep' | 'take over';

export interface OfflineSurroundings {
  /** Absent where pages are not served securely, and in private windows of some browsers. */
  readonly serviceWorker:
    | Pick<ServiceWorkerContainer, 'register' | 'ready' | 'addEventListener'>
    | undefined;
  /** The address of the service worker's script, beside the page. */
  readonly script: string;
  /** A newer version is kept whole; `load` takes the page to it, through `reload`. */
  readonly onUpdate: (load: () => void) => void;
  readonly reload: () => void;
  /** Resolves when the page has read what it needs itself: keeping all files takes the network after it. */
  readonly atRest: () => Promise<unknown>;
}

/** Milliseconds after which the next service worker is not waited for any longer. */
const longestTakeOver = 3000;

/** Keeps the page's files in the browser; does nothing where that cannot be had, and never fails. */
export async function keepOffline(surroundings: OfflineSurroundings): Promise<void> {
  const { serviceWorker, script, atRest } = surroundings;
  if (serviceWorker === undefined) return;
  try {
    const registration = await serviceWorker.register(script);
    watchForUpdates(registration, serviceWorker, surroundings);
    const { active } = await serviceWorker.ready;
    await atRest();
    say(active, 'keep');
  } catch {
    // The page goes on with the network.
  }
}

function watchForUpdates(
  registration: ServiceWorkerRegistration,
  serviceWorker: Pick<ServiceWorkerContainer, 'addEventListener'>,
  { onUpdate, reload }: Pick<OfflineSurroundings, 'onUpdate' | 'reload'>,
): void {
  const load = () => {
    // Another window has loaded it meanwhile: it is in charge here as well.
    if (registration.waiting === null) return reload();
    serviceWorker.addEventListener('controllerchange', reload, { once: true });
    say(registration.waiting, 'take over');
    // A request that a reload cut off counts as under way with the one in charge, for minutes. Without
    // any in charge the page comes from its host, and is kept anew.
    setTimeout(() => void registration.unregister().then(reload), longestTakeOver);
  };
  const offer = () => {
    // The first service worker waits for a moment too, behind no other: it is no update.
    if (registration.waiting !== null && registration.active !== null) onUpdate(load);
  };
  const watch = (installing: ServiceWorker | null) =>
    installing?.addEventListener('statechange', offer);
  offer();
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}

const say = (worker: ServiceWorker | null, message: ToServiceWorker) =>
  worker?.postMessage(message);
