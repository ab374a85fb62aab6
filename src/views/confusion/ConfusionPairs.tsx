/**
 * What the vote mistakes for what on the test images, most often first. Until labels and
 * predictions are known, it says which of them is missing.
 */
import { useMemo } from 'react';
import { type ConfusedPair, confusedPairs } from '../../analysis/mistakes/confusedPairs.ts';
import { testReading } from '../../analysis/mistakes/testReading.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { classButtonProps } from '../kit/classButton.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { ClassName } from '../kit/names/ClassName.tsx';
import { isCharacter } from '../kit/names/className.ts';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import type { ConfusionPairsProps } from '../viewProps.ts';
import styles from './ConfusionPairs.module.css';
import {
  confusionDescription,
  confusionNote,
  confusionTable,
  noReadingNote,
  pairLabel,
} from './confusionWords.ts';

/** Pairs drawn; more stand in the table. */
const shown = 8;

const select = ({ state, images, link, testLabels }: ConfusionPairsProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds'),
  images,
  link,
  testLabels,
});

/** What the ensemble takes for what, most often first. */
export const ConfusionPairs = drawnFrom(
  select,
  function ConfusionPairs({ state, images, link, testLabels }) {
    const reading = useMemo(() => testReading(state, testLabels), [state, testLabels]);
    const count = state.dataset.classes.length;
    const pairs = useMemo(() => reading && confusedPairs(reading, count), [reading, count]);
    return (
      <FigureFrame
        title="Most confused"
        note={confusionNote(state, reading)}
        description={confusionDescription(state, pairs)}
        table={() => confusionTable(state, pairs)}
      >
        <div className={styles.pairs}>
          {pairs === null && <p className={styles.waiting}>{noReadingNote(state)}</p>}
          {pairs?.length === 0 && <p className={styles.waiting}>No test image is read wrongly.</p>}
          {pairs?.slice(0, shown).map((pair) => (
            <PairRow
              key={`${pair.truth}-${pair.readAs}`}
              names={state.dataset.classes}
              images={images}
              link={link}
              pair={pair}
              most={pairs[0].count}
            />
          ))}
        </div>
      </FigureFrame>
    );
  },
);

interface PairRowProps extends Pick<ConfusionPairsProps, 'images' | 'link'> {
  readonly names: readonly string[];
  readonly pair: ConfusedPair;
  /** Images of the most frequent pair: the longest bar. */
  readonly most: number;
}

function PairRow(props: PairRowProps) {
  const { names, link, pair, most } = props;
  const { truth, readAs, count, share } = pair;
  // Words need the room that the bars would take.
  const isTerse = isCharacter(names[truth]) && isCharacter(names[readAs]);
  const lit = link.lit === truth || link.lit === readAs;
  return (
    <button
      {...classButtonProps(link, truth)}
      className={lit ? `${styles.pair} ${styles.lit}` : styles.pair}
      aria-label={pairLabel(names, pair)}
    >
      <Side {...props} index={truth} />
      <span className={styles.as}>→</span>
      <Side {...props} index={readAs} />
      {isTerse && (
        <i className={styles.track}>
          <i style={{ width: `${(count / most) * 100}%` }} />
        </i>
      )}
      <b>{formatPercent(share, 0)}</b>
      <span className={styles.count}>{count}</span>
    </button>
  );
}

function Side({ names, images, index }: PairRowProps & { readonly index: ClassIndex }) {
  return (
    <span className={styles.side}>
      <ClassTiles images={images} index={index} count={1} size={22} />
      <ClassName name={names[index]} />
    </span>
  );
}
