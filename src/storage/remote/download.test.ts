import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RemoteFile } from '../../data/catalog/catalogue.ts';
import { DataError } from '../../data/dataError.ts';
import { hashBytes } from '../../lib/hash.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { type ServedFile, startWebServer, type WebServer } from '../testing/webServer.ts';
import { download, downloadedFile, downloadNames } from './download.ts';

const content = Uint8Array.from({ length: 3000 }, (_, at) => (at * at) % 251);
const changed = content.map((byte) => byte ^ 1);
const sha256 = hashBytes(content);

let server: WebServer;
let files: MemoryFiles;
beforeAll(async () => {
  server = await startWebServer();
});
afterAll(() => server.close());
beforeEach(() => {
  files = new MemoryFiles();
  server.files.clear();
  server.asked.length = 0;
});

/** A file of the server, of which size and hash are known, or not. */
function fileAt(served: Partial<ServedFile>, known: Partial<RemoteFile> = {}): RemoteFile {
  server.files.set('/set.bin', { bytes: content, ...served });
  return {
    name: 'set.bin',
    address: `${server.origin}/set.bin`,
    bytes: null,
    sha256: null,
    ...known,
  };
}

/** Fetches a file; its bytes. Nothing here waits for the server's silence but where it is asked to. */
async function fetched(file: RemoteFile, more = {}): Promise<Uint8Array> {
  await download(file, { files, pause: 1, ...more });
  const { size, bytes, part } = await downloadedFile(file, files);
  const whole = await bytes();
  expect(whole).toHaveLength(size);
  expect(await part?.(1, 5)).toEqual(whole.slice(1, 5));
  return whole;
}

const partOf = (file: RemoteFile) => files.read(downloadNames(file.address).part);
const ranges = () => server.asked.map(({ range }) => range);

