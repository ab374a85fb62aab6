/** Reads damaged files and watches what comes of it. */
import { DataError } from '../../src/data/dataError.ts';
import { type Dataset, imageSize } from '../../src/data/dataset.ts';
import { type DataLimits, defaultLimits } from '../../src/data/limits.ts';
import { readOrAsk } from '../../src/data/readDataset.ts';
import type { Reading } from '../../src/data/reading.ts';
import { sourceFile } from '../../src/data/testing/sourceFiles.ts';
import { jpegModule } from '../../src/data/testing/writeJpeg.ts';
import { webpModule } from '../../src/data/testing/writeWebp.ts';
import { createRandom } from '../../src/lib/random.ts';
import type { NamedBytes } from '../hostile/hostileCase.ts';
import type { AllocationCount } from './allocations.ts';
import { mutate } from './mutate.ts';
import type { FuzzSeed } from './seeds.ts';
import { startStopwatch } from './stopwatch.ts';

/** Lower than the page's, so that what is taken beyond them shows on small files. */
export const fuzzLimits: DataLimits = {
  ...defaultLimits,
  decodedBytes: 2 ** 24,
  entries: 5000,
  imageSide: 1024,
  classes: 1000,
};

/** No input may take longer, in milliseconds of the processor: other work must not count. */
const longest = 5000;

/** What became of one input; `wrong` says what must not have. */
export interface Outcome {
  readonly accepted: boolean;
  readonly milliseconds: number;
  /** Bytes of all buffers made, as if none were freed. */
  readonly allocated: number;
  readonly wrong: string | null;
}

export interface FuzzReport {
  readonly inputs: number;
  readonly accepted: number;
  readonly slowest: number;
  readonly largest: number;
  /** Inputs that did what they must not, told so that they can be made again. */
  readonly faults: readonly { readonly input: number; readonly wrong: string }[];
}

/** Which damaged forms of a seed: the n-th is the same whenever `number` is. */
export interface FuzzRange {
  readonly number: number;
  readonly first: number;
  readonly end: number;
}

/** Reads damaged forms of a seed. */
export async function fuzz(
  seed: FuzzSeed,
  { number, first, end }: FuzzRange,
  allocations: AllocationCount,
): Promise<FuzzReport> {
  const guard = await guardOf(seed);
  const reports: FuzzReport[] = [];
  for (let input = first; input < end; input++) {
    const files = seed.files(damaged(seed, number, input));
    const outcome = await attempt(files, allocations, guard);
    reports.push(reportOf(outcome, input));
  }
  return joinReports(reports);
}

const reportOf = (outcome: Outcome, input: number): FuzzReport => ({
  inputs: 1,
  accepted: outcome.accepted ? 1 : 0,
  slowest: outcome.milliseconds,
  largest: outcome.allocated,
  faults: outcome.wrong === null ? [] : [{ input, wrong: outcome.wrong }],
});

export function joinReports(reports: readonly FuzzReport[]): FuzzReport {
  const sum = (of: (report: FuzzReport) => number) =>
    reports.reduce((all, one) => all + of(one), 0);
  const most = (of: (report: FuzzReport) => number) =>
    reports.reduce((all, one) => Math.max(all, of(one)), 0);
  return {
    inputs: sum(({ inputs }) => inputs),
    accepted: sum(({ accepted }) => accepted),
    slowest: most(({ slowest }) => slowest),
    largest: most(({ largest }) => largest),
    faults: reports.flatMap(({ faults }) => faults),
  };
}

/** The n-th damaged form of a seed. */
export const damaged = ({ format, content }: FuzzSeed, number: number, input: number): Uint8Array =>
  mutate(content, createRandom(number, format, input));

/** What may come of damaged files, by digests. */
export type Guard = (dataset: Dataset) => boolean;

/** Accepts what has the hash of the sound files' data set, or its images, or anything. */
export async function guardOf({ files, content, guarded }: FuzzSeed): Promise<Guard | null> {
  if (guarded === 'nothing') return null;
  const reading = await read(files(content));
  if (reading.kind === 'choice') throw new Error('A guarded seed must leave nothing open.');
  const { dataset } = reading;
  if (guarded === 'all') return ({ hash }) => hash === dataset.hash;
  return (other) => imagesOf(other) === imagesOf(dataset);
}

/** All images of a data set, in an order of their own. */
function imagesOf({ train, test, shape }: Dataset): string {
  const size = imageSize(shape);
  const splits = test === null ? [train] : [train, test];
  const all = splits.flatMap(({ images, labels }) =>
    Array.from(labels, (_, index) =>
      Buffer.from(images.subarray(index * size, (index + 1) * size)).toString('base64'),
    ),
  );
  return all.sort().join();
}

/** Reads files; where there is a guard, nothing but what it accepts may come of them. */
export async function attempt(
  files: readonly NamedBytes[],
  allocations: AllocationCount,
  guard: Guard | null,
): Promise<Outcome> {
  allocations.reset();
  const stopwatch = startStopwatch();
  let accepted = false;
  let wrong: string | null = null;
  try {
    const reading = await read(files);
    accepted = true;
    wrong = complaintOf(reading, guard);
  } catch (error) {
    if (!(error instanceof DataError)) wrong = `it ended in ${String(error)}`;
    else if (/undefined|\[object/.test(error.message)) wrong = `it says “${error.message}”`;
  }
  const milliseconds = stopwatch();
  const allocated = allocations.bytes();
  if (milliseconds > longest) wrong ??= `it took ${Math.round(milliseconds)} ms`;
  if (allocated > 2 * fuzzLimits.decodedBytes) wrong ??= `it allocated ${allocated} bytes`;
  return { accepted, milliseconds, allocated, wrong };
}

const read = (files: readonly NamedBytes[]): Promise<Reading> =>
  readOrAsk(
    files.map(({ name, bytes }) => sourceFile(name, bytes)),
    // What is damaged is refused, where nobody chose to leave it out.
    { limits: fuzzLimits, jpegModule, webpModule, choices: { leaveOut: 'nothing' } },
  );

function complaintOf(reading: Reading, guard: Guard | null): string | null {
  if (reading.kind === 'choice')
    return guard === null ? null : 'it asks, though checksums guard it';
  if (guard !== null && !guard(reading.dataset)) return 'it was taken for other data';
  return isWhole(reading.dataset) ? null : 'it is a data set that is not whole';
}

/** Whether pixels or features, labels and classes fit one another, and all are numbers. */
function isWhole({ train, test, classes, shape }: Dataset): boolean {
  const size = imageSize(shape);
  const splits = test === null ? [train] : [train, test];
  return splits.every(
    ({ images, labels }) =>
      images.length === labels.length * size &&
      (images instanceof Uint8Array || images.every(Number.isFinite)) &&
      labels.every((label) => label >= 0 && label < classes.length),
  );
}
