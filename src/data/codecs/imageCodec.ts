/** Libraries that decode images, compiled to WebAssembly by Emscripten. */

/** Compiles a library's `.wasm` file, from wherever the platform keeps it. */
export type WasmModuleSource = () => Promise<WebAssembly.Module>;

/** The part of such a library that is used; only those for JPEG take a second argument. */
export interface ImageCodec {
  decode(bytes: Uint8Array, turnUpright?: boolean): CodecImage | null;
}

/** Four bytes a pixel. */
export interface CodecImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What the script beside a `.wasm` file exports. */
export type CodecFactory = (options: {
  noInitialRun: boolean;
  print: (line: string) => void;
  printErr: (line: string) => void;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}) => Promise<ImageCodec>;

/** A library ready for use; what it prints goes to `print`. */
export function instantiateCodec(
  create: CodecFactory,
  compiled: WebAssembly.Module,
  print: (line: string) => void,
): Promise<ImageCodec> {
  return create({
    noInitialRun: true,
    print,
    printErr: print,
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
  });
}

/** What a library makes of an image; null where it gives up, which it may do by exiting. */
export function attempted(decode: () => CodecImage | null): CodecImage | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

/** Red, green and blue of each pixel: four pixels at once where they lie so that words can be read. */
export function withoutAlpha(data: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint8Array((data.length / 4) * 3);
  const inWords = data.byteOffset % 4 === 0 ? data.length - (data.length % 16) : 0;
  const words = new Uint32Array(data.buffer, inWords === 0 ? 0 : data.byteOffset, inWords / 4);
  const packed = new Uint32Array(pixels.buffer, 0, (inWords / 16) * 3);
  for (let from = 0, to = 0; from < words.length; from += 4, to += 3) {
    const [second, third] = [words[from + 1], words[from + 2]];
    packed[to] = (words[from] & 0xffffff) | (second << 24);
    packed[to + 1] = ((second >>> 8) & 0xffff) | (third << 16);
    packed[to + 2] = ((third >>> 16) & 0xff) | (words[from + 3] << 8);
  }
  for (let from = inWords, to = (inWords / 4) * 3; from < data.length; from += 4, to += 3) {
    pixels[to] = data[from];
    pixels[to + 1] = data[from + 1];
    pixels[to + 2] = data[from + 2];
  }
  return pixels;
}
