/** Whole runs of networks that are trained together. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNetworkFile } from '../data/networkFile.ts';
import { checkNetworkTensors } from '../data/networkTensors.ts';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { resultOf } from '../spec/run/result.ts';
import { runEventSchema } from '../spec/run/runEvent.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { estimateRun } from './estimate.ts';
import type { KeptNetwork } from './networks.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';
import { eventsOf, ofType } from './testing/runs.ts';

const dataset = groupedDataset([4, 4, 4]);
const cnn = { kind: 'cnn' as const, channels: [4, 6] };
const mlp = { kind: 'mlp' as const, hidden: [12], initial: 'he' as const };

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

function specOf(method: ExperimentSpec['method'], network: ExperimentSpec['network'] = mlp) {
  const spec = levelwiseSpec({ dataset: { validation: 0.2 } });
  return { ...spec, network, method, training: { ...spec.training, epochs: 3 } };
}

const joint = (rounds: number, network?: ExperimentSpec['network']) =>
  specOf({ kind: 'joint-mixture', rounds }, network);

describe('a joint mixture', () => {
  it('of one network is the single network, in every number', async () => {
    for (const network of [mlp, cnn]) {
      const together = await eventsOf(engine, { spec: joint(1, network), dataset });
      const single = await eventsOf(engine, { spec: specOf({ kind: 'single' }, network), dataset });
      const timeless = (events: typeof single) =>
        events
          .filter(({ type }) => !/^(run-|progress|members-|device-)/.test(type))
          .map(({ seq: _seq, at: _at, ...event }) => ({ ...event, seconds: 0 }));
      expect(timeless(together)).toEqual(timeless(single));
      expect(timeless(single).length).toBeGreaterThan(5);
    }
  });

  it('tells how each network does by itself, epoch by epoch, and leaves each as a file', async () => {
    const kept: KeptNetwork[] = [];
    const spec = joint(3, [cnn, mlp, cnn]);
    const onNetwork = (network: KeptNetwork) => kept.push(network);
    const events = await eventsOf(engine, { spec, dataset, onNetwork });
    for (const event of events) expect(runEventSchema.parse(event)).toEqual(event);
    const measured = ofType(events, 'members-measured');
    expect(measured.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    for (const { members, weights } of measured) {
      expect(members.length).toBe(3);
      for (const split of ['train', 'validation', 'test'] as const) {
        expect((weights[split] ?? []).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
        for (const { classAccuracy, topErrors } of members) {
          expect(classAccuracy[split]?.length).toBe(12);
          expect(topErrors[split]?.['1']).toBeLessThanOrEqual(1);
        }
      }
    }
    expect(ofType(events, 'round-finished').map(({ networkHash }) => networkHash)).toEqual([null]);
    const [{ networkHashes }] = ofType(events, 'members-kept');
    expect(networkHashes).toEqual(kept.map(({ hash }) => hash));
    const files = kept.map(({ bytes }) => readNetworkFile(bytes, 'a member'));
    expect(files.map(({ network }) => network)).toEqual([cnn, mlp, cnn]);
    for (const file of files) checkNetworkTensors(file, 'a member');
    const state = foldRun(events);
    const result = state && resultOf(state);
    expect(result).toMatchObject({
      phase: 'finished',
      members: networkHashes.map((networkHash) => ({
        networkHash,
        epochs: [{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }],
      })),
    });
  });

  it('starts each network as the rounds of other methods start theirs', async () => {
    const still = { ...joint(2), training: { ...joint(2).training, learningRate: 1e-12 } };
    const averaged = { ...still, method: { kind: 'averaging' as const, rounds: 2 } };
    const together = await eventsOf(engine, { spec: still, dataset });
    const apart = await eventsOf(engine, { spec: averaged, dataset });
    const [{ members }] = ofType(together, 'members-measured').slice(-1);
    expect(members.map(({ classAccuracy }) => classAccuracy)).toEqual(
      ofType(apart, 'round-finished').map(({ classAccuracy }) => classAccuracy),
    );
    expect(members[0].classAccuracy).not.toEqual(members[1].classAccuracy);
  });

  it('is timed with all its networks in a step', async () => {
    let networks: readonly unknown[] = [];
    const watched: Engine = {
      ...engine,
      createJointTrainer: (options) => {
        networks = options.networks;
        return engine.createJointTrainer(options);
      },
    };
    const spec = joint(2, [mlp, cnn]);
    const { stepMilliseconds } = await estimateRun(spec, dataset, watched);
    expect(stepMilliseconds).toBeGreaterThan(0);
    expect(networks).toEqual([mlp, cnn]);
  });
});
