/** Starts the command line: `npm run espalier -- <command>`. */
import { pathToFileURL } from 'node:url';
import { commandLineBundle } from './bundle.mjs';

// Where it cannot be kept, or a source has a fault, the sources are read as they are and say so.
const bundle = await commandLineBundle().catch(() => null);
if (bundle !== null) {
  await import(pathToFileURL(bundle).href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('../../src/cli/main.ts');
}