/** What the error of a download says, which must be a DataError. */
async function refusal(file: RemoteFile, more = {}): Promise<string> {
  const error = await fetched(file, more).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

describe('a download', () => {
  it('comes whole, and tells how far it has come', async () => {
    const seen: (number | null)[][] = [];
    const onProgress = ({ done, total }: { done: number; total: number | null }) =>
      seen.push([done, total]);
    const file = fileAt({}, { sha256 });
    expect(await fetched(file, { onProgress })).toEqual(content);
    expect(seen.at(-1)).toEqual([3000, 3000]);
    expect(await fetched(file)).toEqual(content);
    expect(await fetched(fileAt({ chunked: true }))).toEqual(content);
  });

  it('follows redirects, and not for ever', async () => {
    server.files.set('/moved', { bytes: content });
    expect(await fetched(fileAt({ redirect: '/moved' }))).toEqual(content);
    expect(await refusal(fileAt({ redirect: '/set.bin' }))).toContain('no connection came about');
  });

  it.each([
    [404, 'there is no such file'],
    [403, 'those whom the owner lets'],
    [401, 'those whom the owner lets'],
    [429, 'wait some minutes'],
    [503, 'trouble of its own'],
    [418, 'no answer to a request'],
  ])('is refused with %i, which is told', async (status, told) => {
    const message = await refusal(fileAt({ status }));
    expect(message).toContain(`set.bin, fetched from ${new URL(server.origin).host}`);
    expect(message).toContain(`the server answered ${status}`);
    expect(message).toContain(told);
  });

  it('is refused where nobody answers', async () => {
    const file = { ...fileAt({}), address: 'http://127.0.0.1:1/set.bin' };
    const message = await refusal(file);
    expect(message).toContain('no connection came about');
    expect(message).toContain('download the file yourself');
  });

  it('is no web page', async () => {
    expect(await refusal(fileAt({ type: 'text/html; charset=utf-8' }))).toContain(
      'a web page came',
    );
  });

  it('is what was published, or nothing of it stays', async () => {
    const other = fileAt({ bytes: changed }, { sha256 });
    expect(await refusal(other)).toContain(`SHA-256 ${sha256}`);
    expect(await files.list()).toEqual([]);
    const longer = fileAt({}, { bytes: 2999 });
    expect(await refusal(longer)).toContain('it holds 3,000 bytes. Allowed: 2,999 bytes');
    expect(await files.list()).toEqual([]);
  });

  it('that grows too large on the way is refused, and nothing of it stays', async () => {
    const file = fileAt({ chunked: true, etag: '"a"' });
    expect(await refusal(file, { largest: 2000 })).toContain('Allowed: at most 2,000 bytes');
    expect(await files.list()).toEqual([]);
    expect(await fetched(file)).toEqual(content);
    expect(ranges()).toEqual([null, null]);
  });

  it('goes on by itself where the connection breaks on the way', async () => {
    const file = fileAt({ breakAfter: 1000, etag: '"a"' });
    expect(await fetched(file)).toEqual(content);
    expect(ranges()).toEqual([null, 'bytes=1000-', 'bytes=2000-']);
  });

  it('keeps what came when it is given up, and goes on from there later', async () => {
    const abort = new AbortController();
    const file = fileAt({ silentAfter: 1200, etag: '"a"' });
    const onProgress = () => abort.abort();
    await expect(fetched(file, { signal: abort.signal, onProgress })).rejects.toThrow('aborted');
    expect(await partOf(file)).toEqual(content.slice(0, 1200));
    fileAt({ etag: '"a"' });
    expect(await fetched(file)).toEqual(content);
    expect(ranges()).toEqual([null, 'bytes=1200-']);
  });

  it('goes on without an ETag only where its hash is known', async () => {
    const cut = { breakAfter: 1000, ranges: false };
    expect(await refusal(fileAt(cut))).toContain('the connection broke after 1,000 B of 3,000 B');
    expect(await fetched(fileAt({}))).toEqual(content);
    expect(ranges().every((range) => range === null)).toBe(true);
    await files.remove(downloadNames(fileAt({}).address).part);
    expect(await fetched(fileAt({ breakAfter: 1700 }, { sha256 }))).toEqual(content);
    expect(ranges().at(-1)).toBe('bytes=1700-');
  });

  it('begins anew where the file was changed meanwhile', async () => {
    const abort = new AbortController();
    const file = fileAt({ silentAfter: 1200, etag: '"a"', bytes: changed });
    const giveUp = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(fetched(file, giveUp)).rejects.toThrow();
    fileAt({ etag: '"b"' });
    expect(await fetched(file)).toEqual(content);
    expect(ranges()).toEqual([null, 'bytes=1200-', null]);
  });

  it.each<[string, Partial<ServedFile>, number]>([
    ['a server sends the whole in place of the rest', { ranges: false }, 2],
    ['a server sends another part than was asked for', { rangesFrom: 7 }, 3],
    ['the file has become shorter than what is kept', { bytes: content.slice(0, 900) }, 3],
  ])('begins anew where %s', async (_, served, requests) => {
    const abort = new AbortController();
    const file = fileAt({ silentAfter: 1200, etag: '"a"' });
    const giveUp = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(fetched(file, giveUp)).rejects.toThrow();
    fileAt({ etag: '"a"', ...served });
    expect(await fetched(file)).toEqual(served.bytes ?? content);
    expect(server.asked).toHaveLength(requests);
  });

  it('gives up a server that falls silent, and keeps what came', async () => {
    const file = fileAt({ silentAfter: 1000, etag: '"a"', ranges: false });
    const message = await refusal(file, { patience: 200 });
    expect(message).toContain('the server fell silent after 1,000 B of 3,000 B');
    expect(message).toContain('goes on where it stopped');
    expect(await partOf(file)).toEqual(content.slice(0, 1000));
  });

  it('says so where there is no room', async () => {
    files = new MemoryFiles(2000);
    await expect(fetched(fileAt({}, { sha256 }))).rejects.toThrow('no room');
  });

  it('is refused before it comes where it is too large', async () => {
    expect(await refusal(fileAt({}, { bytes: 2 ** 32 }))).toContain('4,294,967,296 bytes');
  });

  it('asks again for what a damaged note tells', async () => {
    const file = fileAt({ etag: '"a"' });
    await fetched(file);
    const note = await files.open(downloadNames(file.address).note, 'empty');
    await note.write(0, Uint8Array.of(1, 2, 3));
    await note.close();
    expect(await fetched(file)).toEqual(content);
    expect(ranges()).toEqual([null, null]);
  });
});
