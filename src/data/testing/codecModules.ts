/** WebAssembly of image codecs, read from the disk for tests. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const compile = async (path: string) => WebAssembly.compile(await readFile(require.resolve(path)));

/** A module of the installed packages, compiled once, when it is first asked for. */
export function codecModule(path: string): () => Promise<WebAssembly.Module> {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return () => {
    compiled ??= compile(path);
    return compiled;
  };
}

export interface Encoder {
  encode(pixels: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array;
}

/** What Emscripten calls to have the module instantiated. */
interface EncoderSettings {
  readonly noInitialRun: true;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}

/** An encoder by its JavaScript and its WebAssembly, started once, when it is first asked for. */
export function codecEncoder(
  create: (settings: EncoderSettings) => Promise<Encoder>,
  path: string,
): () => Promise<Encoder> {
  const start = async () => {
    const compiled = await compile(path);
    return create({
      noInitialRun: true,
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(compiled, imports);
        done(instance);
        return instance.exports;
      },
    });
  };
  let encoder: Promise<Encoder> | null = null;
  return () => {
    encoder ??= start();
    return encoder;
  };
}
