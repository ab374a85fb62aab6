/** Rounds appended to finished runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { withRoundsAppended } from '../spec/appendedRounds.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import type { HierarchySpec, LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { asMembers } from '../spec/methods/levelwise/members.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { appendRounds } from './appendRounds.ts';
import type { KeptNetwork } from './networks.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';
import { eventsOf, ofType } from './testing/runs.ts';

const dataset = groupedDataset([4, 4, 4]);
const mlp = { kind: 'mlp' as const, hidden: [12], initial: 'he' as const };
const { signal } = new AbortController();

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

function specOf(method: ExperimentSpec['method']): ExperimentSpec {
  const spec = levelwiseSpec({ dataset: { validation: 0.2 } });
  return { ...spec, network: mlp, method, training: { ...spec.training, epochs: 2 } };
}

const levelwise = levelwiseSpec().method;

/** Level-wise members of two epochs each: one flat, one with the tree. */
const members = (change: Partial<LevelwiseSpec>, from: Partial<HierarchySpec> = {}) =>
  asMembers({
    ...levelwise,
    adaptFromEpoch: 2,
    ...change,
    hierarchy: { ...levelwise.hierarchy, warmupEpochs: 1, ...from },
  });

const methods = [
  (rounds: number) => defaultComplementary({ rounds, errorsFrom: 'validation' }),
  (rounds: number) => ({ kind: 'averaging' as const, rounds }),
  (rounds: number) =>
    defaultComplementary({
      rounds,
      members: members({ adapt: 'tree', levelWeights: 'learned', levelWeightMinimum: 0.1 }),
    }),
  (rounds: number) =>
    defaultComplementary({
      rounds,
      members: members({ adapt: 'none', levelWeights: 'fitted', nonOverlapping: false }),
    }),
  (rounds: number) =>
    defaultComplementary({
      rounds,
      members: members({ adapt: 'assignment' }, { from: 'confusion', levels: null }),
    }),
  (rounds: number) =>
    defaultComplementary({ rounds, members: members({ adapt: 'none', head: 'path' }) }),
  (rounds: number) => ({ kind: 'deep-boosting' as const, rounds }),
];

const digestOf = (events: readonly RunEvent[]) => ofType(events, 'run-finished')[0].digest;

/** A finished run of so many rounds, and its networks. */
async function finished(method: ExperimentSpec['method']) {
  const networks: KeptNetwork[] = [];
  const onNetwork = (network: KeptNetwork) => networks.push(network);
  const events = await eventsOf(engine, { spec: specOf(method), dataset, onNetwork });
  const networkFile = async (round: number): Promise<Uint8Array | null> =>
    networks[round - 1]?.bytes ?? null;
  return { events, networkFile };
}

async function appended(run: Awaited<ReturnType<typeof finished>>, asked: ExperimentSpec) {
  const [first] = ofType(run.events, 'run-started');
  const found = { ...asked.dataset, hash: dataset.hash };
  const longer = withRoundsAppended(first.spec, { ...asked, dataset: found });
  if (longer === null) throw new Error('This is another experiment');
  const made = await appendRounds({ ...run, dataset, engine, signal }, longer);
  const state = foldRun(made.events);
  if (state === null) throw new Error('The log is empty');
  const resumption = { checkpoint: made.checkpoint, state };
  return eventsOf(engine, { spec: longer, dataset, resumption, onNetwork: () => {} });
}

describe('rounds appended to a finished run', () => {
  it.each(methods)('give the run that had them from the beginning (%#)', async (methodOf) => {
    const run = await finished(methodOf(2));
    const events = await appended(run, specOf(methodOf(4)));
    expect(ofType(events, 'round-finished').map(({ round }) => round)).toEqual([3, 4]);
    const whole = await finished(methodOf(4));
    expect(digestOf(events)).toBe(digestOf(whole.events));
    expect(digestOf(events)).not.toBe(digestOf(run.events));
  });

  it.each(methods)('train none of the rounds that there are (%#)', async (methodOf) => {
    const run = await finished(methodOf(2));
    let steps = 0;
    const counting = <Stepping extends { step: unknown }>(trainer: Stepping): Stepping =>
      Object.assign(trainer, { step: () => steps++ });
    const idle: Engine = {
      ...engine,
      createTrainer: (options) => counting(engine.createTrainer(options)),
      createLevelwiseTrainer: (options) => counting(engine.createLevelwiseTrainer(options)),
    };
    const [first] = ofType(run.events, 'run-started');
    const longer = { ...first.spec, method: methodOf(3) };
    const { events } = await appendRounds({ ...run, dataset, engine: idle, signal }, longer);
    expect(events).toHaveLength(run.events.length - 1);
    expect(steps).toBe(0);
  });

  it('need every network, and the very one', async () => {
    const run = await finished(methods[0](2));
    const asked = specOf(methods[0](3));
    const without = { ...run, networkFile: async () => null };
    await expect(appended(without, asked)).rejects.toThrow('it was not kept');
    const other = { ...run, networkFile: () => run.networkFile(1) };
    await expect(appended(other, asked)).rejects.toThrow('not the one that the log tells of');
  });

  it('are refused where the networks answer otherwise than the log tells', async () => {
    const run = await finished(methods[0](2));
    const events = run.events.map((event) =>
      event.type === 'round-finished' ? { ...event, weightedError: 0.25 } : event,
    );
    await expect(appended({ ...run, events }, specOf(methods[0](3)))).rejects.toThrow(
      'answers otherwise here',
    );
  });
});

describe('the longer experiment', () => {
  const [complementary, averaging] = methods;
  it('is the same but for its rounds, of which there are more', () => {
    const short = specOf(complementary(2));
    const long = specOf(complementary(3));
    expect(withRoundsAppended(short, { ...long, name: 'Longer' })?.method).toEqual(long.method);
    expect(withRoundsAppended(long, short)).toBeNull();
    expect(withRoundsAppended(short, short)).toBeNull();
    expect(withRoundsAppended(short, { ...long, seed: 2 })).toBeNull();
    const others = { ...long.dataset, limitPerClass: 7 };
    expect(withRoundsAppended(short, { ...long, dataset: others })).toBeNull();
    expect(withRoundsAppended(short, specOf(averaging(3)))).toBeNull();
    const snapshots = (rounds: number) => specOf({ kind: 'snapshot', rounds });
    expect(withRoundsAppended(snapshots(2), snapshots(3))).toBeNull();
  });

  it('may have other networks in the new rounds only', () => {
    const other = { ...mlp, hidden: [5] };
    const short = { ...specOf(complementary(2)), network: [mlp, mlp] };
    const long = specOf(complementary(3));
    expect(withRoundsAppended(short, { ...long, network: [mlp, mlp, other] })).not.toBeNull();
    expect(withRoundsAppended(short, { ...long, network: [mlp, other, other] })).toBeNull();
  });
});
