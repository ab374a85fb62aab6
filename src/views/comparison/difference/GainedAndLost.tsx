/**
 * The classes that gained and lost most, each with the confusions that explain it where the
 * predictions of both runs are at hand.
 */
import { memo, useMemo } from 'react';
import type { ClassDifference } from '../../../analysis/comparison/classDifferences.ts';
import type { ConfusionChange } from '../../../analysis/comparison/confusionChanges.ts';
import type { TestPairing } from '../../../analysis/comparison/testPairing.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import type { ClassImages } from '../../classImages.ts';
import type { ClassLink } from '../../classLink.ts';
import { classButtonProps } from '../../kit/classButton.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { ClassTiles } from '../../kit/thumbnail/ClassTiles.tsx';
import { accuracyText, pointsText } from '../groups/pointsText.ts';
import { unpairedTexts } from '../pairingWords.ts';
import type { RunNames } from './differenceWords.ts';
import styles from './GainedAndLost.module.css';
import {
  type FurthestClass,
  furthestWithChanges,
  gainedLostDescription,
  gainedLostTable,
} from './gainedLostWords.ts';

interface GainedAndLostProps {
  /** On the test images where both runs tell them. */
  readonly rows: readonly ClassDifference[];
  readonly names: RunNames;
  readonly classes: readonly string[];
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly pairing: TestPairing;
}

/** The classes at both ends, and what they are no longer, or newly, confused with (Table III). */
export const GainedAndLost = memo(function GainedAndLost(props: GainedAndLostProps) {
  const { rows, names, classes, pairing } = props;
  const reading = pairing.kind === 'paired' ? pairing.reading : null;
  const gained = useMemo(() => furthestWithChanges(rows, 'improved', reading), [rows, reading]);
  const lost = useMemo(() => furthestWithChanges(rows, 'worse', reading), [rows, reading]);
  return (
    <FigureFrame
      title="Classes that gained and lost most"
      note="accuracy before → after, and the confusions behind it"
      description={gainedLostDescription(rows, classes)}
      table={() => gainedLostTable(gained, lost, names, classes)}
    >
      <div className={styles.lists}>
        <List {...props} title="Gained" entries={gained} verdict="improved" />
        <List {...props} title="Lost" entries={lost} verdict="worse" />
      </div>
      {pairing.kind === 'unpaired' && (
        <p className={styles.absent}>
          What the classes are confused with is not known. {unpairedTexts[pairing.because]}
        </p>
      )}
    </FigureFrame>
  );
});

interface ListProps extends GainedAndLostProps {
  readonly title: string;
  readonly entries: readonly FurthestClass[];
  readonly verdict: 'improved' | 'worse';
}

function List(props: ListProps) {
  const { title, entries, verdict } = props;
  return (
    <section className={styles.section} aria-label={title}>
      <h4 className={verdict === 'improved' ? styles.gained : styles.lost}>{title}</h4>
      {entries.length === 0 ? (
        <p className={styles.absent}>No class by more than 1 point.</p>
      ) : (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <li key={entry.row.index}>
              <Row {...props} entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Row(props: ListProps & { readonly entry: FurthestClass }) {
  const { classes, images, link, verdict, entry } = props;
  const { index, own, baseline, difference } = entry.row;
  return (
    <button
      {...classButtonProps(link, index)}
      className={link.lit === index ? `${styles.row} ${styles.lit}` : styles.row}
      aria-label={`${classes[index]}, ${accuracyText(baseline, own, difference)}`}
    >
      <ClassTiles images={images} index={index} count={1} size={32} />
      <span className={styles.words}>
        <span className={styles.name}>
          <ClassName name={classes[index]} />
        </span>
        {entry.changes !== null && (
          <Changes changes={entry.changes} classes={classes} verdict={verdict} />
        )}
      </span>
      <span className={styles.accuracies}>
        {formatPercent(baseline, 0)} → {formatPercent(own, 0)}
      </span>
      <b className={verdict === 'improved' ? styles.gained : styles.lost}>
        {pointsText(difference)}
      </b>
    </button>
  );
}

interface ChangesProps {
  readonly changes: readonly ConfusionChange[];
  readonly classes: readonly string[];
  readonly verdict: 'improved' | 'worse';
}

function Changes({ changes, classes, verdict }: ChangesProps) {
  if (changes.length === 0) return <span className={styles.changes}>spread over many classes</span>;
  return (
    <span className={styles.changes}>
      {verdict === 'improved' ? 'less often read as ' : 'more often read as '}
      {changes.map(({ readAs, change }, at) => (
        <span key={readAs}>
          {at > 0 && ', '}
          <bdi>{classes[readAs]}</bdi> ({change > 0 ? '+' : '−'}
          {Math.abs(change)})
        </span>
      ))}
    </span>
  );
}
