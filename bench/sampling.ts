/**
 * What adaptation adds to an epoch: `npm run bench:sampling`. The small CNN on made-up images of 100
 * classes with three levels (5 groups, 20 groups, the classes), on WASM: Ψ as it was built beside Ψ
 * sampled, and Ψ and tree; interleaved repetitions, medians of whole epochs, measuring included.
 */
import { type Dataset, type Split, withHash } from '../src/data/dataset.ts';
import { createRandom } from '../src/lib/random.ts';
import { PauseGate } from '../src/methods/runControl.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { defaultLevelwise } from '../src/spec/methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../src/spec/methods/levelwise/levelwiseSchema.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';

const classCount = 100;
const side = 32;
const repetitions = 5;
const epochs = 4;

function noise(count: number, split: string): Split {
  const random = createRandom(1, 'bench', split);
  return {
    images: Uint8Array.from({ length: count * side * side * 3 }, () => random.integer(256)),
    labels: Int32Array.from({ length: count }, (_, image) => image % classCount),
  };
}

const dataset: Dataset = withHash({
  name: 'noise',
  format: 'made up',
  classes: Array.from({ length: classCount }, (_, index) => `class ${index}`),
  shape: { height: side, width: side, channels: 3 },
  train: noise(3200, 'train'),
  test: noise(500, 'test'),
  notes: [],
});

function specOf(adapt: LevelwiseSpec['adapt']): ExperimentSpec {
  const { training } = defaultSpec;
  return {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:noise', validation: 0 },
    network: { kind: 'cnn', channels: [16, 32] },
    training: { ...training, epochs, batchSize: 64, schedule: { kind: 'cosine' } },
    method: defaultLevelwise({
      hierarchy: { warmupEpochs: 1, levels: [5, 20], branching: null, linkage: 'ward' },
      adapt,
      nonOverlapping: adapt === 'tree',
      adaptFromEpoch: 2,
    }),
    device: 'wasm',
  };
}

/** Seconds of each epoch but the first, which is flat, and the last, which measures more. */
async function epochSeconds(adapt: LevelwiseSpec['adapt']): Promise<number[]> {
  const engine = await createNodeEngine('wasm');
  const seconds: number[] = [];
  const events = runExperiment({
    runId: 'bench',
    spec: specOf(adapt),
    dataset,
    engine,
    gate: new PauseGate(),
    signal: new AbortController().signal,
  });
  for await (const event of events) {
    if (event.type === 'run-failed') throw new Error(event.message);
    if (event.type !== 'epoch-finished') continue;
    if (event.epoch > 1 && event.epoch < epochs) seconds.push(event.seconds);
  }
  engine.dispose();
  return seconds;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

const variants = ['none', 'assignment', 'tree'] as const;
const times = new Map<string, number[]>(variants.map((adapt) => [adapt, []]));
for (let repetition = 0; repetition < repetitions; repetition++) {
  for (const adapt of variants) times.get(adapt)?.push(...(await epochSeconds(adapt)));
}
const fixed = median(times.get('none') ?? []);
console.table(
  variants.map((adapt) => {
    const seconds = median(times.get(adapt) ?? []);
    return {
      adapt,
      'seconds an epoch': Number(seconds.toFixed(3)),
      'added, %': Number((100 * (seconds / fixed - 1)).toFixed(1)),
    };
  }),
);
