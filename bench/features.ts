/**
 * `npm run bench:features`: how many images a second a flat head of 100 classes trains on 1,280
 * features of 10,000 images. `--device wasm|webgpu`, `--threads 2`, `--batch 512`, `--epochs 5`.
 * Prints seconds of the clock and of all threads’ processor time, the best epoch of them.
 */
import { parseArgs } from 'node:util';
import { vectorShape } from '../src/data/arrays/vectors.ts';
import { withHash } from '../src/data/dataset.ts';
import { epochBatches } from '../src/data/prepare/batches.ts';
import type { ImageSource } from '../src/data/prepare/imageSource.ts';
import { createNormaliser } from '../src/data/prepare/normalise.ts';
import { plainObjective } from '../src/engine/engine.ts';
import { createRandom } from '../src/lib/random.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { plainText } from './steps/table.ts';

const { values } = parseArgs({
  options: {
    device: { type: 'string', default: 'wasm' },
    threads: { type: 'string', default: '2' },
    batch: { type: 'string' },
    epochs: { type: 'string', default: '5' },
  },
});
const [count, features, classCount] = [10_000, 1280, 100];
const shape = vectorShape(features);
const random = createRandom(1, 'bench', 'features');
const pixels = Float32Array.from({ length: count * features }, () => random.uniform());
const labels = Int32Array.from({ length: count }, (_, image) => image % classCount);
const classes = Array.from({ length: classCount }, (_, at) => `class ${at}`);
const dataset = withHash({
  name: 'features',
  format: 'made',
  classes,
  shape,
  train: { images: pixels, labels },
  test: null,
  notes: [],
});
const from: ImageSource = {
  pixels: dataset.train.images,
  shape,
  normaliser: createNormaliser(dataset.train, shape, 'per-channel'),
  window: null,
};

const device = values.device === 'webgpu' ? 'webgpu' : 'wasm';
const engine = await createNodeEngine(device, device === 'wasm' ? Number(values.threads) : 1);
const batches = values.batch === undefined ? [128, 256, 512, 1024] : [Number(values.batch)];
const rows = [['batch', 'images a second', 'of the clock', 'of the processor']];
for (const batchSize of batches) {
  const trainer = engine.createTrainer({
    network: { kind: 'mlp', hidden: [], initial: 'normal' },
    shape,
    classCount,
    objective: plainObjective,
    training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 1e-4, batchSize },
    seed: 1,
    round: 1,
  });
  const best = { clock: Number.POSITIVE_INFINITY, processor: Number.POSITIVE_INFINITY, images: 0 };
  for (let epoch = 0; epoch <= Number(values.epochs); epoch++) {
    const begun = performance.now();
    const { user: before, system: systemBefore } = process.cpuUsage();
    let images = 0;
    const augment = { pad: 0, mirror: false };
    const options = { labels, shape, augment, batchSize, seed: 1, round: 1, epoch };
    for (const { indices, labels: batch, moves } of epochBatches(options)) {
      trainer.step({ images: { from, indices, moves }, labels: batch }, 0.01);
      images += batchSize;
    }
    await trainer.takeMetrics();
    // The first one warms up.
    if (epoch === 0) continue;
    const { user, system } = process.cpuUsage();
    best.clock = Math.min(best.clock, (performance.now() - begun) / 1000);
    best.processor = Math.min(best.processor, (user + system - before - systemBefore) / 1e6);
    best.images = images;
  }
  trainer.dispose();
  rows.push([
    String(batchSize),
    Math.round(best.images / best.clock).toLocaleString('en'),
    `${best.clock.toFixed(3)} s`,
    `${best.processor.toFixed(3)} s`,
  ]);
}
engine.dispose();
console.log(
  `${device}, ${values.threads} threads: ${count} images × ${features} features, ${classCount} classes`,
);
console.log(plainText(rows));
