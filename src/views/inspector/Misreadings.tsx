import { useEffect, useMemo } from 'react';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import type { ClassImages } from '../classImages.ts';
import type { ClassLink } from '../classLink.ts';
import { ClassName } from '../shared/ClassName.tsx';
import { classButtonProps } from '../shared/classButton.ts';
import { ClassTiles } from '../thumbnail/ClassTiles.tsx';
import { Thumbnail } from '../thumbnail/Thumbnail.tsx';
import { toneOf } from '../thumbnail/thumbnailPixels.ts';
import type { ClassInspectorProps } from '../viewProps.ts';
import styles from './ClassInspector.module.css';
import { type Misreading, misreadingsOf } from './classFacts.ts';
import { Section } from './Section.tsx';

interface MisreadingsProps {
  readonly state: RunState;
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly index: ClassIndex;
  readonly testOnes: readonly ImageIndex[];
  readonly testImages: ClassInspectorProps['testImages'];
  readonly onWantImages: ClassInspectorProps['onWantImages'];
}

const classesShown = 3;
const imagesShown = 6;

/** What the ensemble takes the class's test images for. */
export function Misreadings(props: MisreadingsProps) {
  const { state, index, testOnes, onWantImages } = props;
  const misread = useMemo(
    () => misreadingsOf(state, index, testOnes).slice(0, classesShown),
    [state, index, testOnes],
  );
  const wanted = misread.flatMap(({ images }) => images.slice(0, imagesShown)).join(' ');
  useEffect(() => {
    if (wanted !== '') onWantImages?.(wanted.split(' ').map(Number));
  }, [wanted, onWantImages]);
  return (
    <Section
      title="Read as something else"
      note={testOnes.length > 0 ? `${formatCount(testOnes.length)} test images` : undefined}
    >
      {misread.length === 0 && <p className={styles.quiet}>{absence(state, testOnes.length)}</p>}
      {misread.map((reading) => (
        <Reading key={reading.as} {...props} reading={reading} />
      ))}
    </Section>
  );
}

function absence(state: RunState, count: number): string {
  if (state.rounds[0]?.outcome == null) return 'Known when the first round ends.';
  return count === 0 ? 'The test labels are not at hand.' : 'None: the ensemble gets them all.';
}

function Reading(props: MisreadingsProps & { readonly reading: Misreading }) {
  const { state, link, reading } = props;
  const name = state.dataset.classes[reading.as];
  const count = reading.images.length;
  return (
    <button
      {...classButtonProps(link, reading.as)}
      className={link.lit === reading.as ? `${styles.reading} ${styles.lit}` : styles.reading}
      aria-label={`${count} read as ${name}, ${formatPercent(reading.share, 0)}`}
    >
      <span className={styles.readAs}>
        <ClassName name={name} />
      </span>
      <ReadImages {...props} />
      <b>{formatPercent(reading.share, 0)}</b>
      <span className={styles.count}>{count}</span>
    </button>
  );
}

/** The misread test images themselves; a sample of the other class until they are at hand. */
function ReadImages(props: MisreadingsProps & { readonly reading: Misreading }) {
  const { images, testImages, reading } = props;
  const known = reading.images.slice(0, imagesShown).flatMap((image) => {
    const bytes = testImages?.get(image);
    return bytes ? [{ image, bytes }] : [];
  });
  if (images === null || known.length === 0) {
    return (
      <span className={styles.readImages}>
        <ClassTiles images={images} index={reading.as} count={3} size={24} />
      </span>
    );
  }
  return (
    <span className={styles.readImages}>
      {known.map(({ image, bytes }) => (
        <Thumbnail key={image} bytes={bytes} shape={images.shape} size={24} tone={toneOf(images)} />
      ))}
    </span>
  );
}
