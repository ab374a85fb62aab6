/**
 * What can be pressed at the end of a line: what its state asks for, and what opens a menu with the rest. On a
 * narrow page the former has a row of its own below the line.
 */
import { Ellipsis, Pause, Play } from 'lucide-react';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import type { LibraryState } from '../../../analysis/library/libraryRun.ts';
import { lineTitle } from '../../../views/runs/lineWords.ts';
import { Button } from '../../controls/Button.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import type { RunsParts } from '../runsParts.ts';
import styles from './LineActions.module.css';

interface LineActionsProps extends Pick<RunsParts, 'isBusy' | 'isPaused' | 'on'> {
  readonly line: LibraryLine;
}

export function LineActions(props: LineActionsProps) {
  const isNarrow = useNarrow();
  return (
    <>
      {!isNarrow && <StateButtons {...props} size="small" />}
      <button
        type="button"
        tabIndex={-1}
        className={styles.more}
        data-does="menu"
        aria-haspopup="menu"
        aria-label={`More for ${lineTitle(props.line)}`}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </button>
    </>
  );
}

/** Nothing where the state asks for nothing. */
export function LineFoot(props: LineActionsProps) {
  const asks = props.line.runs.some(({ state }) => asking.includes(state));
  return asks ? <StateButtons {...props} size="medium" /> : null;
}

const asking: readonly LibraryState[] = ['training', 'elsewhere', 'interrupted'];

interface StateButtonsProps extends LineActionsProps {
  readonly size: 'small' | 'medium';
}

function StateButtons({ line, isBusy, isPaused, on, size }: StateButtonsProps) {
  const runOf = (state: LibraryState) => line.runs.find((run) => run.state === state);
  const [live, watched, waiting] = [runOf('training'), runOf('elsewhere'), runOf('interrupted')];
  const isWide = size === 'medium';
  const title = lineTitle(line);
  if (live !== undefined) {
    return (
      <>
        <Button
          excludeFromTabOrder
          size={size}
          square
          aria-label={`${isPaused ? 'Continue' : 'Pause'} ${title}`}
          onPress={on.togglePause}
        >
          {isPaused ? <Play size={12} /> : <Pause size={12} fill="currentColor" />}
        </Button>
        <Button excludeFromTabOrder size={size} wide={isWide} onPress={() => on.open(live)}>
          Watch
        </Button>
      </>
    );
  }
  if (watched !== undefined) {
    return (
      <Button excludeFromTabOrder size={size} wide={isWide} onPress={() => on.open(watched)}>
        Look on
      </Button>
    );
  }
  if (waiting === undefined) return null;
  return (
    <>
      <Button
        excludeFromTabOrder
        look="primary"
        size={size}
        wide={isWide}
        isDisabled={isBusy || !waiting.isKept}
        aria-label={`Resume ${title}`}
        onPress={() => on.goOn(waiting)}
      >
        <Play size={12} fill="currentColor" aria-hidden="true" />
        Resume
      </Button>
      {isWide && (
        <Button excludeFromTabOrder size={size} wide onPress={() => on.open(waiting)}>
          Open as it stands
        </Button>
      )}
    </>
  );
}
