/** Networks out of their files say of test images what they said when they were trained. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Vote } from '../../algorithms/complementary/vote.ts';
import { imageSize } from '../../data/dataset.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SplitOutputs } from '../../methods/context.ts';
import { createNodeEngine } from '../../node/nodeEngine.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultComplementary } from '../../spec/methods/complementary.ts';
import { asMembers } from '../../spec/methods/levelwise/members.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import type { KeptNetwork } from '../networks.ts';
import { groupedDataset } from '../testing/groupedDataset.ts';
import { levelwiseSpec } from '../testing/levelwiseSpec.ts';
import { eventsOf } from '../testing/runs.ts';
import { Predictor } from './predictor.ts';
import { askableNetworks } from './trainedRun.ts';

const dataset = groupedDataset([3, 3]);
const test = dataset.test as NonNullable<typeof dataset.test>;

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

async function trained(spec: ExperimentSpec) {
  const files = new Map<string, Uint8Array>();
  const outputs: SplitOutputs[] = [];
  const events = await eventsOf(engine, {
    spec,
    dataset,
    onNetwork: ({ hash, bytes }: KeptNetwork) => files.set(hash, bytes),
    onOutputs: (_round: number, ofRound: SplitOutputs) => outputs.push(ofRound),
  });
  const state = foldRun(events);
  if (state === null) throw new Error('The run told nothing');
  const shelf = { find: async (hash: string | null) => files.get(hash ?? '') ?? null, remedy: '' };
  return { state, outputs, shelf, run: await askableNetworks(state, shelf) };
}

const network: NetworkSpec = { kind: 'mlp', hidden: [12], initial: 'he' };
const flat = (method: ExperimentSpec['method'], change: Partial<ExperimentSpec> = {}) => {
  const spec = levelwiseSpec();
  return { ...spec, network, method, training: { ...spec.training, epochs: 2 }, ...change };
};
const three = { hierarchy: { levels: [3], warmupEpochs: 1 }, training: { epochs: 3 } };
const adapted = levelwiseSpec({ ...three, method: { adapt: 'tree', adaptFromEpoch: 2 } });

const families: Readonly<Record<string, ExperimentSpec>> = {
  'complementary networks': flat(defaultComplementary({ rounds: 2 })),
  'a convolutional network on centre crops': flat(
    { kind: 'single' },
    {
      network: { kind: 'cnn', channels: [4, 6] },
      augment: { pad: 0, mirror: false, normalise: 'unit', centreCrop: 0.75 },
    },
  ),
  'a majority': flat({ kind: 'worst-class-boosting', rounds: 3, threshold: 0.5 }),
  'a mixture whose tree was adapted': adapted,
  'a mixture without overlap': levelwiseSpec({
    ...three,
    method: { adapt: 'tree', adaptFromEpoch: 2, nonOverlapping: true },
  }),
  'a mixture as it was built': levelwiseSpec({ ...three, method: { adapt: 'none' } }),
  'a mixture of confusions': levelwiseSpec({
    hierarchy: { from: 'confusion', levels: null, warmupEpochs: 1 },
    training: { epochs: 3 },
    method: { adapt: 'assignment', adaptFromEpoch: 2 },
    dataset: { validation: 0.2 },
  }),
  'a product along the path': levelwiseSpec({
    ...three,
    method: { head: 'path', adapt: 'none', levelWeights: 'uniform' },
  }),
  'learned θ': levelwiseSpec({ ...three, method: { adapt: 'none', levelWeights: 'learned' } }),
  'level-wise members': {
    ...adapted,
    method: defaultComplementary({
      rounds: 2,
      errors: 'hard',
      members: asMembers(adapted.method),
    }),
  },
};

describe('new images are told as test images were, by', () => {
  for (const [name, spec] of Object.entries(families)) {
    it(name, async () => {
      const { state, outputs, run } = await trained(spec);
      expect(state.phase, state.failure?.message).toBe('finished');
      const predictor = new Predictor(run, engine);
      const answers = await predictor.predict(test.images);
      predictor.dispose();
      answers.members.forEach((own, index) => {
        expect(largestGap(own, outputs[index].test?.probabilities ?? [])).toBeLessThan(1e-6);
      });
      expect(answers.members).toHaveLength(outputs.length);
      const classCount = dataset.classes.length;
      const said = state.rounds.at(-1)?.outcome?.predictions.ensemble ?? [];
      expect(bestOf(answers.ensemble, classCount)).toEqual([...said]);
    }, 30_000);
  }
});

it('networks that are trained together are weighted anew for each image', async () => {
  const { outputs, run } = await trained(flat({ kind: 'joint-mixture', rounds: 2 }));
  const predictor = new Predictor(run, engine);
  const answers = await predictor.predict(test.images);
  expect(largestGap(answers.ensemble, outputs[0].test?.probabilities ?? [])).toBeLessThan(1e-6);
  expect(answers.members).toHaveLength(2);
  expect(answers.weights[0] + answers.weights[1]).toBeCloseTo(1, 5);
  const features = await predictor.features(test.images);
  expect(features[0]).toHaveLength(answers.count * predictor.featureCount);
  predictor.dispose();
});

it('votes as the run did, in pieces as at once', async () => {
  const { run, outputs } = await trained(families['complementary networks']);
  const predictor = new Predictor(run, engine);
  const many = new Uint8Array(300 * imageSize(dataset.shape));
  const images = test.images as Uint8Array;
  for (let at = 0; at < many.length; at++) many[at] = images[at % images.length];
  const answers = await predictor.predict(many);
  const vote = new Vote(answers.ensemble.length);
  for (const [index, own] of answers.members.entries()) {
    vote.add(own, run.networks[index].voteWeight);
  }
  expect(largestGap(answers.ensemble, vote.probabilities())).toBeLessThan(1e-12);
  const first = outputs[0].test?.probabilities ?? new Float32Array();
  expect(largestGap(answers.members[0].subarray(0, first.length), first)).toBeLessThan(1e-6);
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(predictor.predict(many, aborted)).rejects.toThrow('enough');
  predictor.dispose();
});

it('says what a run lacks', async () => {
  const { state, shelf } = await trained(flat(defaultComplementary({ rounds: 1 })));
  const none = { ...shelf, find: async () => null, remedy: 'train it with --save-network' };
  await expect(askableNetworks(state, none)).rejects.toThrow(
    'was not kept. Allowed: a run whose networks are all kept. What to do: train it with --save-network',
  );
  const begun = { ...state, rounds: [{ ...state.rounds[0], outcome: null }] };
  await expect(askableNetworks(begun, shelf)).rejects.toThrow('trained to the end yet');
  const other = { ...shelf, find: async () => new Uint8Array(16) };
  await expect(askableNetworks(state, other)).rejects.toThrow('is not the one that the log tells');
});

function largestGap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length || one.length === 0) return Number.POSITIVE_INFINITY;
  let gap = 0;
  for (let at = 0; at < one.length; at++) gap = Math.max(gap, Math.abs(one[at] - other[at]));
  return gap;
}

function bestOf(values: Float64Array, classCount: number): number[] {
  return Array.from({ length: values.length / classCount }, (_, row) => {
    const own = values.subarray(row * classCount, (row + 1) * classCount);
    return own.indexOf(Math.max(...own));
  });
}
