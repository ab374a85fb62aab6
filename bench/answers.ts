/**
 * What an answer to a question takes beside the reading that asked it: `npm run bench:answers [--
 * --images 5000]`. Photographs of two sizes in class folders, read as the page's worker reads what was
 * dropped (on this thread, decoded by others), then read with an answer, with what was kept and without.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KeptReading } from '../src/data/kept/keptReading.ts';
import { defaultLimits } from '../src/data/limits.ts';
import { readOrAsk } from '../src/data/readDataset.ts';
import type { ReadingChoices } from '../src/data/readingChoices.ts';
import type { SourceFile } from '../src/data/sourceFile.ts';
import { imageModules } from '../src/node/imageModules.ts';
import { nodeDecoders } from '../src/node/nodeDecoders.ts';
import { writeJpegFolder } from './reading/jpegFolder.ts';

const { values } = parseArgs({ options: { images: { type: 'string', default: '5000' } } });
const held = defaultLimits.decodedBytes;
const folder = mkdtempSync(join(tmpdir(), 'espalier-answers-'));
let reads = 0;

try {
  await writeJpegFolder(folder, Number(values.images), 256, 192);
  const files = filesBelow(folder);
  const kept = new KeptReading(held / 2);
  const crop: ReadingChoices = { size: { fitting: 'crop', height: 64, width: 64 } };
  const first = await timed('the reading that asks', files, {}, kept);
  const answer = await timed('its answer', files, crop, kept);
  const anew = await timed('the same, nothing kept', files, crop, undefined);
  console.log(
    `An answer takes ${share(answer, first)} of the cores’ time of the first reading, ${share(answer, anew)} of one anew.`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

async function timed(
  what: string,
  files: readonly SourceFile[],
  choices: ReadingChoices,
  kept: KeptReading | undefined,
): Promise<number> {
  reads = 0;
  const began = performance.now();
  const before = process.cpuUsage();
  const streaming = { held, decoders: nodeDecoders };
  const reading = await readOrAsk(files, { ...imageModules, choices, streaming, kept });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const ofCores = (user + system) / 1e6;
  const came = reading.kind === 'dataset' ? reading.dataset.hash.slice(0, 12) : 'a question';
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(
    `${what}: ${seconds.toFixed(2)} s, ${ofCores.toFixed(2)} s of cores, ${reads} files read, ${memory} MB, ${came}`,
  );
  return ofCores;
}

/** Files without a place that threads could open, as a page has them. */
function filesBelow(path: string): SourceFile[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const full = join(path, name);
    const found = statSync(full);
    if (!found.isFile()) return [];
    const bytes = async () => {
      reads++;
      return new Uint8Array(await readFile(full));
    };
    return [{ name: `photos/${name}`, size: found.size, bytes }];
  });
}

function share(one: number, other: number): string {
  return `${((100 * one) / other).toFixed(0)} %`;
}
