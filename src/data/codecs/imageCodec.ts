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

/** Red, green and blue of each pixel. */
export function withoutAlpha(data: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    pixels[to] = data[from];
    pixels[to + 1] = data[from + 1];
    pixels[to + 2] = data[from + 2];
  }
  return pixels;
}
