/** `sweep status`: how far each run of a sweep is, by what lies in its folders. */
import { roundsOf } from '../../spec/methods/methodFacts.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { type GatheredRun, gatheredRuns } from './gatheredRuns.ts';
import { placesText } from './placesText.ts';
import type { SweepInput } from './sweepInput.ts';

/** Further on comes first: of several folders with the same run, the furthest counts. */
const phases = ['finished', 'begun', 'stopped', 'failed'] as const;

interface RunStatus {
  readonly index: number;
  readonly seed: number;
  readonly setting: string;
  readonly hash: string;
  readonly at: (typeof phases)[number] | 'not begun';
  readonly isGoingOn: boolean;
  readonly folder: string | null;
  /** Epochs that ended of a run that is under way, and how many there will be; else null. */
  readonly epochs: number | null;
  readonly ofEpochs: number;
}

/** Text, or JSON with every run. @throws UsageError for folders that cannot be read. */
export async function sweepStatus(
  { runs, sweep }: SweepInput,
  folders: readonly string[],
  asJson: boolean,
): Promise<string> {
  const { byRun } = await gatheredRuns(runs, folders);
  const all = runs.map((run) => statusOf(run, byRun.get(run.index) ?? []));
  if (asJson) return JSON.stringify({ name: sweep.name, runs: all }, null, 1);
  const counts = [...phases, 'not begun' as const].flatMap((at) => {
    const count = all.filter((one) => one.at === at).length;
    return count === 0 ? [] : [`${count} ${at}`];
  });
  const open = all.filter(({ at }) => at !== 'finished' && at !== 'not begun');
  const missing = all.filter(({ at }) => at === 'not begun').map(({ index }) => index);
  return [
    `${sweep.name}: ${runs.length} runs, ${counts.join(', ')}`,
    ...open.map(openLine),
    ...(missing.length === 0 ? [] : [`not begun: ${placesText(missing)}`]),
  ].join('\n');
}

function statusOf(
  { index, seed, setting, hash, spec }: PlannedRun,
  found: readonly GatheredRun[],
): RunStatus {
  const [furthest] = [...found].sort(
    (one, other) => phases.indexOf(one.phase) - phases.indexOf(other.phase),
  );
  return {
    index,
    seed,
    setting: setting.name,
    hash,
    at: furthest?.phase ?? 'not begun',
    isGoingOn: furthest?.isGoingOn ?? false,
    folder: furthest?.folder ?? null,
    epochs: furthest?.epochs ?? null,
    ofEpochs: roundsOf(spec.method) * spec.training.epochs,
  };
}

function openLine({ index, seed, setting, at, isGoingOn, folder, epochs, ofEpochs }: RunStatus) {
  const how = at === 'begun' ? (isGoingOn ? 'under way' : 'cut off') : at;
  const far = epochs === null ? '' : `, ${epochs} of ${ofEpochs} epochs`;
  return `  run ${index}  ${setting}, seed ${seed}: ${how}${far}  (${folder})`;
}
