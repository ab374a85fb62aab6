/**
 * The state that a run of the draft would begin with, so that charts stand at their final size
 * with their axes before anything has been trained.
 */
import { type ExperimentSpec, specHash } from '../../spec/experimentSpec.ts';
import type { DeviceInfo } from '../../spec/run/events/runEvents.ts';
import { type RunState, reduceRun } from '../../spec/run/runState.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { type CountedData, type SplitCounts, splitOf, sumOf } from '../data/splitCounts.ts';
import { runClasses } from '../runs/runClasses.ts';

const unknownDevice: DeviceInfo = { kind: 'wasm', adapter: '', isFallback: false };

export function previewState(
  spec: ExperimentSpec,
  view: CountedData & Pick<DatasetView, 'name' | 'hash' | 'shape'>,
  device: DeviceInfo = unknownDevice,
): RunState {
  const classes = runClasses(view, spec.dataset);
  const split = splitOf(view, spec.dataset, classes);
  const counts = sumOf(split);
  return reduceRun(null, {
    type: 'run-started',
    runId: 'preview',
    seq: 0,
    at: 0,
    espalier: '',
    spec,
    specHash: specHash(spec),
    dataset: {
      name: view.name,
      hash: view.hash,
      classes: classes.map(({ name }) => name),
      shape: view.shape,
      counts,
      classCounts: {
        train: listOf(split, 'train'),
        validation: listOf(split, 'validation'),
        test: listOf(split, 'test'),
      },
    },
    device,
    // Fewer images than a batch are one batch.
    stepsPerEpoch: Math.max(1, Math.floor(counts.train / spec.training.batchSize)),
  });
}

function listOf(split: readonly SplitCounts[], name: keyof SplitCounts): number[] {
  return split.map((counts) => counts[name]);
}
