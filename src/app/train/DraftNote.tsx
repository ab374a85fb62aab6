import { specHash } from '../../spec/experimentSpec.ts';
import { shownRun } from '../../store/selectors.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './DraftNote.module.css';

/** Says that the form is no longer what the shown run was made with. */
export function DraftNote() {
  const run = useWorkbench((state) => shownRun(state)?.newest ?? null);
  const draftSpec = useWorkbench(({ draft }) => draft.spec);
  const isRunning = useWorkbench(({ launch }) => launch.phase !== 'idle');
  if (run === null) return null;
  const isSame = draftSpec !== null && specHash(draftSpec) === run.specHash;
  if (isSame) return null;
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
