import type { RunState } from '../../../spec/run/runState.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { useWidth } from '../../kit/useWidth.ts';
import styles from '../ClassTree.module.css';
import { plannedArms, treeDescription, treeTable, waitingForTree } from '../treeWords.ts';
import { waitingHeight, waitingTree } from './waitingTree.ts';

/** The place of a tree that is not there yet, in its final size: bare wires and when it comes. */
export function TreeWaiting({
  state,
}: {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'levelwise'>;
}) {
  const [width, ref] = useWidth(960);
  const arms = plannedArms(state);
  const height = waitingHeight(arms, state.dataset.classes.length, width);
  return (
    <FigureFrame
      title="The tree of classes"
      note="Arms will be groups, leaves the classes."
      description={treeDescription(state, 'now', 0)}
      table={() => treeTable(state, 'now', [])}
    >
      <div ref={ref} className={styles.waiting} style={{ height }}>
        <svg width={width} height={height} aria-hidden className={styles.bare}>
          <path d={waitingTree(arms, width, height)} />
        </svg>
        <p>{waitingForTree(state)}.</p>
      </div>
    </FigureFrame>
  );
}
