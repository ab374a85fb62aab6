/**
 * What a moved vote costs on the page's ensemble bench: `npm run bench:ensemble`. 10,000 images of 100
 * classes and four networks, made up; 60 votes after 10 that warm up, by the clock and in time computing,
 * which other processes change little. Then the same on every tenth image, as while dragging where the
 * whole takes longer than a frame.
 */

import { everyNthImage, type SplitOfMembers } from '../src/analysis/whatIf/benchOutputs.ts';
import { benchReading } from '../src/analysis/whatIf/benchReading.ts';
import { createRandom } from '../src/lib/random.ts';

const images = 10_000;
const classCount = 100;
const networks = 4;
const repetitions = 60;
const warmUp = 10;

const random = createRandom(1, 'ensemble bench');

function outputs(): Float32Array {
  const values = Float32Array.from({ length: images * classCount }, () => random.uniform());
  for (let image = 0; image < images; image++) {
    const row = values.subarray(image * classCount, (image + 1) * classCount);
    const sum = row.reduce((total, value) => total + value, 0);
    for (let index = 0; index < classCount; index++) row[index] /= sum;
  }
  return values;
}

const whole: SplitOfMembers = {
  split: 'test',
  labels: Int32Array.from({ length: images }, (_, image) => image % classCount),
  members: Array.from({ length: networks }, outputs),
};
const ranking = Array.from({ length: classCount }, () => random.uniform());

/** Milliseconds of this process's own computing, whatever else the machine does. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(name: string, split: SplitOfMembers): void {
  const taken = Array.from({ length: warmUp + repetitions }, (_, repetition) => {
    const weights = [0.28, 0.186 + repetition / 1000, 0.121, 0.088];
    const [wall, own] = [performance.now(), computed()];
    benchReading(split, weights, classCount, ranking);
    return { wall: performance.now() - wall, own: computed() - own };
  }).slice(warmUp);
  const figures = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const [least, median, most] = [
      sorted[0],
      sorted[sorted.length >> 1],
      sorted[sorted.length - 1],
    ];
    return `median ${median.toFixed(1)}, least ${least.toFixed(1)}, most ${most.toFixed(1)} ms`;
  };
  console.log(name);
  console.log(`  by the clock   ${figures(taken.map(({ wall }) => wall))}`);
  console.log(`  computing      ${figures(taken.map(({ own }) => own))}`);
}

measure(`${images} images × ${classCount} classes, ${networks} networks`, whole);
measure('every tenth image', everyNthImage(whole, classCount, 10));
