import { useEffect, useState } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import type { DataState } from '../../../store/data/dataSet.ts';
import { useFirstState } from '../../../store/useFirstState.ts';
import { Button } from '../../controls/Button.tsx';
import { withWorkbench } from '../../later/laterWorkbench.ts';
import { useNarrow } from '../../useWidthClass.ts';
import { announcementAfter, silence } from './announcement.ts';
import { type ProgressWords, progressShare, progressWords, wordsAsText } from './progressText.ts';
import styles from './ReadingProgress.module.css';

/** What is being read, how far, and the way to give it up; nothing while nothing is. */
export function ReadingProgress() {
  const data = useFirstState((state) => state.data);
  const isAsking = useFirstState(({ asked }) => asked !== null);
  const isReading = data.phase === 'reading';
  const words = isReading ? wordsOf(data, isAsking) : null;
  const stage = isReading ? `${data.what}, ${isAsking ? 'asked' : data.progress?.stage}` : null;
  return (
    <>
      {isReading && words !== null && (
        <Progress words={words} share={progressShare(data.progress)} />
      )}
      <Announced stage={stage} text={words === null ? '' : wordsAsText(words)} />
    </>
  );
}

const wordsOf = (
  { what, progress }: Extract<DataState, { phase: 'reading' }>,
  isAsking: boolean,
): ProgressWords =>
  isAsking ? { doing: `${what} waits for your answer`, far: null } : progressWords(what, progress);

interface ProgressProps {
  readonly words: ProgressWords;
  /** In [0, 1]; null where it is not known. */
  readonly share: number | null;
}

function Progress({ words: { doing, far }, share }: ProgressProps) {
  const isNarrow = useNarrow();
  return (
    <div className={styles.reading}>
      <ProgressBar
        className={styles.progress}
        value={(share ?? 0) * 100}
        isIndeterminate={share === null}
      >
        <Label className={styles.text}>
          <span className={styles.doing}>{doing}</span> {far !== null && <span>{far}</span>}
        </Label>
        <span className={styles.track}>
          <span
            className={styles.fill}
            data-unknown={share === null || undefined}
            style={share === null ? undefined : { transform: `translateX(${(share - 1) * 100}%)` }}
          />
        </span>
      </ProgressBar>
      <Button
        size={isNarrow ? 'medium' : 'small'}
        onPress={() => withWorkbench((workbench) => workbench.cancelReading())}
      >
        Cancel
      </Button>
    </div>
  );
}

interface AnnouncedProps {
  /** What is being done; null for nothing. */
  readonly stage: string | null;
  readonly text: string;
}

/** Stays on the page, so that what comes into it is heard. */
function Announced({ stage, text }: AnnouncedProps) {
  const [said, setSaid] = useState(silence);
  useEffect(() => {
    const now = { stage, text, at: performance.now() };
    setSaid((before) => announcementAfter(before, now));
  }, [stage, text]);
  return (
    <span className="visuallyHidden" role="status">
      {said.text}
    </span>
  );
}
