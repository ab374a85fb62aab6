/** `npm run sweeps`: writes the comparisons as documents into bench/sweeps. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparisons } from './comparisons.ts';

const folder = join(import.meta.dirname, '../../bench/sweeps');
for (const { file, document } of comparisons) {
  writeFileSync(join(folder, `${file}.json`), `${JSON.stringify(document, null, 2)}\n`);
}
