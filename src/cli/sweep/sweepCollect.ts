/**
 * `sweep collect`: the table of a sweep from any folders that hold results of it. It depends on the
 * results alone: not on where they lie, in what order they ended, or how long they took.
 */

import type { SeedTest } from '../../analysis/results/pairedBySeed.ts';
import { ownMeasures, type ResultMeasure } from '../../analysis/results/resultMeasures.ts';
import { resultsTable } from '../../analysis/results/resultsTable.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { settingKey } from '../../analysis/results/settings.ts';
import { resultsText } from '../../analysis/tables/resultsText.ts';
import { quoted } from '../../data/limits.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { UsageError } from '../../node/usageError.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { sweepHash } from '../../spec/sweeps/sweepSpec.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import {
  type CollectedRuns,
  collectedRuns,
  type Differing,
  type Finished,
} from './collectedRuns.ts';
import { type CollectForm, collectForms } from './collectForms.ts';
import { type Gathered, gatheredRuns } from './gatheredRuns.ts';
import { placesText } from './placesText.ts';
import type { SweepInput } from './sweepInput.ts';

export interface CollectOptions {
  readonly folders: readonly string[];
  readonly form: CollectForm;
  /** Name of the setting to measure against; null for the first. */
  readonly baseline: string | null;
  /** Null for all that the runs have. */
  readonly measures: readonly ResultMeasure[] | null;
  readonly test: SeedTest;
  /** Null where all results are to be of one Espalier. */
  readonly version: string | null;
}

/** @throws UsageError for what may not stand in one table, or for what the sweep does not have. */
export async function sweepCollect(
  { runs, sweep }: SweepInput,
  options: CollectOptions,
): Promise<ExitCode> {
  const gathered = await gatheredRuns(runs, options.folders);
  const collected = collectedRuns(runs, gathered, options.version);
  for (const line of troubles(collected, gathered)) console.error(line);
  const { finished, failed, missing, differing } = collected;
  const table = tableOf(inOrderOfSettings(finished, runs), options);
  const isWhole = failed.length + missing.length + differing.length === 0;
  console.log(
    collectForms[options.form]({
      table,
      text: resultsText(table),
      facts: {
        name: sweep.name,
        sweepHash: sweepHash(sweep),
        runs: runs.length,
        finished: finished.length,
        failed,
        missing,
        differing: differing.map(({ run }) => run.index),
        espalier: finished[0]?.outcome.espalier ?? null,
        devices: countsOf(finished.map(({ outcome }) => outcome.device)),
      },
    }),
  );
  return isWhole ? exitCodes.done : exitCodes.notWhole;
}

/** By setting, then by seed: what is missing moves no row. */
function inOrderOfSettings(finished: readonly Finished[], runs: readonly PlannedRun[]) {
  const places = new Map<string, number>();
  for (const { setting } of runs) {
    if (!places.has(setting.key)) places.set(setting.key, places.size);
  }
  const placeOf = ({ run }: Finished) => places.get(run.setting.key) ?? 0;
  return [...finished].sort((one, other) => placeOf(one) - placeOf(other));
}

function tableOf(
  finished: readonly Finished[],
  { baseline, measures, test }: Pick<CollectOptions, 'baseline' | 'measures' | 'test'>,
) {
  // Under the plan’s own experiment, so that what a machine recorded beside it parts no setting.
  const outcomes = finished.map(
    ({ run, outcome }): RunOutcome => ({
      ...outcome,
      id: String(run.index),
      spec: { ...run.spec, dataset: { ...run.spec.dataset, hash: outcome.datasetHash } },
    }),
  );
  const names = new Map(finished.map(({ run }, at) => [outcomes[at], run.setting.name]));
  const against = baseline === null ? null : outcomes.find((one) => names.get(one) === baseline);
  if (against === undefined) {
    const known = [...new Set(names.values())].map((name) => `“${name}”`).join(', ');
    throw new UsageError(
      `--baseline ${baseline}: no finished setting is called so. Known: ${known}`,
    );
  }
  const told = ownMeasures.filter((measure) =>
    outcomes.some((outcome) => outcome.measures[measure] !== null),
  );
  return resultsTable(outcomes, {
    measures: measures ?? told,
    test,
    baseline: against === null ? null : settingKey(against),
    nameOf: (outcome) => ({ name: names.get(outcome) ?? '', note: null }),
  });
}

/** How many there are of each, by name. */
function countsOf(names: readonly string[]): Record<string, number> {
  const groups = [...groupedBy(names, (name) => name)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return Object.fromEntries(groups.map(([name, found]) => [name, found.length]));
}

function differs({ run, results }: Differing): string {
  const all = results.map(
    ({ outcome, folder }) => `${outcome.digest} on ${outcome.device} (${folder})`,
  );
  const isDigest = new Set(results.map(({ outcome }) => outcome.digest)).size > 1;
  const what = isDigest ? '' : 'other measures under one digest: ';
  return `Differs: run ${run.index} came to ${what}${all.join(' and to ')}. It is left out: see which is right, and move the other away`;
}

/** What a person must know beside the table. */
function troubles(
  { finished, failed, missing, differing }: CollectedRuns,
  { byRun, others, unread }: Gathered,
): string[] {
  const devices = countsOf(finished.map(({ outcome }) => outcome.device));
  const folderOf = (index: number) => byRun.get(index)?.[0]?.folder;
  return [
    ...(missing.length > 0 ? [`Missing: ${placesText(missing)}`] : []),
    ...failed.map((index) => `Failed: run ${index}, ${folderOf(index)}`),
    ...differing.map(differs),
    ...(Object.keys(devices).length > 1
      ? [`Trained on several kinds of devices: ${JSON.stringify(devices)}`]
      : []),
    ...(others.length > 0
      ? [
          `Not of this sweep: ${others.length} runs, as ${quoted(others[0].found)} in ${others[0].folder}`,
        ]
      : []),
    ...unread.map(({ folder, found }) => `Not read: ${folder}: ${found}`),
  ];
}
