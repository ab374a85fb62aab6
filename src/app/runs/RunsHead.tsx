import { memo } from 'react';
import { briefStory, libraryStory } from '../../views/runs/libraryWords.ts';
import { useNarrow } from '../useWidthClass.ts';
import styles from './RunsHead.module.css';
import type { RunsParts } from './runsParts.ts';

/** The sentence that heads the page: how many runs there are, and what goes on or waits. */
export const RunsHead = memo(function RunsHead({ runs }: Pick<RunsParts, 'runs'>) {
  const isNarrow = useNarrow();
  return (
    <h1 className={styles.story}>
      {(isNarrow ? briefStory : libraryStory)(runs).map(({ text, isStrong }) =>
        isStrong ? <strong key={text}>{text}</strong> : <span key={text}>{text}</span>,
      )}
    </h1>
  );
});
