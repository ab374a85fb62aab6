/** Whole runs on a small planted data set, on the devices that are always present. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hardAndEasy } from '../algorithms/metrics/hardClasses.ts';
import { type Engine, EngineError } from '../engine/engine.ts';
import { PauseGate } from '../methods/runControl.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { resultOf } from '../spec/run/result.ts';
import type { EventOf, RunEvent, RunEventType } from '../spec/run/runEvent.ts';
import { runEventSchema } from '../spec/run/runEvent.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { runExperiment } from './runExperiment.ts';
import { plantedDataset } from './testing/plantedDataset.ts';

const dataset = plantedDataset();

const complementary = defaultComplementary({ rounds: 2 });

function specWith(change: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return {
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0.25 },
    network: { kind: 'mlp', hidden: [8], initial: 'he' },
    training: {
      ...defaultSpec.training,
      epochs: 3,
      batchSize: 16,
      learningRate: 0.1,
      schedule: { kind: 'steps', at: [2], factor: 0.1 },
    },
    method: complementary,
    ...change,
  };
}

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

interface Hooks {
  readonly signal?: AbortSignal;
  readonly gate?: PauseGate;
  readonly onEvent?: (event: RunEvent) => void;
  readonly onFailure?: (error: unknown) => void;
}

async function run(spec: ExperimentSpec, hooks: Hooks = {}): Promise<RunEvent[]> {
  return runOn(engine, spec, hooks);
}

async function runOn(engine: Engine, spec: ExperimentSpec, hooks: Hooks = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const { signal = new AbortController().signal, gate = new PauseGate() } = hooks;
  const { onFailure = () => {} } = hooks;
  for await (const event of runExperiment({
    runId: 'test',
    spec,
    dataset,
    engine,
    signal,
    gate,
    onFailure,
  })) {
    events.push(event);
    hooks.onEvent?.(event);
  }
  return events;
}

function of<Type extends RunEventType>(events: RunEvent[], type: Type): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

const digestOf = (events: RunEvent[]) => of(events, 'run-finished')[0].digest;

describe('a complementary run', () => {
  it('tells its whole story in events that fold into a result', async () => {
    const events = await run(specWith());
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    for (const event of events) expect(runEventSchema.parse(event)).toEqual(event);
    expect(of(events, 'epoch-finished')).toHaveLength(6);
    const state = foldRun(events);
    const result = state && resultOf(state);
    expect(result?.rounds).toHaveLength(2);
    expect(result?.dataset.counts).toEqual({ train: 120, validation: 40, test: 80 });
    expect(Object.keys(result?.rounds[0].topErrors.test ?? {})).toEqual(['1', '2']);
    expect(result?.rounds[1].epochs.map(({ learningRate }) => learningRate)).toEqual([
      0.1,
      0.1,
      expect.closeTo(0.01, 12),
    ]);
    expect(result?.ensemble).toHaveLength(2);
    expect(result?.digest).toMatch(/^2:[0-9a-f]{64}$/);
    const vote = result?.ensemble[1];
    const { validation = [], test = [] } = vote?.classAccuracy ?? {};
    expect(vote?.measures).toMatchObject({
      ...hardAndEasy(validation, test),
      split: 'test',
      rankedOn: 'validation',
      disagreement: expect.any(Number),
    });
    expect(result?.rounds[1].measures?.separability).toBeGreaterThan(0);
  });

  it('gives importance to the classes that were hard', async () => {
    const [first, second] = of(await run(specWith()), 'round-finished');
    const importance = first.importanceNext ?? [];
    const order = [...importance.keys()].sort((a, b) => importance[a] - importance[b]);
    const byError = [...order].sort((a, b) => first.softErrors[a] - first.softErrors[b]);
    expect(order).toEqual(byError);
    expect(second.importanceNext?.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    expect(first.voteWeight).toBeCloseTo(Math.log(1 / (first.gamma ?? 1)), 12);
  });

  it('measures forecasts and outcomes on the same images in the last epoch', async () => {
    const events = await run(specWith());
    const [, , last] = of(events, 'epoch-finished');
    const [round] = of(events, 'round-finished');
    expect(last.forecast?.importanceNext).toEqual(round.importanceNext);
    expect(last.forecast?.images).toBe(120);
    expect(last.errors.test).toBe(round.topErrors.test?.['1']);
  });

  it('with one round trains a plain network', async () => {
    const plain = await run(specWith({ method: { kind: 'single' } }));
    const one = await run(specWith({ method: { ...complementary, rounds: 1 } }));
    const facts = (events: RunEvent[]) =>
      of(events, 'epoch-finished').map(({ trainLoss, errors }) => ({ trainLoss, errors }));
    expect(facts(one)).toEqual(facts(plain));
  });

  it('tells whoever runs a balanced objective of before that its arithmetic has changed', async () => {
    const balanced = { ...complementary, objective: 'likelihood-balanced' } as const;
    const notesOf = async (method: ExperimentSpec['method']) =>
      of(await run(specWith({ method })), 'device-note').map(({ note }) => note);
    expect(await notesOf({ ...balanced, balancedBy: 'batch-size' })).toEqual([]);
    expect(await notesOf(balanced)).toEqual([expect.stringContaining('divides by the number')]);
  });

  it.each(['likelihood-balanced', 'margin'] as const)('minimises %s', async (objective) => {
    const events = await run(specWith({ method: { ...complementary, objective } }));
    expect(events.at(-1)?.type).toBe('run-finished');
    const clamped = of(events, 'epoch-finished').map(({ clampedShare }) => clampedShare);
    expect(clamped.every((share) => (objective === 'margin') === (share !== null))).toBe(true);
  });

  it('stops once the ensemble reaches its target', async () => {
    const method = { ...complementary, rounds: 5, targetAccuracy: 0.3 };
    const events = await run(specWith({ method }));
    expect(of(events, 'run-finished')[0].reason).toBe('target');
    expect(of(events, 'round-finished')).toHaveLength(1);
  });
});

describe('a run', () => {
  it('repeats to the same digest, and to another with another seed', async () => {
    const augment = { pad: 1, mirror: true, normalise: 'per-channel' } as const;
    const digest = digestOf(await run(specWith({ augment })));
    expect(digestOf(await run(specWith({ augment })))).toBe(digest);
    expect(digestOf(await run(specWith({ augment, seed: 2 })))).not.toBe(digest);
  });

  it('that was paused equals one that was not', async () => {
    const gate = new PauseGate();
    const events = await run(specWith(), {
      gate,
      onEvent: (event) => {
        if (event.type === 'epoch-finished' && event.epoch === 1) gate.pause();
        if (event.type === 'run-paused') setTimeout(() => gate.resume(), 5);
      },
    });
    expect(of(events, 'run-paused')).toHaveLength(2);
    expect(of(events, 'run-resumed')).toHaveLength(2);
    expect(digestOf(events)).toBe(digestOf(await run(specWith())));
  });

  it.each(['training', 'paused'])('ends when it is stopped while %s', async (when) => {
    const abort = new AbortController();
    const gate = new PauseGate();
    const events = await run(specWith(), {
      signal: abort.signal,
      gate,
      onEvent: (event) => {
        if (event.type === 'epoch-finished' && when === 'paused') gate.pause();
        if (event.type === 'epoch-finished' && when === 'training') abort.abort();
        if (event.type === 'run-paused') setTimeout(() => abort.abort(), 5);
      },
    });
    expect(events.at(-1)?.type).toBe('run-stopped');
    expect(of(events, 'epoch-finished')).toHaveLength(1);
  });

  it.each(['finished', 'stopped'])('leaves nothing on the device when it is %s', async (how) => {
    const said: string[] = [];
    const abort = new AbortController();
    const watched: Engine = {
      ...engine,
      createTrainer: (options) => {
        const trainer = engine.createTrainer(options);
        const dispose = trainer.dispose.bind(trainer);
        said.push('created');
        trainer.dispose = () => {
          said.push('disposed');
          dispose();
        };
        return trainer;
      },
      releaseImages: () => void said.push('released'),
    };
    const events = await runOn(watched, specWith(), {
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === 'epoch-finished' && how === 'stopped') abort.abort();
      },
    });
    expect(events.at(-1)?.type).toBe(`run-${how}`);
    const network = ['created', 'disposed'];
    const networks = how === 'stopped' ? network : [...network, ...network];
    expect(said).toEqual([...networks, 'released']);
  });

  it('tells what the device notes of it, once, and nothing of what was before', async () => {
    let notes = ['before the run'];
    const noting: Engine = {
      ...engine,
      createTrainer: (options) => {
        notes.push('steps are slow');
        const trainer = engine.createTrainer(options);
        const predict = trainer.predict.bind(trainer);
        trainer.predict = (images) => {
          notes.push('predictions are slow', 'steps are slow');
          return predict(images);
        };
        return trainer;
      },
      takeNotes: () => {
        const taken = notes;
        notes = [];
        return taken;
      },
    };
    const events = await runOn(noting, specWith());
    const told = of(events, 'device-note').map(({ note }) => note);
    expect(told).toEqual(['steps are slow', 'predictions are slow']);
    const types = events.map(({ type }) => type);
    expect(types.lastIndexOf('device-note')).toBeLessThan(types.indexOf('epoch-finished'));
  });

  it('tells what the device notes of it also where it fails at once', async () => {
    let notes: string[] = [];
    const failing: Engine = {
      ...engine,
      createTrainer: (options) => {
        const trainer = engine.createTrainer(options);
        trainer.step = () => {
          notes = ['steps are slow'];
          throw new Error('no more');
        };
        return trainer;
      },
      takeNotes: () => notes.splice(0),
    };
    const types = (await runOn(failing, specWith())).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['device-note', 'run-failed']);
  });

  it('ends when the device is lost, though what is read of it never comes', async () => {
    const loss = new EngineError('The graphics device was lost.', 'Start again.', 'lost');
    let lose: (error: EngineError) => void = () => {};
    const lost = new Promise<never>((_, reject) => {
      lose = reject;
    });
    const losing: Engine = {
      ...engine,
      createTrainer: (options) => {
        const trainer = engine.createTrainer(options);
        trainer.takeMetrics = () => {
          lose(loss);
          return new Promise(() => {});
        };
        return trainer;
      },
      untilLost: (work) => Promise.race([work, lost]),
    };
    const failures: unknown[] = [];
    const events = await runOn(losing, specWith(), { onFailure: (error) => failures.push(error) });
    expect(events.at(-1)).toMatchObject({ type: 'run-failed', message: loss.message });
    expect(failures).toEqual([loss]);
  });

  it('tells that WebAssembly ran out of memory, though nothing can be freed any more', async () => {
    const abort = () => {
      throw new WebAssembly.RuntimeError('Aborted(). Build with -sASSERTIONS for more info.');
    };
    const aborting: Engine = {
      ...engine,
      createTrainer: (options) => {
        const trainer = engine.createTrainer(options);
        trainer.step = abort;
        return trainer;
      },
    };
    const failures: unknown[] = [];
    const [last] = (
      await runOn(aborting, specWith(), { onFailure: (error) => failures.push(error) })
    ).slice(-1);
    expect(last).toMatchObject({ message: 'WebAssembly ran out of memory.' });
    expect(failures).toMatchObject([{ fault: 'spent' }]);
  });

  it('that diverges ends as failed, with what to do', async () => {
    const training = { ...specWith().training, learningRate: 10, epochs: 20, momentum: 0.99 };
    const network = { kind: 'mlp', hidden: [32, 32, 32, 32], initial: 'he' } as const;
    const events = await run(
      specWith({ training, network: { ...network, hidden: [...network.hidden] } }),
    );
    const last = events.at(-1);
    expect(last?.type).toBe('run-failed');
    expect(last?.type === 'run-failed' && last.remedy).toContain('learning rate');
  });

  it('on other data than its spec names is refused, with both hashes', async () => {
    const hash = 'a'.repeat(64);
    const spec = specWith();
    await expect(run({ ...spec, dataset: { ...spec.dataset, hash } })).rejects.toThrow(hash);
  });

  it('with a batch larger than the training images trains on all of them at once, and says so', async () => {
    const training = { ...specWith().training, batchSize: 4000 };
    const events = await run(specWith({ training }));
    expect(of(events, 'run-started')[0].stepsPerEpoch).toBe(1);
    const notes = of(events, 'device-note').map(({ note }) => note);
    expect(notes.join()).toContain('the experiment asks for 4,000');
    expect(of(events, 'run-finished')).toHaveLength(1);
  });

  it('averages networks that differ in their draws only', async () => {
    const events = await run(specWith({ method: { kind: 'averaging', rounds: 2 } }));
    const [first, second] = of(events, 'round-finished');
    expect(first.voteWeight).toBe(1);
    expect(first.softErrors).not.toEqual(second.softErrors);
    expect(of(events, 'round-started')[1].classImportance).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});
