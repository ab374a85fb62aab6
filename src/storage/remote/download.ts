/**
 * Fetches a file into storage, piece by piece, and goes on where an earlier try stopped.
 *
 * What has come stands in a file of its own beside a note of what it is a part of. To go on, the
 * rest is asked for by a range of bytes. Whether it is a rest of the same file is told by its ETag,
 * else by the file's known hash in the end; where neither is known it begins anew. If-Range would
 * have the server compare, but costs pages a preflight that many servers refuse, while a plain
 * range does not.
 */
import type { RemoteFile } from '../../data/catalog/catalogue.ts';
import { DataError } from '../../data/dataError.ts';
import { exactBytes } from '../../data/limits.ts';
import type { TaskOptions } from '../../data/progress.ts';
import type { SourceFile } from '../../data/sourceFile.ts';
import { hashBytes, hashPieces } from '../../lib/hash.ts';
import type { Files, OpenFile } from '../files.ts';
import {
  connectionError,
  cutOffError,
  discreet,
  refuseLarge,
  statusError,
  webError,
} from './webError.ts';

export interface DownloadSettings extends TaskOptions {
  readonly files: Files;
  readonly fetch?: typeof fetch;
  /** Bytes of a file, at most; as many as readers take unless given. */
  readonly largest?: number;
  /** Milliseconds without a byte after which a server is given up. */
  readonly patience?: number;
  /** Milliseconds before a broken connection is tried again; doubled each time. */
  readonly pause?: number;
}

/** Times that a connection may break in a row, without a byte between, before it is given up. */
const maxBreaks = 3;
/** Bytes that are collected before they are written. */
const pieceSize = 2 ** 20;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The names under which a file that comes from an address is kept. */
export function downloadNames(address: string): { part: string; note: string } {
  const key = hashBytes(encode(address)).slice(0, 32);
  return { part: `${key}.part`, note: `${key}.note` };
}

/** What a part belongs to. */
interface Note {
  readonly address: string;
  readonly etag: string | null;
}

/** The connection broke, or the server fell silent: what came is kept and worth going on from. */
class Break extends Error {
  constructor(readonly reason: DataError) {
    super();
  }
}

/**
 * Fetches a file, whole and checked against what is known of it; {@link downloadedFile} reads it.
 * @throws DataError for people, StorageError where there is no room, the signal's reason when it
 * is given up. What came is kept, unless it is not what was published.
 */
export async function download(file: RemoteFile, settings: DownloadSettings): Promise<void> {
  const { part } = downloadNames(file.address);
  const { pause = 1000, signal } = settings;
  for (let breaks = 0; ; ) {
    const before = await sizeOf(settings.files, part);
    try {
      await fetchRest(file, settings);
      break;
    } catch (error) {
      if (!(error instanceof Break)) throw error;
      const hasMoved = (await sizeOf(settings.files, part)) > before;
      breaks = hasMoved ? 1 : breaks + 1;
      if (breaks >= maxBreaks) throw error.reason;
      await wait(pause * 2 ** (breaks - 1), signal);
    }
  }
  await check(file, settings.files);
}

/** A file that has been fetched, as readers of data sets take files. */
export async function downloadedFile(
  { name, address }: RemoteFile,
  files: Files,
): Promise<SourceFile> {
  const { part } = downloadNames(address);
  const read = async (at = 0, length?: number) =>
    (await files.read(part, at, length)) ?? new Uint8Array();
  return {
    name,
    size: await sizeOf(files, part),
    bytes: () => read(),
    part: (start, end) => read(start, end - start),
  };
}

/** Removes what is kept of a file. */
export async function forgetDownload({ address }: RemoteFile, files: Files): Promise<void> {
  const { part, note } = downloadNames(address);
  await files.remove(part);
  await files.remove(note);
}

const partsOf = async (files: Files) =>
  (await files.list()).filter(({ name }) => name.endsWith('.part'));

/** Bytes that are kept of files whose fetching was not ended, or that are not read yet. */
export async function unfinishedBytes(files: Files): Promise<number> {
  return (await partsOf(files)).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Removes what is kept of any file. */
export async function forgetDownloads(files: Files): Promise<void> {
  for (const { name } of await partsOf(files)) {
    await files.remove(name);
    await files.remove(name.replace(/part$/, 'note'));
  }
}

async function sizeOf(files: Files, name: string): Promise<number> {
  return (await files.list()).find((one) => one.name === name)?.bytes ?? 0;
}

async function readNote(files: Files, name: string): Promise<Note | null> {
  const bytes = await files.read(name);
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Note;
  } catch {
    return null;
  }
}

