import { memo } from 'react';
import type { ClassIndex } from '../../../spec/units.ts';
import { type ClassImages, shapeOf } from '../../classImages.ts';
import styles from './ClassTiles.module.css';
import { Thumbnail } from './Thumbnail.tsx';
import { toneOf } from './thumbnailPixels.ts';

interface ClassTilesProps {
  readonly images: ClassImages | null;
  readonly index: ClassIndex;
  readonly count: number;
  readonly size: number;
  readonly lit?: boolean;
}

/** A class's first samples, side by side; empty tiles where there are none. Decorative. */
export const ClassTiles = memo(function ClassTiles(props: ClassTilesProps) {
  const { images, index, count, size, lit = false } = props;
  const samples = images?.samples[index] ?? [];
  return (
    <span className={lit ? `${styles.tiles} ${styles.lit}` : styles.tiles} aria-hidden>
      {Array.from({ length: count }, (_, place) => (
        <Thumbnail
          // biome-ignore lint/suspicious/noArrayIndexKey: a tile is its place
          key={place}
          bytes={samples[place] ?? null}
          shape={shapeOf(images)}
          size={size}
          tone={images === null ? undefined : toneOf(images)}
        />
      ))}
    </span>
  );
});
