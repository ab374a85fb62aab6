/**
 * Trains on photographs that come to more than may be held, from their files, and on fewer of them both
 * from files and from memory: the most memory that the process takes, images a second, and how many times
 * as long a run takes.
 *
 *   npm run bench:larger-than-memory
 *   npm run bench:larger-than-memory -- --images 9000
 */
import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FilesResult, FilesTask } from './largerThanMemory/child.ts';
import { writePhotograph } from './largerThanMemory/photographs.ts';

const { values } = parseArgs({ options: { images: { type: 'string', default: '45000' } } });
const count = Number(values.images);
const compared = Math.min(count, 6000);
const classes = 10;
/** Different photographs; the files are more, and each is decoded by itself. */
const different = 400;

const folder = await mkdtemp(join(tmpdir(), 'espalier-photographs-'));
try {
  const few = await writePile('few', compared);
  const inMemory = await measure({ folder: few, held: null });
  print(`${compared} photographs in memory`, inMemory);
  // What has room stays decoded: much of the images, or hardly any.
  for (const share of [0.2, 0.7]) {
    const held = Math.round(share * inMemory.decoded);
    const fromFiles = await measure({ folder: few, held });
    print(`${compared} photographs from files, ${Math.round(held / 1e6)} MB held`, fromFiles);
    if (inMemory.digest !== fromFiles.digest) throw new Error('The digests differ');
    const times = (fromFiles.training / inMemory.training).toFixed(1);
    console.log(`  the same digest; the run takes ${times} times what it takes from memory`);
  }
  if (count > compared) {
    const many = await writePile('many', count);
    print(`${count} photographs from files`, await measure({ folder: many, held: 2 ** 31 }));
  }
} finally {
  await rm(folder, { recursive: true });
}

async function writePile(name: string, images: number): Promise<string> {
  const pile = join(folder, name);
  const photographs: Uint8Array[] = [];
  for (let at = 0; at < Math.min(images, different); at++) {
    photographs.push(await writePhotograph(at));
  }
  for (let label = 0; label < classes; label++) {
    await mkdir(join(pile, `class ${label}`), { recursive: true });
  }
  for (let at = 0; at < images; at++) {
    const path = join(pile, `class ${at % classes}`, `${at}.jpg`);
    await writeFile(path, photographs[at % photographs.length]);
  }
  return pile;
}

function measure(task: FilesTask): Promise<FilesResult> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./largerThanMemory/child.ts', import.meta.url), {
      serialization: 'advanced',
    });
    child.once('message', (result: FilesResult) => {
      child.kill();
      resolve(result);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The process that trains ended with ${code}.`)));
    child.send(task);
  });
}

function print(name: string, result: FilesResult): void {
  const { images, decoded, reading, supplying, training, idleMemory, peakMemory } = result;
  const rate = (seconds: number, of = images) => `${Math.round(of / seconds)} images/s`;
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  console.log(
    [
      `${name}, ${mb(decoded)} once decoded:`,
      `  read in ${reading.toFixed(1)} s, ${rate(reading)}`,
      `  batches of an epoch made ready, ${rate(supplying, result.trained)}`,
      `  a run of one epoch, its evaluation included, ${training.toFixed(1)} s`,
      `  memory ${mb(idleMemory)} before, ${mb(peakMemory)} at most`,
    ].join('\n'),
  );
}
