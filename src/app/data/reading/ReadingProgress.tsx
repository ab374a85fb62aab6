import { Label, ProgressBar } from 'react-aria-components';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import { progressShare, progressText } from './progressText.ts';
import styles from './ReadingProgress.module.css';

/** What is being read, how far, and the way to give it up; nothing while nothing is. */
export function ReadingProgress() {
  const data = useWorkbench((state) => state.data);
  const isAsking = useWorkbench(({ asked }) => asked !== null);
  if (data.phase !== 'reading') return null;
  const share = progressShare(data.progress);
  const text = isAsking
    ? `${data.what} waits for your answer`
    : progressText(data.what, data.progress);
  return (
    <div className={styles.reading}>
      <ProgressBar
        className={styles.progress}
        value={(share ?? 0) * 100}
        isIndeterminate={share === null}
      >
        <Label className={styles.text}>{text}</Label>
        <span className={styles.track}>
          <span
            className={styles.fill}
            data-unknown={share === null || undefined}
            style={share === null ? undefined : { width: `${share * 100}%` }}
          />
        </span>
      </ProgressBar>
      <Button size="small" onPress={() => actions().cancelReading()}>
        Cancel
      </Button>
    </div>
  );
}
