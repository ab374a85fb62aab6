import { type ExperimentSpec, specHash } from '../../../spec/experimentSpec.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { shownRun } from '../../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import styles from './DraftNote.module.css';

/** What has changed since the drafted experiment was made, and whether it is still the shown run's. */
export function DraftNote() {
  const changed = useWorkbench(({ draftNote }) => draftNote);
  return (
    <>
      {changed !== null && (
        <p className={styles.note} role="status">
          {changed}
        </p>
      )}
      <OtherThanShown />
    </>
  );
}

/** Says that the form is no longer what the shown run was made with. */
function OtherThanShown() {
  const run = useWorkbench((state) => {
    const newest = shownRun(state)?.newest;
    return newest ? readsOf(newest, 'spec', 'specHash') : null;
  });
  const draftSpec = useWorkbench(({ draft }) => draft.spec);
  const isRunning = useWorkbench(({ launch }) => launch.phase !== 'idle');
  if (run === null) return null;
  if (draftSpec !== null && wouldRepeat(draftSpec, run)) return null;
  return (
    <p className={styles.note} role="status">
      {isRunning
        ? 'Your changes are for the next run; the one under way keeps what it began with. '
        : 'Changed since the run that is shown. '}
      <Button look="link" onPress={() => actions().replaceDraft(run.spec)}>
        Back to its settings
      </Button>
    </p>
  );
}

/** Whether the draft is what the run was made with; a draft may leave the data's hash open. */
function wouldRepeat(draft: ExperimentSpec, run: Pick<RunState, 'spec' | 'specHash'>): boolean {
  const hash = draft.dataset.hash ?? run.spec.dataset.hash;
  return specHash({ ...draft, dataset: { ...draft.dataset, hash } }) === run.specHash;
}
