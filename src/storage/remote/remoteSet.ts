/** From what a person asks for by name or address to the files that make the data set. */
import {
  type CatalogueEntry,
  catalogueEntry,
  hubHome,
  type RemoteCopy,
  type RemoteFile,
} from '../../data/catalog/catalogue.ts';
import { DataError } from '../../data/dataError.ts';
import type { SourceFile } from '../../data/sourceFile.ts';
import type { Files } from '../files.ts';
import { type DownloadSettings, download, downloadedFile, forgetDownload } from './download.ts';
import { type HubSettings, hubFiles } from './hubListing.ts';
import { askServer } from './question.ts';
import { hostOf, refuseLarge, statusError } from './webError.ts';

/** Files that make a data set together, before they are fetched. */
export interface RemoteSet {
  readonly title: string;
  /** How experiments name it; null for an address, of which only the content tells. */
  readonly source: string | null;
  readonly files: readonly RemoteFile[];
  /** What is to be fetched; null where it is not known beforehand. */
  readonly bytes: number | null;
  /** Hosts that it comes from. */
  readonly hosts: readonly string[];
  readonly notes: readonly string[];
  /** Which column of a table is the label, where there are several. */
  readonly label: string | null;
}

export interface RemoteSettings extends DownloadSettings, HubSettings {
  /** Pages can fetch only what sites let them; Node can fetch anything. */
  readonly where: 'page' | 'node';
  /** Finds an entry by its source; the project's own catalogue if absent. */
  readonly entryOf?: (source: string) => CatalogueEntry | undefined;
}

/** Whether something is named as this module takes it: `catalog:…`, `hf:owner/name`, or an address. */
export const isRemoteName = (name: string): boolean => /^(catalog:|hf:|https?:\/\/)/.test(name);

/**
 * What would be fetched for a name. The Hub is asked for its data sets, a server for the size of the
 * file at an address, and nobody for what the catalogue tells.
 * @throws DataError for names that are not known and addresses that are none, or of nothing.
 */
export async function lookUp(name: string, settings: RemoteSettings): Promise<RemoteSet> {
  const [first] = await waysTo(name, settings);
  const set = await first();
  return set.source === null ? { ...set, bytes: await sizeAt(set.files[0], settings) } : set;
}

/** Bytes of the file at an address, null where the server does not tell. */
async function sizeAt({ name, address }: RemoteFile, settings: RemoteSettings) {
  const response = await askServer(name, address, 'HEAD', settings, async (answer) => answer);
  if (response.status === 404 || response.status === 410) {
    throw statusError(name, address, response.status);
  }
  const length = response.headers.get('content-length');
  // Some servers do not answer this question, or compress on the way.
  const isTold = response.ok && response.headers.get('content-encoding') === null;
  return isTold && length !== null ? Number(length) : null;
}

/** Ways to the same data set, best first. */
async function waysTo(
  name: string,
  settings: RemoteSettings,
): Promise<(() => Promise<RemoteSet>)[]> {
  const hubName = hubNameOf(name);
  if (hubName !== null) {
    const named = { title: hubName, source: `hf:${hubName}`, label: null };
    return [() => setOf(named, { kind: 'hub', name: hubName }, settings)];
  }
  if (!name.startsWith('catalog:')) {
    const file = fileAt(name);
    const named = { title: file.name, source: null, label: null };
    return [() => setOf(named, { kind: 'files', files: [file] }, settings)];
  }
  const entry = (settings.entryOf ?? catalogueEntry)(name);
  if (entry === undefined) throw unknownName(name, 'data sets of the shelf, as catalog:mnist');
  const { forPages, published } = entry;
  const copies = settings.where === 'page' ? forPages : [...published, ...forPages];
  return copies.map((copy) => () => setOf(entry, copy, settings));
}

type Named = Pick<RemoteSet, 'title' | 'source' | 'label'>;

async function setOf(
  { title, source, label }: Named,
  copy: RemoteCopy,
  settings: HubSettings,
): Promise<RemoteSet> {
  const found = copy.kind === 'hub' ? await hubFiles(copy.name, settings) : copy;
  const { files } = found;
  const bytes = files.reduce<number | null>(
    (sum, file) => (sum === null || file.bytes === null ? null : sum + file.bytes),
    0,
  );
  const hosts = [...new Set(files.map(({ address }) => hostOf(address)))];
  const notes = 'notes' in found ? found.notes : [];
  return { title, source, label, files, bytes, hosts, notes };
}

/** `owner/name` of `hf:owner/name`, or of the address of its page on the Hub; else null. */
function hubNameOf(name: string): string | null {
  const page = name.startsWith(hubHome) ? name.slice(hubHome.length).replace(/[/?#]*$/, '') : null;
  const [, hubName] = /^(?:hf:)?([\w.-]+\/[\w.-]+)$/.exec(page ?? name) ?? [];
  return (page !== null || name.startsWith('hf:')) && hubName !== undefined ? hubName : null;
}

function fileAt(address: string): RemoteFile {
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    throw unknownName(address, 'addresses that begin with https://, and names as hf:owner/name');
  }
  const { pathname, host } = new URL(address);
  const last = pathname.split('/').filter(Boolean).at(-1) ?? host;
  return { name: readableName(last), address, bytes: null, sha256: null };
}

function readableName(encoded: string): string {
  try {
    return decodeURIComponent(encoded).replaceAll('/', ' ');
  } catch {
    return encoded;
  }
}

function unknownName(name: string, allowed: string): DataError {
  return new DataError({
    file: name.slice(0, 200),
    place: null,
    found: 'nothing can be fetched by this name',
    allowed,
    remedy: 'check the name or the address',
  });
}

/** A data set whose files have come. */
export interface FetchedSet {
  readonly set: RemoteSet;
  readonly files: readonly SourceFile[];
  /** Frees the room that the files take. */
  readonly forget: () => Promise<void>;
}

/**
 * Fetches the files of a data set. Where a copy cannot be had, the next one is tried.
 * @throws DataError of the first copy where none can be had, StorageError where there is no room,
 * the signal's reason when it is given up.
 */
export async function fetchSet(name: string, settings: RemoteSettings): Promise<FetchedSet> {
  let refused: DataError | null = null;
  const given: RemoteFile[] = [];
  for (const way of await waysTo(name, settings)) {
    try {
      const set = await way();
      given.push(...set.files);
      const fetched = await fetchFiles(set, settings);
      // What came from a place that could not give the whole is of no use any more.
      return { ...fetched, forget: () => forgetAll(given, settings.files) };
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      refused ??= error;
    }
  }
  throw refused ?? unknownName(name, 'data sets that can be fetched');
}

async function forgetAll(given: readonly RemoteFile[], files: Files): Promise<void> {
  for (const file of given) await forgetDownload(file, files);
}

async function fetchFiles(
  set: RemoteSet,
  settings: RemoteSettings,
): Promise<Omit<FetchedSet, 'forget'>> {
  const { files, onProgress } = settings;
  refuseLarge(set.title, set.files[0].address, set.bytes);
  const sources: SourceFile[] = [];
  let before = 0;
  for (const file of set.files) {
    const toldSoFar = before;
    await download(file, {
      ...settings,
      onProgress: (progress) =>
        onProgress?.({
          ...progress,
          done: toldSoFar + progress.done,
          total: set.files.length === 1 ? progress.total : set.bytes,
        }),
    });
    const source = await downloadedFile(file, files);
    before += source.size;
    sources.push(source);
  }
  return { set, files: sources };
}
