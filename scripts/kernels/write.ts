/** `npm run kernels`: generates and compiles the engine's WebAssembly loops into the repository. */
import { writeFileSync } from 'node:fs';
import { builds, compiledFile, compileLoops, sourceOf } from './compile.ts';
import { generatedSources } from './generate.ts';

for (const { file, source } of generatedSources) writeFileSync(file, source);
for (const build of builds) {
  const binary = await compileLoops(build);
  writeFileSync(compiledFile(build), sourceOf(build, binary));
  console.log(`${build.name}: ${binary.length} bytes`);
}
