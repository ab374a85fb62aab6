/** Level-wise runs repeat: whatever the clock does, and with what a person does at the same step. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { type Intervention, Interventions } from '../methods/interventions.ts';
import { PauseGate } from '../methods/runControl.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';
import { plantedTree } from './testing/plantedTree.ts';
import { digestOf, eventsOf, ofType } from './testing/runs.ts';

const dataset = groupedDataset([4, 4, 4]);
const { imported } = plantedTree(dataset.classes, 0.2);
const spec = levelwiseSpec({
  method: { adaptFromEpoch: 4, levelWeights: 'fitted' },
  hierarchy: { from: 'import', levels: null, imported },
  dataset: { validation: 0.2 },
  training: { epochs: 9 },
});

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

/** An engine that calls before each step of the mixture, with the number of steps done. */
function countingSteps(onStep: (done: number) => void): Engine {
  return {
    ...engine,
    createLevelwiseTrainer: (options) => {
      const trainer = engine.createLevelwiseTrainer(options);
      let done = 0;
      const step = trainer.step.bind(trainer);
      trainer.step = (batch, learningRate) => {
        onStep(done++);
        step(batch, learningRate);
      };
      return trainer;
    },
  };
}

interface Script {
  /** What is done during a step, by the number of steps of the mixture before it. */
  readonly acts: ReadonlyMap<number, readonly Intervention[]>;
  /** Steps during which a pause is asked for. */
  readonly pauses: ReadonlySet<number>;
}

async function played({ acts, pauses }: Script): Promise<RunEvent[]> {
  const interventions = new Interventions();
  const gate = new PauseGate();
  const counting = countingSteps((done) => {
    for (const act of acts.get(done) ?? []) interventions.add(act);
    if (pauses.has(done)) gate.pause();
  });
  return eventsOf(counting, { spec, dataset, interventions, gate }, (event) => {
    if (event.type === 'run-paused') setTimeout(() => gate.resume(), 2);
  });
}

it('repeats to the same digest with pins and undone moves at the same steps, paused or not', async () => {
  const plain = await played({ acts: new Map(), pauses: new Set() });
  const [move] = ofType(plain, 'class-moved');
  const perEpoch = ofType(plain, 'run-started')[0].stepsPerEpoch;
  const { level, class: moved, from, to } = move;
  // The move ends its epoch; these are done in the middle of the next.
  const after = (move.epoch - 2) * perEpoch + 3;
  const acts = new Map<number, Intervention[]>([
    [1, [{ kind: 'pin', class: 11, pinned: true }]],
    [after, [{ kind: 'undo', level, class: moved, from, to }]],
    [after + 2, [{ kind: 'pin', class: 11, pinned: false }]],
  ]);
  const once = await played({ acts, pauses: new Set() });
  const told = [...ofType(once, 'class-pinned'), ...ofType(once, 'move-undone')];
  expect(told.map(({ step }) => step)).toEqual([2, 6, 4]);
  const again = await played({ acts, pauses: new Set([0, 1, after, after + 1]) });
  expect(ofType(again, 'run-paused')).toHaveLength(4);
  expect(digestOf(again)).toBe(digestOf(once));
  expect(digestOf(once)).not.toBe(digestOf(plain));
});

it('stops within an evaluation, and ends its log so', async () => {
  const abort = new AbortController();
  const stopping: Engine = {
    ...engine,
    createLevelwiseTrainer: (options) => {
      const trainer = engine.createLevelwiseTrainer(options);
      const predictLevels = trainer.predictLevels.bind(trainer);
      trainer.predictLevels = (images) => {
        abort.abort();
        return predictLevels(images);
      };
      return trainer;
    },
  };
  const events = await eventsOf(stopping, { spec, dataset, signal: abort.signal });
  expect(events.at(-1)?.type).toBe('run-stopped');
  expect(ofType(events, 'levels-measured')).toEqual([]);
});
