/**
 * What Lighthouse says of the page's first visit: `npm run bench:lighthouse`. Builds and serves the
 * page, compressed as hosts serve it, and audits it as a telephone and as a desk machine has it;
 * Lighthouse itself is fetched by npx. `--json <folder>` keeps its reports.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, preview } from 'vite';
import { findChromium } from '../e2e/chromium.ts';

const outDir = 'dist';
/** The last that runs on Node 20. */
const lighthouse = 'lighthouse@12.8.2';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const folder = values.json ?? mkdtempSync(join(tmpdir(), 'espalier-lighthouse-'));

/** What hosts send compressed, by the endings of files. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
};

/** Hosts compress; the preview does not. */
const compressed: Plugin = {
  name: 'compressed',
  configurePreviewServer: ({ middlewares }) => {
    middlewares.use(({ url = '/' }, response, next) => {
      const { pathname } = new URL(url, 'http://host');
      const path = pathname === '/' ? 'index.html' : normalize(pathname);
      const type = types[extname(path)];
      const file = join(outDir, path);
      if (type === undefined || !existsSync(file)) return next();
      response.setHeader('Content-Type', `${type}; charset=utf-8`);
      response.setHeader('Content-Encoding', 'gzip');
      response.setHeader('Cache-Control', path.startsWith('/assets/') ? forEver : 'no-cache');
      response.end(gzipSync(readFileSync(file)));
    });
  },
};
const forEver = 'public, max-age=31536000, immutable';

/** Runs it beside this process, which serves the page meanwhile. */
function audit(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['--yes', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Lighthouse ended with ${code}`)),
    );
  });
}

/** What Lighthouse's report is read for. */
interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<
    Record<
      string,
      {
        readonly title: string;
        readonly displayValue?: string;
        readonly score: number | null;
        readonly details?: { readonly items?: readonly { readonly description?: string }[] };
      }
    >
  >;
}

/** Prints the scores, the times, and which audits found something. */
function describe(profile: string, { categories, audits }: Report): void {
  const percent = (score: number | null) => (score === null ? '–' : Math.round(100 * score));
  const scores = Object.entries(categories).map(([name, { score }]) => `${name} ${percent(score)}`);
  const times = told.map((name) => `${audits[name]?.title} ${audits[name]?.displayValue}`);
  console.log(`${profile}: ${scores.join(', ')}\n  ${times.join(', ')}`);
  const found = Object.entries(audits).filter(([, { score }]) => score !== null && score < 0.9);
  for (const [name, { displayValue = '', details }] of found) {
    const said = details?.items?.flatMap(({ description = [] }) => description) ?? [];
    console.log(`  ${[name, displayValue, ...said].join(' ')}`);
  }
}

const told = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time'];

await build({ build: { outDir }, logLevel: 'warn' });
const server = await preview({ build: { outDir }, preview: { port: 4330 }, plugins: [compressed] });
const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4330/';
for (const profile of ['mobile', 'desktop']) {
  const path = join(folder, `${profile}.json`);
  const flags = [
    ...['--quiet', '--output=json', `--output-path=${path}`],
    '--chrome-flags=--headless=new --no-sandbox',
    ...(profile === 'desktop' ? ['--preset=desktop'] : []),
  ];
  const { executablePath } = findChromium();
  const env = { ...process.env, ...(executablePath && { CHROME_PATH: executablePath }) };
  await audit([lighthouse, address, ...flags], env);
  describe(profile, JSON.parse(readFileSync(path, 'utf8')));
}
await server.close();
