/** Files of a library of made-up runs, as a browser keeps them: ten groups, settings and seeds in each. */
import { sampleLog } from '../../src/analysis/testing/sampleRun.ts';
import { type ExperimentSpec, specHash } from '../../src/spec/experimentSpec.ts';
import type { RunEvent } from '../../src/spec/run/runEvent.ts';
import { MemoryFiles } from '../../src/storage/memoryFiles.ts';
import { RunArchive } from '../../src/storage/runs/runArchive.ts';

const groups = 10;
const methods = ['averaging', 'complementary', 'deep-boosting', 'single', 'snapshot'] as const;
const learningRates = [0.04, 0.02];

/** The library's files; runs of a group are 10 settings over as many seeds as there are runs for. */
export async function manyRuns(count: number): Promise<MemoryFiles> {
  const files = new MemoryFiles(2 ** 34);
  const archive = new RunArchive(files);
  const logs = methods.map((method) => sampleLog({ data: 'mnist', method, rounds: 2, epochs: 3 }));
  const settings = methods.length * learningRates.length;
  for (let index = 0; index < count; index++) {
    const group = Math.floor((index * groups) / count);
    const setting = index % settings;
    const runId = `run-${String(index).padStart(6, '0')}`;
    const recorder = await archive.begin(runId);
    const change = {
      hidden: 16 + group,
      learningRate: learningRates[setting % learningRates.length],
      seed: 1 + Math.floor((index % (count / groups)) / settings),
    };
    const log = logs[Math.floor(setting / learningRates.length)];
    for (const event of log) await recorder.write(changed({ ...event, runId }, change, index));
    await recorder.close();
  }
  return files;
}

interface Change {
  readonly hidden: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** An event of another seed and setting, whose errors lie a little elsewhere. */
function changed(event: RunEvent, { hidden, learningRate, seed }: Change, index: number): RunEvent {
  if (event.type === 'run-started') {
    const spec: ExperimentSpec = {
      ...event.spec,
      // What a search that is typed letter by letter finds less and less of.
      name: `Run ${index}${['', ' k', '', ' kl'][index % 4]}`,
      seed,
      network: { kind: 'mlp', hidden: [hidden], initial: 'he' },
      training: { ...event.spec.training, learningRate },
    };
    return { ...event, spec, specHash: specHash(spec), at: event.at + index };
  }
  if (event.type !== 'round-finished') return { ...event, at: event.at + index };
  const error = event.ensemble.topErrors.test?.['1'] ?? 0;
  const moved = Math.min(1, error + 0.002 * ((seed * 7 + index) % 5));
  const topErrors = { test: { ...event.ensemble.topErrors.test, '1': moved } };
  return { ...event, at: event.at + index, ensemble: { ...event.ensemble, topErrors } };
}
