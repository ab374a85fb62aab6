/** Compiles the WebAssembly loops of the engine from their AssemblyScript source. */
import { main } from 'assemblyscript/asc';

/** Where the loops' AssemblyScript lies. */
export const loopsFolder = new URL(
  '../../src/engine/tfjs/kernels/wasm/loops/assembly/',
  import.meta.url,
);

/** Loops alone: no runtime, no data, memory from outside. */
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];

/** The compiled module. @throws Error with what the compiler says. */
export async function compileLoops(): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await main(
    ['index.ts', '--baseDir', loopsFolder.pathname, '--outFile', 'loops.wasm', ...options],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
    },
  );
  if (error !== null || binary === null) throw new Error(`${error?.message}\n${stderr}`);
  return binary;
}

/** The module as a source file: WebAssembly that needs no file of its own on any host. */
export function sourceOf(binary: Uint8Array): string {
  const text = Buffer.from(binary).toString('base64');
  return `/** Compiled from assembly/ by \`npm run kernels\`; not to be edited. */\nexport const loopsBinary =\n  '${text}';\n`;
}

/** Where the compiled module lies in the repository. */
export const compiledFile = new URL('../loopsBinary.ts', loopsFolder);
