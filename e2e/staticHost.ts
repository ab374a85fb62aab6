/** Serves the built page as plain hosts do: from some path, without any headers of its own. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const dist = join(import.meta.dirname, '../dist');
const path = '/deep/espalier/';
const otherPage = `${path}blog/`;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface StaticHost {
  /** Where Espalier lies. */
  readonly address: string;
  /** Another page of the same site, below Espalier's address. */
  readonly otherPage: string;
  readonly close: () => void;
}

/** Starts it on a free port; whoever starts it closes it. */
export async function startStaticHost(): Promise<StaticHost> {
  const server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://host');
    const name = pathname.slice(path.length) || 'index.html';
    if (pathname === otherPage) {
      response.writeHead(200, { 'Content-Type': types['.html'] });
      response.end('<!doctype html><title>Blog</title><h1>A page beside Espalier</h1>');
      return;
    }
    try {
      if (!pathname.startsWith(path)) throw new Error(`${pathname} lies outside`);
      const content = await readFile(join(dist, normalize(`/${name}`)));
      response.writeHead(200, {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  return {
    address: `${origin}${path}`,
    otherPage: `${origin}${otherPage}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
