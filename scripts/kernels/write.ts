/** `npm run kernels`: compiles the engine's WebAssembly loops into the repository. */
import { writeFileSync } from 'node:fs';
import { compiledFile, compileLoops, sourceOf } from './compile.ts';

const binary = await compileLoops();
writeFileSync(compiledFile, sourceOf(binary));
console.log(`${binary.length} bytes`);
