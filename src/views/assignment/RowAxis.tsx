/**
 * The left of the map of Ψ: the groups' names where rows are high enough, the colours of their
 * limbs in any case, and the scale of the entropies.
 */
import type { AssignmentLevel } from '../../analysis/groups/assignmentLevel.ts';
import { branchNames } from '../../analysis/groups/treeNames.ts';
import { limbSpans, treeOrder } from '../../analysis/groups/treeOrder.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { limbColour } from '../kit/colours/limbColour.ts';
import { formatTick } from '../kit/scales/formatTick.ts';
import styles from './AssignmentMap.module.css';
import { rowNames } from './assignmentWords.ts';
import { fewLimbs, mapLabels, mapLayout } from './mapLayout.ts';

interface RowAxisProps {
  readonly state: Pick<RunState, 'dataset'>;
  readonly levelwise: LevelwiseState;
  readonly shown: AssignmentLevel;
  /** The top of the row of entropies. */
  readonly maxBits: number;
  readonly width: number;
}

/** Names of groups where they fit, and the colours of the limbs they belong to. */
export function RowAxis({ state, levelwise, shown, maxBits, width }: RowAxisProps) {
  const { classes } = state.dataset;
  const { limbOf, classLimb } = treeOrder(levelwise, classes.length);
  const limbs = shown.level === null ? classLimb : limbOf[shown.level];
  const spans = limbs === null ? [] : limbSpans(shown.rows, limbs);
  const limbNames = branchNames(levelwise, classes)[0] ?? null;
  const labels = mapLabels(shown.rows, rowNames(levelwise, shown.level, classes), spans, limbNames);
  const step = mapLayout.heatHeight / shown.rows.length;
  return (
    <div className={styles.axis} style={{ width: mapLayout.axisWidth(width) }} aria-hidden>
      <span className={styles.rowName} style={{ top: mapLayout.entropyHeight / 2 }}>
        {`entropy to ${formatTick(maxBits)} ${maxBits === 1 ? 'bit' : 'bits'}`}
      </span>
      {labels.map(({ key, text, y }) => (
        <bdi
          key={key}
          className={styles.rowName}
          style={{ top: mapLayout.heatTop + y }}
          title={text}
        >
          {text}
        </bdi>
      ))}
      {spans.map(({ limb, from, to }) => (
        <i
          key={from}
          className={styles.rowLimb}
          style={{
            top: mapLayout.heatTop + from * step,
            height: (to - from) * step - (spans.length <= fewLimbs ? 1 : 0),
            background: limbColour(limb),
          }}
        />
      ))}
    </div>
  );
}
