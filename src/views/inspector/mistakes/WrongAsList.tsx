/**
 * What the held class is mistaken for, with the images it happened to. Pressing a row goes on to
 * that class.
 */

import type { WrongAs } from '../../../analysis/mistakes/wrongAs.ts';
import { onlyClassifier } from '../../../analysis/run/classifierNames.ts';
import { drawnShape } from '../../../data/drawnShape.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { hasHierarchy } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex, ImageIndex } from '../../../spec/units.ts';
import { classButtonProps } from '../../kit/classButton.ts';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { isCharacter } from '../../kit/names/className.ts';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import type { ClassInspectorProps } from '../../viewProps.ts';
import styles from './WrongAsList.module.css';

/** Classes listed, and images of each. */
const shownClasses = 4;
const shownImages = 6;

/** The images that the list shows. */
export function wrongAsImages(wrong: readonly WrongAs[]): ImageIndex[] {
  return wrong.slice(0, shownClasses).flatMap(({ images }) => images.slice(0, shownImages));
}

interface WrongAsListProps extends Pick<ClassInspectorProps, 'images' | 'testImages' | 'link'> {
  readonly state: Pick<RunState, 'spec' | 'dataset'>;
  readonly wrong: readonly WrongAs[];
  /** Holds another class instead. */
  readonly onGoTo: (index: ClassIndex) => void;
}

/** The classes that the held one is taken for, each with images it happens to. */
export function WrongAsList(props: WrongAsListProps) {
  const { wrong, state } = props;
  if (wrong.length === 0) {
    const who = hasHierarchy(state.spec.method)
      ? 'The mixture'
      : `The ${onlyClassifier(state) ?? 'vote'}`;
    return <p className={styles.none}>{`${who} reads all of them rightly.`}</p>;
  }
  const rest = wrong.slice(shownClasses).reduce((sum, { count }) => sum + count, 0);
  const isWordy = !state.dataset.classes.every(isCharacter);
  return (
    <>
      <ul className={isWordy ? `${styles.list} ${styles.wordy}` : styles.list}>
        {wrong.slice(0, shownClasses).map((entry) => (
          <li key={entry.index}>
            <Row {...props} entry={entry} />
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.none}>and {rest} as other classes</p>}
    </>
  );
}

function Row(props: WrongAsListProps & { readonly entry: WrongAs }) {
  const { state, link, entry, onGoTo } = props;
  const name = state.dataset.classes[entry.index];
  const share = formatPercent(entry.share, 0);
  return (
    <button
      {...classButtonProps(link, entry.index)}
      className={link.lit === entry.index ? `${styles.row} ${styles.lit}` : styles.row}
      aria-label={`${name}, ${share}, ${entry.count} images; hold it`}
      onClick={() => onGoTo(entry.index)}
    >
      <span className={styles.name}>
        <ClassName name={name} />
      </span>
      <Images {...props} entry={entry} />
      <span className={styles.share}>{share}</span>
      <span className={styles.count}>{entry.count}</span>
    </button>
  );
}

/** Those that find room in one line; tiles stay empty until their images are here. */
function Images(props: WrongAsListProps & { readonly entry: WrongAs }) {
  const { state, images, testImages, entry } = props;
  const shown = testImages === undefined ? [] : entry.images.slice(0, shownImages);
  return (
    <span className={styles.images}>
      {shown.map((image) => (
        <Thumbnail
          key={image}
          bytes={testImages?.get(image) ?? null}
          shape={drawnShape(state.dataset.shape)}
          size={24}
          tone={images === null ? undefined : toneOf(images)}
        />
      ))}
    </span>
  );
}