async function writeNote(files: Files, name: string, note: Note): Promise<void> {
  const file = await files.open(name, 'empty');
  try {
    await file.write(0, encode(JSON.stringify(note)));
    await file.flush();
  } finally {
    await file.close();
  }
}

/** Asks for what is missing of a file and writes it. */
async function fetchRest(file: RemoteFile, settings: DownloadSettings): Promise<void> {
  const { files } = settings;
  const { part, note } = downloadNames(file.address);
  const kept = await readNote(files, note);
  const have = kept?.address === file.address ? await sizeOf(files, part) : 0;
  // Some bytes more than are known of belong to another file.
  const known = file.sha256 !== null || kept?.etag != null;
  const start = known && (file.bytes === null || have <= file.bytes) ? have : 0;
  if (start > 0 && start === file.bytes) return;
  const abort = new AbortController();
  const stop = () => abort.abort(settings.signal?.reason);
  settings.signal?.addEventListener('abort', stop);
  try {
    settings.signal?.throwIfAborted();
    const response = await ask(file, start, abort, settings);
    if (response.status === 416 && start > 0) {
      // Nothing is left, or what is kept is of another file: begun anew it shows.
      await response.body?.cancel();
      if (file.bytes === null && rangeOf(response)?.total === start) return;
      await forgetDownload(file, files);
      return await fetchRest(file, settings);
    }
    if (!response.ok) throw statusError(file.name, file.address, response.status);
    const goesOn = response.status === 206 && isRestOf(response, start, kept);
    if (response.status === 206 && !goesOn) {
      await response.body?.cancel();
      await forgetDownload(file, files);
      return await fetchRest(file, settings);
    }
    refusePages(file, response);
    const from = goesOn ? start : 0;
    const total = totalOf(file, response, from);
    refuseLarge(file.name, file.address, total, settings.largest);
    await writeNote(files, note, { address: file.address, etag: response.headers.get('etag') });
    await receive(response, file, { from, total, abort, settings }).catch(async (error) => {
      // Too large: to go on from what came would only be refused again.
      if (error instanceof DataError) await forgetDownload(file, files);
      throw error;
    });
  } finally {
    settings.signal?.removeEventListener('abort', stop);
  }
}

async function ask(
  { name, address }: RemoteFile,
  start: number,
  abort: AbortController,
  settings: DownloadSettings,
): Promise<Response> {
  const { fetch: get = fetch, signal } = settings;
  const watch = new Watch(abort, settings.patience);
  try {
    return await get(address, {
      signal: abort.signal,
      headers: start > 0 ? { range: `bytes=${start}-` } : {},
      ...discreet,
      // A cache may have kept a part of another try.
      cache: 'no-store',
    });
  } catch (error) {
    signal?.throwIfAborted();
    const reason = watch.isOver
      ? cutOffError(name, address, 'the server did not answer', start, null)
      : connectionError(name, address, error);
    if (start > 0 || watch.isOver) throw new Break(reason);
    throw reason;
  } finally {
    watch.end();
  }
}

/** Where a part lies in its file, as the server tells; null where it does not. */
function rangeOf(response: Response): { start: number; total: number } | null {
  const told = response.headers.get('content-range') ?? '';
  const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(told) ?? [];
  return total === undefined ? null : { start: Number(start ?? 0), total: Number(total) };
}

function isRestOf(response: Response, start: number, kept: Note | null): boolean {
  const range = rangeOf(response);
  if (range !== null && range.start !== start) return false;
  const etag = response.headers.get('etag');
  return kept?.etag == null || etag === null || etag === kept.etag;
}

/** Bytes of the whole file, as it is known or told; null where it is neither. */
function totalOf(file: RemoteFile, response: Response, from: number): number | null {
  if (file.bytes !== null) return file.bytes;
  const range = rangeOf(response);
  if (range !== null) return range.total;
  const length = response.headers.get('content-length');
  // Of what is compressed on the way, the length says nothing.
  const isPlain = response.headers.get('content-encoding') === null;
  return length === null || !isPlain ? null : from + Number(length);
}

