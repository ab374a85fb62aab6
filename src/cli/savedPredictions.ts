/** The outputs that a run saved by `--save-predictions`, read back for voting again. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SplitOfMembers } from '../analysis/whatIf/benchOutputs.ts';
import { readNpy } from '../data/arrays/npy.ts';
import { refuseSpecial } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { SplitName } from '../spec/units.ts';
import { predictionNames } from './predictionNames.ts';

/**
 * Outputs of every network of a run on a split; null where none were saved.
 * @throws UsageError or DataError for files that are not those of the run.
 */
export async function savedPredictions(
  folder: string,
  state: Pick<RunState, 'rounds' | 'dataset'>,
  split: SplitName,
): Promise<SplitOfMembers | null> {
  const names = predictionNames(split);
  const predictions = await npyOf(folder, names.predictions, 'f4');
  const labelled = await npyOf(folder, names.labels, 'i4');
  if (predictions === null || labelled === null) return null;
  const rounds = state.rounds.filter(({ outcome }) => outcome !== null).length;
  const [images, classCount] = [state.dataset.counts[split], state.dataset.classes.length];
  expectShape(folder, names.predictions, predictions.shape, [rounds, images, classCount]);
  expectShape(folder, names.labels, labelled.shape, [images]);
  const values = new Float32Array(predictions.buffer);
  const size = images * classCount;
  const labels = new Int32Array(labelled.buffer);
  if (labels.some((label) => label < 0 || label >= classCount)) {
    throw notOfRun(
      join(folder, names.labels),
      'a label that is none of the run’s classes',
      'classes',
    );
  }
  return {
    split,
    labels,
    members: Array.from({ length: rounds }, (_, index) =>
      values.subarray(index * size, (index + 1) * size),
    ),
  };
}

async function npyOf(folder: string, name: string, type: 'f4' | 'i4') {
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  refuseSpecial(path, found);
  const array = readNpy(await readFile(path), { file: path, entry: null });
  if (array.type !== type || array.bigEndian || array.fortranOrder) {
    throw notOfRun(path, `elements of type ${array.type}`, `${type}, little-endian, in C order`);
  }
  // Of its own, and so aligned.
  return { shape: array.shape, buffer: Uint8Array.from(array.data).buffer };
}

function expectShape(
  folder: string,
  name: string,
  found: readonly number[],
  wanted: readonly number[],
): void {
  if (found.length === wanted.length && found.every((size, at) => size === wanted[at])) return;
  throw notOfRun(join(folder, name), found.join(' × '), wanted.join(' × '));
}

const notOfRun = (path: string, found: string, allowed: string) =>
  new UsageError(
    `${path}: it has ${found}, the run in the folder ${allowed}. Give the folder as the run wrote it, or train again with --save-predictions`,
  );
