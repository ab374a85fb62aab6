import type { WholeRun } from '../../storage/runs/listedRuns.ts';

/** Where a run stands: `round 2 of 3, epoch 4 of 40`. */
export function RunStanding({ run: { round, rounds, epoch, epochs } }: { readonly run: WholeRun }) {
  const ofEpochs = <strong>{`epoch ${epoch} of ${epochs}`}</strong>;
  if (rounds === 1) return ofEpochs;
  return (
    <>
      <strong>{`round ${round} of ${rounds}`}</strong>, {ofEpochs}
    </>
  );
}
