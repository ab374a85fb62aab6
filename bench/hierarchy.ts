/**
 * How long the hierarchy of many classes takes and how much memory: `npm run bench:hierarchy --
 * [--repetitions 5]`. 1,000 class vectors of a trained ImageNet classifier (from $ESPALIER_DATA,
 * left out without it) and 7,756 random ones of 256 features, by every linkage, each in a process
 * of its own. Prints median and least seconds, peak resident memory and the largest groups.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildLevels, groupSizes } from '../src/algorithms/levelwise/levels.ts';
import type { Linkage } from '../src/algorithms/levelwise/linkage.ts';
import { createRandom } from '../src/lib/random.ts';

interface ClassVectors {
  readonly means: Float64Array;
  readonly classCount: number;
  readonly featureCount: number;
}

interface Task {
  readonly name: string;
  readonly counts: readonly number[];
  /** What must hold, in seconds. */
  readonly limit: number;
  readonly read: () => ClassVectors;
}

const imageNetFile = `${process.env.ESPALIER_DATA ?? ''}/imagenet-hierarchy/imagenet1000-mobilenet_v1_0.75_192-fc-weights.npy`;
const memoryLimit = 1.5e9;
const linkages: readonly Linkage[] = ['average', 'complete', 'ward'];

const tasks: Readonly<Record<string, Task>> = {
  imagenet: {
    name: '1,000 ImageNet classes, 768 features',
    counts: [10, 100],
    limit: 1,
    read: () => readMatrix(readFileSync(imageNetFile)),
  },
  random: {
    name: '7,756 random classes, 256 features',
    counts: [78],
    limit: 60,
    read: randomVectors,
  },
};

/** A float32 matrix in NPY version 1.0. */
function readMatrix(bytes: Buffer): ClassVectors {
  const headerEnd = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, headerEnd);
  const [, type, rows, columns] = /'descr': '(\S+)'.*'shape': \((\d+), (\d+)\)/.exec(header) ?? [];
  if (type !== '<f4') throw new RangeError(`Not a matrix of float32: ${header}`);
  const [classCount, featureCount] = [Number(rows), Number(columns)];
  const means = Float64Array.from({ length: classCount * featureCount }, (_, entry) =>
    bytes.readFloatLE(headerEnd + 4 * entry),
  );
  return { means, classCount, featureCount };
}

function randomVectors(): ClassVectors {
  const [classCount, featureCount] = [7756, 256];
  const random = createRandom(1, 'class vectors');
  const means = Float64Array.from({ length: classCount * featureCount }, () => random.normal());
  return { means, classCount, featureCount };
}

/** What one process measured. */
interface Measurement {
  readonly seconds: readonly number[];
  readonly peakBytes: number;
  /** Sizes of the groups of each level, the largest first. */
  readonly sizes: readonly (readonly number[])[];
}

function measure(task: Task, linkage: Linkage, repetitions: number): Measurement {
  const { means, classCount, featureCount } = task.read();
  const seconds: number[] = [];
  let sizes: number[][] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const start = performance.now();
    const levels = buildLevels(means, classCount, featureCount, {
      counts: task.counts,
      linkage,
      sigma: 'self-tuned',
    });
    seconds.push((performance.now() - start) / 1000);
    sizes = levels.map((level) => [...groupSizes(level)].sort((a, b) => b - a));
  }
  return { seconds, peakBytes: process.resourceUsage().maxRSS * 1024, sizes };
}

/** Measures in a process of its own, so that peak memory is that of one task. */
function measureApart(task: string, linkage: Linkage, repetitions: number): Measurement {
  const run = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), task, linkage, String(repetitions)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (run.status !== 0) throw new Error(`The measurement of ${task} ended with ${run.status}.`);
  return JSON.parse(run.stdout) as Measurement;
}

function report(task: Task, linkage: Linkage, { seconds, peakBytes, sizes }: Measurement): boolean {
  const sorted = seconds.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const isWithin = median <= task.limit && peakBytes <= memoryLimit;
  console.log(
    `${linkage.padEnd(8)}  median ${median.toFixed(2)} s  least ${sorted[0].toFixed(2)} s  of ${task.limit} s allowed  peak ${(peakBytes / 1e6).toFixed(0)} MB${isWithin ? '' : '  TOO MUCH'}`,
  );
  sizes.forEach((level) => {
    const singles = level.filter((size) => size === 1).length;
    console.log(
      `          ${level.length} groups: ${level.slice(0, 10).join(', ')}${level.length > 10 ? ', …' : ''} (${singles} of one class)`,
    );
  });
  return isWithin;
}

function benchAll(repetitions: number): void {
  for (const [key, task] of Object.entries(tasks)) {
    if (key === 'imagenet' && !existsSync(imageNetFile)) {
      console.log('ESPALIER_DATA is not set: the ImageNet class vectors are left out.');
      continue;
    }
    console.log(task.name);
    for (const linkage of linkages) {
      const isWithin = report(task, linkage, measureApart(key, linkage, repetitions));
      if (!isWithin) process.exitCode = 1;
    }
  }
}

const [first, linkage, count] = process.argv.slice(2);
if (first !== undefined && first in tasks) {
  console.log(JSON.stringify(measure(tasks[first], linkage as Linkage, Number(count))));
} else {
  benchAll(Number(first === '--repetitions' ? linkage : 5));
}
