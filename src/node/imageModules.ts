import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ImageModules } from '../data/formats/format.ts';

/** The decoders' WebAssembly, from the installed packages. */
export const imageModules: ImageModules = {
  jpegModule: () => compile('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'),
  webpModule: () => compile('@jsquash/webp/codec/dec/webp_dec.wasm'),
};

async function compile(name: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(name)));
}
