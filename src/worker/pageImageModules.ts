import jpegWasm from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import webpWasm from '@jsquash/webp/codec/dec/webp_dec.wasm?url';
import type { ImageModules } from '../data/formats/format.ts';

/** The decoders' WebAssembly, from where the page came from. */
export const pageImageModules: ImageModules = {
  jpegModule: () => WebAssembly.compileStreaming(fetch(jpegWasm)),
  webpModule: () => WebAssembly.compileStreaming(fetch(webpWasm)),
};
