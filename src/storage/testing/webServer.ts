/** A server that behaves as those do that data sets lie on: well, or in one of their bad ways. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file, and how it is served. */
export interface ServedFile {
  readonly bytes: Uint8Array;
  readonly etag?: string;
  readonly type?: string;
  readonly status?: number;
  /** Where it is said to lie. */
  readonly redirect?: string;
  /** Whether ranges are served; else the whole file is sent whatever is asked. */
  readonly ranges?: boolean;
  /** Bytes after which the connection breaks; of each reply. */
  readonly breakAfter?: number;
  /** Bytes after which nothing more comes. */
  readonly silentAfter?: number;
  /** Whether requests are not answered at all. */
  readonly silent?: boolean;
  /** Whether no length is told. */
  readonly chunked?: boolean;
  /** Where ranges start that were to start elsewhere. */
  readonly rangesFrom?: number;
  /** Whether pages of other origins may read it. */
  readonly crossOrigin?: boolean;
}

export interface WebServer {
  readonly origin: string;
  readonly files: Map<string, ServedFile>;
  /** Requests that came: path and range. */
  readonly asked: { readonly path: string; readonly range: string | null }[];
  close(): Promise<void>;
}

export async function startWebServer(): Promise<WebServer> {
  const files = new Map<string, ServedFile>();
  const asked: { path: string; range: string | null }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, range: request.headers.range ?? null });
    const file = files.get(path);
    if (file === undefined) respond(response, 404);
    else if (!file.silent) serve(file, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    files,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(`${status}`);
}

function serve(file: ServedFile, request: IncomingMessage, response: ServerResponse): void {
  if (file.crossOrigin) response.setHeader('access-control-allow-origin', '*');
  if (file.redirect !== undefined) {
    response.writeHead(302, { location: file.redirect });
    response.end();
    return;
  }
  if (file.status !== undefined) {
    respond(response, file.status);
    return;
  }
  const { bytes, etag, type = 'application/octet-stream', ranges = true } = file;
  response.setHeader('content-type', type);
  if (etag !== undefined) response.setHeader('etag', etag);
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const from = ranges && asked !== null ? Number(asked[1]) : null;
  if (from !== null && from >= bytes.length) {
    response.setHeader('content-range', `bytes */${bytes.length}`);
    respond(response, 416);
    return;
  }
  const start = from === null ? 0 : (file.rangesFrom ?? from);
  const body = bytes.subarray(start);
  if (from !== null) {
    const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    response.setHeader('content-range', range);
  }
  if (!file.chunked) response.setHeader('content-length', body.length);
  response.writeHead(from === null ? 200 : 206);
  if (request.method === 'HEAD') response.end();
  else send(file, body, response);
}

function send({ breakAfter, silentAfter }: ServedFile, body: Uint8Array, response: ServerResponse) {
  const some = Math.min(breakAfter ?? body.length, silentAfter ?? body.length);
  if (some >= body.length) return response.end(body);
  return response.write(body.subarray(0, some), () => {
    // Flushed first, or the client would see nothing of it.
    if (breakAfter !== undefined) setTimeout(() => response.socket?.destroy(), 20);
  });
}
