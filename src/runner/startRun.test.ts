/** Runs that start from a trained network. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { readSpec } from '../spec/readSpec.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import type { KeptNetwork } from './networks.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';
import { eventsOf, ofType } from './testing/runs.ts';

const dataset = groupedDataset([4, 4, 4]);
const mlp = { kind: 'mlp' as const, hidden: [12], initial: 'he' as const };

let engine: Engine;
const kept: KeptNetwork[] = [];
let whole: Awaited<ReturnType<typeof eventsOf>>;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
  whole = await eventsOf(engine, {
    spec: complementarySpec(),
    dataset,
    onNetwork: (network) => kept.push(network),
  });
});
afterAll(() => engine.dispose());

function specOf(method: ExperimentSpec['method']): ExperimentSpec {
  const spec = levelwiseSpec({ dataset: { validation: 0.2 } });
  return { ...spec, network: mlp, method, training: { ...spec.training, epochs: 2 } };
}

const complementarySpec = () => specOf(defaultComplementary({ rounds: 3 }));
const startOf = (as: 'round' | 'weights') => ({ network: kept[0].hash, as });
const run = (spec: ExperimentSpec, data = dataset) =>
  eventsOf(engine, { spec, dataset: data, networkFile: () => kept[0].bytes });

describe('a run from a trained network', () => {
  it('takes it as round 1, and goes on as the run that trained it', async () => {
    const events = await run({ ...complementarySpec(), start: startOf('round') });
    expect(ofType(events, 'epoch-finished').map(({ round }) => round)).toEqual([2, 2, 3, 3]);
    for (const type of ['round-started', 'round-finished', 'epoch-finished'] as const) {
      const timeless = (all: typeof events) =>
        ofType(all, type)
          .filter(({ round }) => type !== 'epoch-finished' || round > 1)
          .map(({ seq: _seq, at: _at, ...event }) => ({ ...event, seconds: 0, networkHash: null }));
      expect(timeless(events)).toEqual(timeless(whole));
    }
    const state = foldRun(events);
    expect(state?.rounds[0]).toMatchObject({ epochs: [], outcome: { round: 1 } });
    expect(state?.phase).toBe('finished');
  });

  it('begins every network with its weights', async () => {
    const first = ofType(whole, 'round-finished')[0].classAccuracy;
    for (const method of [{ kind: 'single' }, { kind: 'averaging', rounds: 2 }] as const) {
      const spec = specOf(method);
      const training = { ...spec.training, learningRate: 1e-12 };
      const events = await run({ ...spec, training, start: startOf('weights') });
      for (const { classAccuracy } of ofType(events, 'round-finished')) {
        expect(classAccuracy).toEqual(first);
      }
      expect(ofType(events, 'epoch-finished').length).toBeGreaterThan(1);
    }
  });

  it('takes the network of a level-wise run for one of several, and gives one back', async () => {
    const levelwise: ExperimentSpec = { ...levelwiseSpec(), network: mlp };
    const trained: KeptNetwork[] = [];
    const onNetwork = (network: KeptNetwork) => trained.push(network);
    await eventsOf(engine, { spec: levelwise, dataset, onNetwork });
    const [{ hash, bytes }] = trained;
    const networkFile = (asked: string) => (asked === hash ? bytes : null);
    for (const as of ['round', 'weights'] as const) {
      const spec = { ...complementarySpec(), start: { network: hash, as } };
      const events = await eventsOf(engine, { spec, dataset, networkFile });
      expect(ofType(events, 'round-finished')).toHaveLength(3);
      expect(ofType(events, 'epoch-finished')).toHaveLength(as === 'round' ? 4 : 6);
    }
    const method = { ...(levelwise.method as LevelwiseSpec), initialFrom: kept[0].hash };
    const back = await run({ ...levelwise, method });
    expect(ofType(back, 'run-finished')).toHaveLength(1);
  });

  it('is refused where layers or classes are others, at the field', async () => {
    const start = startOf('round');
    const other = { ...complementarySpec(), start, network: { ...mlp, hidden: [13] } };
    await expect(run(other)).rejects.toMatchObject({ fault: { place: 'start.network' } });
    const fewer = groupedDataset([4, 4]);
    await expect(run({ ...complementarySpec(), start }, fewer)).rejects.toThrow('same classes');
    const absent = { spec: { ...complementarySpec(), start }, dataset };
    await expect(eventsOf(engine, absent)).rejects.toThrow('not at hand');
    const issues = (spec: ExperimentSpec) => {
      const reading = readSpec(spec);
      return reading.ok ? [] : reading.issues.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(issues({ ...specOf({ kind: 'single' }), start })).toEqual([
      'start.as: must be weights with this method',
    ]);
    expect(issues({ ...specOf({ kind: 'joint-mixture', rounds: 2 }), start })[0]).toContain(
      'stay alike',
    );
    expect(issues({ ...levelwiseSpec(), start })[0]).toContain('method.initialFrom');
    expect(issues({ ...specOf(defaultComplementary({ rounds: 1 })), start })[0]).toContain(
      'no network left to train',
    );
    expect(issues({ ...complementarySpec(), start })).toEqual([]);
  });
});
