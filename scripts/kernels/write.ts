/** `npm run kernels`: generates and compiles the engine's WebAssembly loops into the repository. */
import { writeFileSync } from 'node:fs';
import { compiledFile, compileLoops, sourceOf } from './compile.ts';
import { generatedSources } from './generate.ts';

for (const { file, source } of generatedSources) writeFileSync(file, source);
const binary = await compileLoops();
writeFileSync(compiledFile, sourceOf(binary));
console.log(`${binary.length} bytes`);
