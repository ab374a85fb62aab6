/** Serves the built page as plain hosts do: from some path, without any headers but those it is given. */
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
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

export interface StaticHost {
  /** Where Espalier lies. */
  readonly address: string;
  /** Another page of the same site, below Espalier's address. */
  readonly otherPage: string;
  /** Changes a file from now on, as a newer build would; the text is what the build has. */
  readonly change: (name: string, to: (text: string) => string) => void;
  readonly close: () => void;
}

/**
 * Starts it on a free port; whoever starts it closes it.
 * @param headers that it sends with every file.
 */
export async function startStaticHost(
  headers: Readonly<Record<string, string>> = {},
): Promise<StaticHost> {
  const changes = new Map<string, (text: string) => string>();
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
      const type = types[extname(name)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type });
      response.end(changes.get(name)?.(content.toString()) ?? content);
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
    change: (name, to) => changes.set(name, to),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
