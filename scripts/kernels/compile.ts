/** Compiles the WebAssembly loops of the engine from their AssemblyScript source. */
import { main } from 'assemblyscript/asc';

/** Where the loops' AssemblyScript lies. */
export const loopsFolder = new URL(
  '../../src/engine/tfjs/kernels/wasm/loops/assembly/',
  import.meta.url,
);

/** Loops alone: no runtime, no data, memory from outside. */
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];

/** The builds of the loops: the same everywhere, and with fused multiply-adds (assembly/multiplyAdd.ts). */
export const builds = [
  { name: 'loopsBinary', features: [] },
  { name: 'fusedLoopsBinary', features: ['--enable', 'relaxed-simd'] },
] as const;

type Build = (typeof builds)[number];

/** The compiled module. @throws Error with what the compiler says. */
export async function compileLoops({ features }: Build): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const files = ['index.ts', '--baseDir', loopsFolder.pathname, '--outFile', 'loops.wasm'];
  const { error, stderr } = await main([...files, ...options, ...features], {
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error !== null || binary === null) throw new Error(`${error?.message}\n${stderr}`);
  return binary;
}

/** The module as a source file: WebAssembly that needs no file of its own on any host. */
export function sourceOf({ name }: Build, binary: Uint8Array): string {
  const text = Buffer.from(binary).toString('base64');
  return `/** Compiled from assembly/ by \`npm run kernels\`; not to be edited. */\nexport const ${name} =\n  '${text}';\n`;
}

/** Where a build's module lies in the repository. */
export const compiledFile = ({ name }: Build) => new URL(`../${name}.ts`, loopsFolder);
