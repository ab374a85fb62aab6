/** `npm run digests`: records the digests of the small experiments anew, and names those that changed. */
import { record } from '../../src/runner/testing/recordedRuns.ts';

const changed = await record();
for (const name of changed) console.log(name);
console.log(`${changed.length} changed`);
