import { memo } from 'react';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassImages } from '../classImages.ts';
import { Thumbnail } from '../thumbnail/Thumbnail.tsx';
import { toneOf } from '../thumbnail/thumbnailPixels.ts';
import styles from './ClassInspector.module.css';

const shown = 18;

interface SampleGridProps {
  readonly images: ClassImages | null;
  readonly index: ClassIndex;
}

/** Training images of a class, two rows of nine. */
export const SampleGrid = memo(function SampleGrid({ images, index }: SampleGridProps) {
  const samples = images?.samples[index] ?? [];
  if (images === null || samples.length === 0) {
    return <p className={styles.quiet}>Its images are not at hand.</p>;
  }
  return (
    <div className={styles.samples} role="img" aria-label="Training images">
      {samples.slice(0, shown).map((bytes, place) => (
        <Thumbnail
          // biome-ignore lint/suspicious/noArrayIndexKey: a sample is its place
          key={place}
          bytes={bytes}
          shape={images.shape}
          size={27}
          tone={toneOf(images)}
        />
      ))}
    </div>
  );
});
