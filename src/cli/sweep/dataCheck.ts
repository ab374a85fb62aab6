/** The settings of a sweep beside the data that they ask for, each data set opened once. */
import { DataError } from '../../data/dataError.ts';
import type { AnyDataset } from '../../data/dataset.ts';
import { prepareData } from '../../data/prepare/preparedData.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { dataOf } from '../../node/namedData.ts';
import { UsageError } from '../../node/usageError.ts';
import { type ExperimentSpec, startingNetworkOf } from '../../spec/experimentSpec.ts';
import { awaitedTreeOf } from '../../spec/experimentTree.ts';
import { dataKey } from '../../spec/sections/dataKey.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { completeSpec, type FilesBeside, plannedExperiment } from '../experimentFile.ts';
import type { DataPlaces } from './dataPlaces.ts';

/** Where the data lie and how they are read. */
export interface DataReading {
  readonly places: DataPlaces;
  readonly choices: ReadingChoices;
  readonly held: number;
  /** A network to start from and a tree, for the settings that ask for them. */
  readonly beside: FilesBeside;
}

/** Runs that ask for the same data, with the data. */
export interface RunsOfData {
  readonly runs: readonly PlannedRun[];
  readonly dataset: AnyDataset;
}

/** The first run of each setting, by data set. @throws DataError, StorageError, UsageError where data cannot be opened. */
export async function* settingsByData(
  runs: readonly PlannedRun[],
  { places, choices, held }: DataReading,
): AsyncGenerator<RunsOfData> {
  const firsts = [...groupedBy(runs, ({ setting }) => setting.key).values()].map(([run]) => run);
  const groups = groupedBy(firsts, ({ spec }) => dataKey(spec));
  for (const group of groups.values()) {
    const [{ spec }] = group;
    const dataset = await dataOf(spec, places(spec.dataset.source), choices, held);
    yield { runs: group, dataset };
  }
}

/** A setting's experiment with all that it asks for, or what is wrong with it in view of its data, for people. */
export type SettingReading =
  | { readonly ok: true; readonly spec: ExperimentSpec }
  | { readonly ok: false; readonly complaint: string };

export async function settingReading(
  { spec, setting }: PlannedRun,
  dataset: AnyDataset,
  beside: FilesBeside,
): Promise<SettingReading> {
  const refuse = (why: string) => ({ ok: false, complaint: `${setting.name}: ${why}` }) as const;
  try {
    if (spec.dataset.hash !== null && spec.dataset.hash !== dataset.hash) {
      return refuse(
        `dataset.hash is ${spec.dataset.hash}, and ${dataset.name} has ${dataset.hash}. Give those data, or set it to null`,
      );
    }
    const whole = await withFilesBeside(spec, dataset, beside);
    prepareData(dataset, whole);
    return { ok: true, spec: whole };
  } catch (error) {
    if (error instanceof DataError || error instanceof UsageError) return refuse(error.message);
    throw error;
  }
}

/** @throws UsageError, DataError where it asks for a tree or a network that is not given. */
async function withFilesBeside(
  spec: ExperimentSpec,
  dataset: AnyDataset,
  beside: FilesBeside,
): Promise<ExperimentSpec> {
  const start = startingNetworkOf(spec);
  if (start === null && awaitedTreeOf(spec) === null) return spec;
  const file = await plannedExperiment('the sweep', spec, beside);
  if (start !== null && file.initial === null) {
    throw new UsageError(
      `it starts from the network ${start.hash.slice(0, 12)}…: give its file, --network <file>`,
    );
  }
  return completeSpec(file, spec.dataset.classes ?? dataset.classes);
}

/** @throws UsageError that names every setting which does not suit its data; else as {@link settingsByData}. */
export async function checkAgainstData(
  runs: readonly PlannedRun[],
  reading: DataReading,
): Promise<void> {
  const complaints: string[] = [];
  for await (const { runs: settings, dataset } of settingsByData(runs, reading)) {
    for (const run of settings) {
      const found = await settingReading(run, dataset, reading.beside);
      if (!found.ok) complaints.push(found.complaint);
    }
  }
  if (complaints.length === 0) return;
  const heading = 'These settings do not suit their data, and nothing was begun:';
  throw new UsageError([heading, ...complaints].join('\n'));
}
