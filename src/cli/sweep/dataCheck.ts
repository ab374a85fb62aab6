/** The settings of a sweep beside the data that they ask for, each data set opened once. */
import { DataError } from '../../data/dataError.ts';
import type { AnyDataset } from '../../data/dataset.ts';
import { prepareData } from '../../data/prepare/preparedData.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { dataOf } from '../../node/namedData.ts';
import { UsageError } from '../../node/usageError.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import type { DataPlaces } from './dataPlaces.ts';

/** Where the data lie and how they are read. */
export interface DataReading {
  readonly places: DataPlaces;
  readonly choices: ReadingChoices;
  readonly held: number;
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
  const groups = groupedBy(firsts, ({ spec }) => {
    const { source, hash, reading } = spec.dataset;
    return canonicalJson({ source, hash, reading });
  });
  for (const group of groups.values()) {
    const [{ spec }] = group;
    const dataset = await dataOf(spec, places(spec.dataset.source), choices, held);
    yield { runs: group, dataset };
  }
}

/** What is wrong with a setting in view of its data, for people; null where nothing is. */
export function dataComplaint({ spec, setting }: PlannedRun, dataset: AnyDataset): string | null {
  try {
    if (spec.dataset.hash !== null && spec.dataset.hash !== dataset.hash) {
      return `${setting.name}: dataset.hash is ${spec.dataset.hash}, and ${dataset.name} has ${dataset.hash}. Give those data, or set it to null`;
    }
    prepareData(dataset, spec);
    return null;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return `${setting.name}: ${error.message}`;
  }
}

/** @throws UsageError that names every setting which does not suit its data; else as {@link settingsByData}. */
export async function checkAgainstData(
  runs: readonly PlannedRun[],
  reading: DataReading,
): Promise<void> {
  const complaints: string[] = [];
  for await (const { runs: settings, dataset } of settingsByData(runs, reading)) {
    complaints.push(...settings.flatMap((run) => dataComplaint(run, dataset) ?? []));
  }
  if (complaints.length === 0) return;
  const heading = 'These settings do not suit their data, and nothing was begun:';
  throw new UsageError([heading, ...complaints].join('\n'));
}
