import type { RunState } from '../../spec/run/runState.ts';
import { secondsSoFar } from '../../spec/run/secondsSoFar.ts';
import { networkAccuracy, shownSplit } from '../run/runFacts.ts';
import { outcomeOfRounds, type RoundParts } from './outcomeParts.ts';
import type { RunOutcome } from './runOutcome.ts';

/** What a run has come to so far, from its state: live, kept or imported. */
export function outcomeOfState(state: RunState): RunOutcome {
  const { runId, espalier, spec, specHash, dataset, device, end } = state;
  const split = shownSplit(state);
  const [round] = state.rounds.slice(-1);
  const accuracy = round === undefined ? null : networkAccuracy(round, split);
  return {
    id: runId,
    espalier,
    spec,
    specHash,
    datasetHash: dataset.hash,
    datasetName: dataset.name,
    device: device.kind,
    digest: end?.digest ?? null,
    seconds: end?.seconds ?? secondsSoFar(state),
    split,
    classes: dataset.classes,
    ...outcomeOfRounds(roundsOf(state), split, accuracy ?? []),
  };
}

function roundsOf({ rounds }: RunState): RoundParts[] {
  return rounds.map(({ round, epochs, outcome, measures }) => ({
    round,
    epochs,
    vote: outcome && {
      ...outcome.ensemble,
      measures: measures && { ...measures.ensemble, rankedOn: measures.rankedOn },
    },
  }));
}
