import type { LoadProgress } from '../../data/progress.ts';
import { formatBytes, formatCount } from '../../lib/numberFormat.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './ReadingProgress.module.css';

const stages: Record<LoadProgress['stage'], string> = {
  fetch: 'Fetching',
  read: 'Reading',
  make: 'Making',
  keep: 'Storing',
};

/** How far a data set has come that is being read, and a button that gives it up; else nothing. */
export function ReadingProgress() {
  const reading = useWorkbench(({ data }) => (data.phase === 'reading' ? data : null));
  if (reading === null) return <p role="status" />;
  const { what, progress } = reading;
  return (
    <div className={styles.progress}>
      <p role="status">
        {progress === null ? `Reading ${what}…` : `${stages[progress.stage]} ${what}…`}
      </p>
      {progress !== null && <Share progress={progress} />}
      <Button size="small" onPress={() => actions().cancelReading()}>
        Cancel
      </Button>
    </div>
  );
}

/** Silent to screen readers, which are told when it ends: it changes many times a second. */
function Share({ progress: { done, total, unit } }: { readonly progress: LoadProgress }) {
  const text = unit === 'bytes' ? formatBytes : formatCount;
  const of = total === null ? '' : ` of ${text(total)}`;
  return (
    <span className={styles.share}>
      <progress
        aria-label="Share that has come"
        {...(total === null ? {} : { value: done, max: total })}
      />
      {text(done)}
      {of}
      {unit === 'images' && ' images'}
    </span>
  );
}
