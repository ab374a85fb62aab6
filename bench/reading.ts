/**
 * What reading takes: `npm run bench:reading [-- --gigabytes 1]`. Published sets (where
 * ESPALIER_DATA names a folder that has them) and folders of small JPEGs against the clock, archives of a gigabyte and files
 * of five with gaps against memory; each in a process of its own, made into JavaScript first as the command line
 * is: what reads TypeScript takes memory in each thread. Ends with 1 where a goal is missed.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { ReadingResult, ReadingTask } from './reading/child.ts';
import { writeJpegFolder } from './reading/jpegFolder.ts';
import {
  tarHeader,
  writeLargeTar,
  writeLargeTarGz,
  writeLargeZip,
  writeSparse,
} from './reading/largeFiles.ts';

const { values } = parseArgs({ options: { gigabytes: { type: 'string', default: '1' } } });
const gigabyte = 10 ** 9;
const largeBytes = Number(values.gigabytes) * gigabyte;
const folder = mkdtempSync(join(tmpdir(), 'espalier-reading-'));
const data = process.env.ESPALIER_DATA ?? '';
const program = await programThatReads();
let missed = 0;

try {
  await readPublished();
  await readFolders();
  await readLarge();
  await readSparse();
} finally {
  rmSync(folder, { recursive: true });
  rmSync(program, { recursive: true });
}
process.exit(missed === 0 ? 0 : 1);

/** MNIST and CIFAR-100: time, and memory beside what is left once read. */
async function readPublished(): Promise<void> {
  for (const { name, files, seconds } of [
    { name: 'mnist', files: /ubyte/, seconds: 1 },
    { name: 'cifar-100', files: /\.zip$/, seconds: 6 },
  ]) {
    const at = join(data, name);
    if (data === '' || !existsSync(at)) {
      console.log(`${name}: not read, as ESPALIER_DATA names no folder that has it`);
      continue;
    }
    const found = readdirSync(at).filter((file) => files.test(file));
    const result = await read(found.map((file) => join(at, file)));
    print(name, result);
    goal(`at most ${seconds} s`, result.milliseconds <= 1000 * seconds);
    if (result.outcome.kind === 'dataset') {
      const ratio = (result.peakMemory - result.idleMemory) / result.outcome.decodedBytes;
      goal(`memory at most 2.5 times what is decoded: ${ratio.toFixed(2)}`, ratio <= 2.5);
    }
  }
}

/** As many small JPEGs in class folders as CIFAR-10 and Tiny ImageNet have images. */
async function readFolders(): Promise<void> {
  for (const { name, count, side, seconds } of [
    { name: '60,000 JPEGs', count: 60_000, side: 32, seconds: 12 },
    { name: '120,000 JPEGs', count: 120_000, side: 64, seconds: 30 },
  ]) {
    const path = join(folder, String(count));
    await writeJpegFolder(path, count, side);
    const result = await read([path]);
    print(name, result);
    goal(`at most ${seconds} s`, result.milliseconds <= 1000 * seconds);
    rmSync(path, { recursive: true });
  }
}

/** Archives of images: at most a gigabyte of memory for a gigabyte of archive. */
async function readLarge(): Promise<void> {
  for (const [name, write] of [
    ['large.zip', writeLargeZip],
    ['large.tar', writeLargeTar],
    ['large.tar.gz', writeLargeTarGz],
  ] as const) {
    const path = join(folder, name);
    await write(path, largeBytes);
    const result = await read([path]);
    print(name, result);
    goal('read', result.outcome.kind === 'dataset');
    goal('at most 1 GB of memory', result.peakMemory <= gigabyte);
    rmSync(path);
  }
}

/** Files of 5 GB that are mostly gaps: refused at once, without memory. */
async function readSparse(): Promise<void> {
  const starts: Readonly<Record<string, Uint8Array>> = {
    'zeros.bin': new Uint8Array(),
    'gap.zip': Uint8Array.of(0x50, 0x4b, 3, 4),
    'gap.tar': tarHeader(4.9 * gigabyte),
    'gap.npy': Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0),
  };
  for (const [name, start] of Object.entries(starts)) {
    const path = join(folder, name);
    await writeSparse(path, 5 * gigabyte, start);
    const result = await read([path]);
    print(name, result);
    goal('refused', result.outcome.kind === 'refused');
    goal('at most 50 MB of memory', result.peakMemory - result.idleMemory <= 5e7);
    rmSync(path);
  }
}

/** A folder, as deep in the repository as the command line's bundle, with the process that reads and its threads. */
async function programThatReads(): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  mkdirSync(join(root, '.cache'), { recursive: true });
  const outdir = mkdtempSync(join(root, '.cache/reading-'));
  await build({
    entryPoints: [
      { in: join(root, 'bench/reading/child.ts'), out: 'child' },
      { in: join(root, 'src/node/decodingThreadEntry.ts'), out: 'decodingThread' },
    ],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  return outdir;
}

function read(paths: readonly string[]): Promise<ReadingResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(program, 'child.mjs'), { serialization: 'advanced', execArgv: [] });
    child.once('message', (result: ReadingResult) => {
      child.kill();
      resolve(result);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The process that reads ended with ${code}.`)));
    child.send({ paths } satisfies ReadingTask);
  });
}

function print(name: string, result: ReadingResult): void {
  const { milliseconds, idleMemory, peakMemory, fileBytes, outcome } = result;
  const what =
    outcome.kind === 'dataset'
      ? `${outcome.images} images, ${megabytes(outcome.decodedBytes)} decoded`
      : `refused: ${outcome.message}`;
  console.log(
    `${name}, ${megabytes(fileBytes)}: ${(milliseconds / 1000).toFixed(2)} s, memory ${megabytes(idleMemory)} before and ${megabytes(peakMemory)} at most; ${what}`,
  );
}

function goal(text: string, isMet: boolean): void {
  if (!isMet) missed++;
  console.log(`  ${isMet ? 'met   ' : 'MISSED'} ${text}`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