function refusePages(file: RemoteFile, response: Response): void {
  const type = response.headers.get('content-type') ?? '';
  if (!/^text\/html\b/i.test(type)) return;
  throw webError(file.name, file.address, {
    found: 'a web page came in place of a file',
    allowed: 'the address of a file',
    remedy: 'open the address in a browser and copy the address of its download',
  });
}

interface Reception {
  readonly from: number;
  readonly total: number | null;
  readonly abort: AbortController;
  readonly settings: DownloadSettings;
}

/** Writes what comes; what came before a break is written as well. */
async function receive(response: Response, file: RemoteFile, reception: Reception): Promise<void> {
  const { from, total, abort, settings } = reception;
  const { files, signal, onProgress } = settings;
  const target = await files.open(downloadNames(file.address).part, from === 0 ? 'empty' : 'it is');
  const writer = new PieceWriter(target, from);
  const watch = new Watch(abort, settings.patience);
  const reader = response.body?.getReader();
  const tell = () => {
    const done = writer.end;
    onProgress?.({ stage: 'fetch', what: file.name, done, total, unit: 'bytes' });
  };
  try {
    for (;;) {
      const piece = await reader?.read().catch((error: unknown) => {
        signal?.throwIfAborted();
        const what = watch.isOver ? 'the server fell silent' : 'the connection broke';
        if (error instanceof DataError) throw error;
        throw new Break(cutOffError(file.name, file.address, what, writer.end, total));
      });
      if (piece?.value === undefined) break;
      watch.restart();
      refuseLarge(file.name, file.address, writer.end + piece.value.length, settings.largest);
      await writer.add(piece.value);
      tell();
    }
  } finally {
    watch.end();
    try {
      await writer.flush();
    } finally {
      await target.close();
    }
  }
  if (total !== null && writer.end < total) {
    const reason = cutOffError(file.name, file.address, 'it ended', writer.end, total);
    throw new Break(reason);
  }
}

/** Collects what comes in small pieces and writes it in large ones. */
class PieceWriter {
  private waiting: Uint8Array[] = [];
  private size = 0;

  constructor(
    private readonly file: OpenFile,
    private at: number,
  ) {}

  /** Bytes of the file so far. */
  get end(): number {
    return this.at + this.size;
  }

  async add(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes);
    this.size += bytes.length;
    if (this.size >= pieceSize) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.size === 0) return;
    const piece = new Uint8Array(this.size);
    let at = 0;
    for (const bytes of this.waiting) {
      piece.set(bytes, at);
      at += bytes.length;
    }
    [this.waiting, this.size] = [[], 0];
    await this.file.write(this.at, piece);
    await this.file.flush();
    this.at += piece.length;
  }
}

/** Aborts a request whose server is silent for too long. */
class Watch {
  isOver = false;
  private timer: ReturnType<typeof setTimeout>;

  constructor(
    private readonly abort: AbortController,
    private readonly patience = 30_000,
  ) {
    this.timer = this.start();
  }

  private start() {
    return setTimeout(() => {
      this.isOver = true;
      this.abort.abort();
    }, this.patience);
  }

  restart(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
  });
}

/** Throws what is not as published away. */
async function check(file: RemoteFile, files: Files): Promise<void> {
  const trouble = await differenceOf(file, files);
  if (trouble === null) return;
  await forgetDownload(file, files);
  throw webError(file.name, file.address, {
    ...trouble,
    remedy: 'try again; if it stays so, the file there was changed and must not be trusted',
  });
}

async function differenceOf({ address, bytes, sha256 }: RemoteFile, files: Files) {
  const { part } = downloadNames(address);
  const size = await sizeOf(files, part);
  if (bytes !== null && size !== bytes) {
    return { found: `it holds ${exactBytes(size)}`, allowed: exactBytes(bytes) };
  }
  if (sha256 === null) return null;
  const hash = hashPieces();
  for (let at = 0; at < size; at += 4 * pieceSize) {
    hash.add((await files.read(part, at, 4 * pieceSize)) ?? new Uint8Array());
  }
  const found = hash.digest();
  if (found === sha256) return null;
  return { found: `its SHA-256 is ${found}`, allowed: `the published file, SHA-256 ${sha256}` };
}
