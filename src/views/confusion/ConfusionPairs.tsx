import { memo, useMemo } from 'react';
import { formatPercent } from '../../lib/numberFormat.ts';
import { FigureFrame } from '../figure/FigureFrame.tsx';
import { ClassName } from '../shared/ClassName.tsx';
import { classButtonProps } from '../shared/classButton.ts';
import { ClassTiles } from '../thumbnail/ClassTiles.tsx';
import type { ConfusionPairsProps } from '../viewProps.ts';
import styles from './ConfusionPairs.module.css';
import {
  type ConfusionPair,
  confusionDescription,
  confusionPairs,
  confusionTable,
} from './confusionPairs.ts';

const shown = 12;

/** What the ensemble takes for what, most often first. */
export const ConfusionPairs = memo(function ConfusionPairs(props: ConfusionPairsProps) {
  const { state, testLabels } = props;
  const pairs = useMemo(() => confusionPairs(state, testLabels), [state, testLabels]);
  return (
    <FigureFrame
      title="Most often confused"
      note="test images, by the ensemble"
      description={confusionDescription(state, pairs)}
      table={() => confusionTable(state, pairs)}
    >
      {pairs.length === 0 && <p className={styles.waiting}>{absence(props)}</p>}
      {pairs.slice(0, shown).map((pair) => (
        <PairRow
          key={`${pair.truth}-${pair.readAs}`}
          {...props}
          pair={pair}
          most={pairs[0].count}
        />
      ))}
    </FigureFrame>
  );
});

function absence({ state, testLabels }: ConfusionPairsProps): string {
  if (state.rounds[0]?.outcome == null) return 'Known when the first round ends';
  return testLabels === null
    ? 'The test labels are not at hand'
    : 'None: every image is read rightly';
}

interface PairRowProps extends ConfusionPairsProps {
  readonly pair: ConfusionPair;
  readonly most: number;
}

function PairRow({ state, images, link, pair, most }: PairRowProps) {
  const { truth, readAs, count, share } = pair;
  const names = state.dataset.classes;
  const lit = link.lit === truth || link.lit === readAs;
  return (
    <button
      {...classButtonProps(link, truth)}
      className={lit ? `${styles.pair} ${styles.lit}` : styles.pair}
      aria-label={`${names[truth]} read as ${names[readAs]}, ${count} images, ${formatPercent(share, 0)}`}
    >
      <ClassTiles images={images} index={truth} count={1} size={22} />
      <ClassTiles images={images} index={readAs} count={1} size={22} />
      <span className={styles.names}>
        <ClassName name={names[truth]} />
        <small>read as</small>
        <ClassName name={names[readAs]} />
      </span>
      <i className={styles.track}>
        <i style={{ width: `${(count / most) * 100}%` }} />
      </i>
      <b>{formatPercent(share, 0)}</b>
      <span className={styles.count}>{count}</span>
    </button>
  );
}
