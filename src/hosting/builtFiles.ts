/**
 * The files of one build of the page, kept in the browser so that the page needs no network. Each
 * build has a cache of its own: windows that were opened before an update go on with theirs.
 */

/** What the build says of itself; written before the service worker's code. */
export interface Build {
  /** Differs when any file does. */
  readonly version: string;
  /** Name of the page's script, by which the page is known to be of this build. */
  readonly script: string;
  /** Paths below the page's address, each with its hash; the page's own stands apart. */
  readonly files: readonly (readonly [path: string, sha256: string])[];
}

/** Files fetched at once: the page may want the network as well. */
const atOnce = 4;

export class BuiltFiles {
  private readonly hashes: ReadonlyMap<string, string>;

  constructor(
    private readonly build: Build,
    /** The address of the page. */
    private readonly page: string,
    private readonly caches: CacheStorage,
    private readonly get: (request: Request) => Promise<Response>,
  ) {
    this.hashes = new Map(build.files.map(([path, sha256]) => [new URL(path, page).href, sha256]));
  }

  /**
   * Whether an address may be that of a file of this build or of one before, which windows that have
   * it still ask for when the host has it no more; the page itself not counted.
   */
  mayKeep(url: string): boolean {
    return this.hashes.has(url) || url.startsWith(new URL('assets/', this.page).href);
  }

  /**
   * Keeps every file that is not kept yet.
   * @throws TypeError where the host could not be reached, or has files of another build: then those
   * that came stay, and the next call goes on.
   */
  async keep(): Promise<void> {
    const cache = await this.caches.open(this.cacheName(this.build.version));
    const missing: [url: string, integrity: string][] = [];
    for (const [url, sha256] of this.hashes) {
      if ((await cache.match(url, anyVariant)) === undefined)
        missing.push([url, `sha256-${sha256}`]);
    }
    const work = missing.values();
    const fetchSome = async () => {
      for (const [url, integrity] of work) await this.keepOne(cache, url, { integrity });
    };
    await Promise.all(Array.from({ length: atOnce }, fetchSome));
    // Last: with it the build is whole.
    if ((await cache.match(this.page, anyVariant)) === undefined) await this.keepPage(cache);
  }

  private async keepOne(cache: Cache, url: string, init: RequestInit): Promise<void> {
    const response = await this.get(new Request(url, init));
    if (!response.ok) throw new TypeError(`${url} answers ${response.status}`);
    await cache.put(url, response);
  }

  /** Hosts may add to the page, so it has no hash; it must ask for this build's script. */
  private async keepPage(cache: Cache): Promise<void> {
    const response = await this.get(new Request(this.page, { cache: 'no-cache' }));
    const text = await response.clone().text();
    if (!response.ok || !text.includes(this.build.script)) {
      throw new TypeError(`${this.page} is not the page of this build`);
    }
    await cache.put(this.page, response);
  }

  /** The page as it is kept, once all that it needs is. */
  async keptPage(): Promise<Response | undefined> {
    const cache = await this.caches.open(this.cacheName(this.build.version));
    return cache.match(this.page, anyVariant);
  }

  /** A file as it is kept, of this build or of one before. */
  async keptFile(url: string): Promise<Response | undefined> {
    const own = this.cacheName(this.build.version);
    for (const name of [own, ...(await this.otherCaches())]) {
      const cache = await this.caches.open(name);
      const found = await cache.match(url, anyVariant);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Lets go of what other builds kept; only while no window of another build is open. */
  async dropOthers(): Promise<void> {
    for (const name of await this.otherCaches()) await this.caches.delete(name);
  }

  private async otherCaches(): Promise<string[]> {
    const [start, own] = [this.cacheName(''), this.cacheName(this.build.version)];
    return (await this.caches.keys()).filter((name) => name.startsWith(start) && name !== own);
  }

  /** A site may host several copies in folders, which share its caches. */
  private cacheName(version: string): string {
    return `espalier ${this.page} ${version}`;
  }
}

/** Files are the same whoever asks. */
const anyVariant: CacheQueryOptions = { ignoreVary: true };
