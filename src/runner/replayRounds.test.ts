/** Finished rounds gone through once more, from their networks. */
import { afterAll, describe, expect, it } from 'vitest';
import type { SplitOutputs } from '../methods/context.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { KeptNetwork } from './networks.ts';
import { replayRounds } from './replayRounds.ts';
import { recordedData } from './testing/recordedData.ts';
import { RecordingEngines } from './testing/recordedRuns.ts';
import { recordedSpecs } from './testing/recordedSpecs.ts';

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

/** One experiment of each method whose networks vote, and one with level-wise members. */
const names = [
  'Averaging: MLPs of two layers, Adam, weight decay',
  'Deep boosting: CNNs, augmentation',
  'Complementary: a network for each round',
  'Complementary: level-wise members, the tree adapts, learned weights',
  'Snapshots: CNN, cyclic cosine, large batches',
];
const others = ['worst-class-boosting'];
const chosen = recordedSpecs.filter(
  ({ name, method, start }) =>
    names.includes(name) || (others.includes(method.kind) && start === undefined),
);

async function trained(spec: ExperimentSpec) {
  const networks: KeptNetwork[] = [];
  const outputs: SplitOutputs[] = [];
  const events = await engines.eventsOf(spec, {
    onNetwork: (network) => networks.push(network),
    onOutputs: (_, ofRound) => outputs.push(ofRound),
  });
  return { events, networks, outputs };
}

describe('rounds gone through once more', () => {
  it('has an experiment of every method that votes', () => {
    expect(chosen.length).toBeGreaterThanOrEqual(names.length + others.length);
  });

  it.each(chosen.map((spec) => [spec.name, spec] as const))(
    'give the outputs that they were trained to, also of a run that was cut off: %s',
    async (_, spec) => {
      const run = await trained(spec);
      const dataset = await recordedData(spec.dataset.source);
      const again = async (events: typeof run.events) => {
        const outputs: SplitOutputs[] = [];
        const [first] = events;
        if (first.type !== 'run-started') throw new Error('The log does not begin');
        await replayRounds(
          {
            events,
            dataset,
            engine: await engines.engineOf(spec),
            signal: new AbortController().signal,
            networkFile: async (round) => run.networks[round - 1].bytes,
            onOutputs: (_round, ofRound) => outputs.push(ofRound),
          },
          first.spec,
        );
        return outputs;
      };
      expect(await again(run.events)).toEqual(run.outputs);
      const measured = run.events.findIndex(({ type }) => type === 'round-measured');
      expect(await again(run.events.slice(0, measured + 1))).toEqual(run.outputs.slice(0, 1));
    },
    60_000,
  );
});
