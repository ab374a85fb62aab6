/** The runs to pick from for a comparison: those of this session, then those that are kept. */
import { finalError } from '../../analysis/run/runFacts.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { trainedRounds } from '../../spec/experimentSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { comparable } from '../../store/runs/comparisonSlice.ts';
import type { RunView } from '../../store/runs/runView.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { runText } from '../train/form/specText.ts';

export interface PickableRun {
  readonly runId: string;
  readonly datasetHash: string;
  /** What it trained, what it is called, and on what and how far it came. */
  readonly text: string;
  readonly name: string;
  readonly note: string;
  readonly error: number | null;
}

/** Newest first; those alone on their data set are left out, as there is nothing to measure them by. */
export function pickableRuns(
  runs: readonly RunView[],
  keptRuns: readonly ListedRun[] | null,
): PickableRun[] {
  const open = comparable(runs).toReversed();
  const known = new Set(open.map(({ runId }) => runId));
  const all = [
    ...open.flatMap(({ newest, origin }) => (newest === null ? [] : openRun(newest, origin))),
    ...(keptRuns ?? []).filter(({ runId }) => !known.has(runId)).flatMap(keptRun),
  ];
  const counts = groupedBy(all, ({ datasetHash }) => datasetHash);
  return all.filter(({ datasetHash }) => (counts.get(datasetHash)?.length ?? 0) > 1);
}

/** The other runs on the data set of one. */
export function onSameDataset(runId: string, runs: readonly PickableRun[]): PickableRun[] {
  const hash = runs.find((run) => run.runId === runId)?.datasetHash;
  return runs.filter((run) => run.datasetHash === hash && run.runId !== runId);
}

/**
 * What a run is measured against once it is picked: what was compared before it where that can be,
 * the baseline rather than the run; else the newest.
 */
export function baselineFor(
  runId: string,
  runs: readonly PickableRun[],
  before: { readonly runId: string; readonly baselineId: string } | null,
): string | null {
  const others = onSameDataset(runId, runs).map((run) => run.runId);
  const wanted = before === null ? [] : [before.baselineId, before.runId];
  return wanted.find((id) => others.includes(id)) ?? others[0] ?? null;
}

function openRun(state: RunState, origin: RunView['origin']): PickableRun {
  const { runId, spec, dataset } = state;
  return {
    runId,
    datasetHash: dataset.hash,
    text: runText(spec),
    name: spec.name,
    note: `${dataset.name} · ${standingOf(state)}${origin === 'imported' ? ', from a log' : ''}`,
    error: finalError(state),
  };
}

function standingOf({ spec, phase, rounds }: RunState): string {
  const epochs = rounds.reduce((sum, round) => sum + round.epochs.length, 0);
  const all = trainedRounds(spec, rounds.length) * spec.training.epochs;
  const how = phase === 'finished' ? `${all} epochs` : `${phase}, ${epochs} of ${all} epochs`;
  return `seed ${spec.seed} · ${how}`;
}

/** None for a run that cannot be read, is deleted, or has no finished epoch. */
function keptRun(run: ListedRun): PickableRun[] {
  if (run.state !== 'whole' || run.deletedAt !== null) return [];
  const { round, epoch, epochs, phase, spec } = run;
  const done = trainedRounds(spec, Math.max(0, round - 1)) * epochs + epoch;
  if (done === 0) return [];
  const how = phase === 'finished' ? 'finished' : `${done} epochs`;
  return [
    {
      runId: run.runId,
      datasetHash: run.datasetHash,
      text: `${run.methodText}, ${run.networkText}`,
      name: run.title ?? run.name,
      note: `${run.datasetName} · seed ${run.seed} · ${how}, kept`,
      error: run.testError,
    },
  ];
}
