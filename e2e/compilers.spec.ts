/**
 * Every kernel of WebGPU by another compiler and another driver than unit tests have: Firefox's naga on
 * Mesa's llvmpipe, where theirs are Chromium's Tint on SwiftShader.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { firefoxWithWebgpu } from './engines/firefox.ts';
import type { familyMisses, kernelMisses } from './engines/kernelPage.ts';

/** The page with its kernels as one file, served on a free port. */
async function serveKernels() {
  const input = join(import.meta.dirname, 'engines/kernelPage.ts');
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2023',
      minify: false,
      rolldownOptions: { input, output: { codeSplitting: false } },
    },
  });
  if (!('output' in built)) throw new Error('several builds in place of one');
  const [{ code }] = built.output;
  const server = createServer(({ url }, response) => {
    const isScript = url === '/kernels.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript ? code : '<!doctype html><script type="module" src="kernels.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://localhost:${port}/`, close: () => server.close() };
}

interface KernelPage {
  readonly kernelMisses: typeof kernelMisses;
  readonly familyMisses: typeof familyMisses;
}

/** In the page. */
const missesOfKernels = () => (globalThis as unknown as KernelPage).kernelMisses();
const missesOfFamilies = () => (globalThis as unknown as KernelPage).familyMisses(20);
const missesInMixed = () => (globalThis as unknown as KernelPage).familyMisses(10, 3, true);

const { missing, start } = firefoxWithWebgpu;

test.describe.configure({ timeout: 400_000 });

if (missing !== null) test.skip(`kernels in Firefox: install ${missing}`, () => {});
else {
  test('every kernel, and 20 steps of each family, agree with the CPU backend in Firefox, in mixed precision too', async () => {
    const served = await serveKernels();
    const engine = await start();
    try {
      await engine.open(served.address);
      const misses = await engine.run(missesOfKernels);
      expect(misses.length).toBeGreaterThan(60);
      const wrong = [...misses.entries()].filter(
        ([, [isAtHalf, miss]]) => miss === null || miss > (isAtHalf ? 4e-3 : 1e-5),
      );
      expect(wrong).toEqual([]);
      const families = await engine.run(missesOfFamilies);
      expect(families.length).toBeGreaterThan(6);
      expect(families.filter(([, miss]) => miss > 1e-4)).toEqual([]);
      const mixed = await engine.run(missesInMixed);
      expect(mixed.filter(([, miss]) => !(miss > 0 && miss < 1e-2))).toEqual([]);
      expect(await engine.complaints()).toEqual([]);
    } finally {
      await engine.close();
      served.close();
    }
  });
}
