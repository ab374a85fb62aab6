/**
 * A few tiles that give a taste of a built-in data set before it is opened. They are drawn here, so
 * that no image file has to be loaded for them.
 */
import { useEffect, useState } from 'react';
import { drawShape, shapeSide } from '../../data/catalog/shapes/drawShape.ts';
import { families } from '../../data/catalog/shapes/families.ts';
import { createRandom } from '../../lib/random.ts';
import { Thumbnail } from '../../views/kit/thumbnail/Thumbnail.tsx';
import styles from './Taste.module.css';

const letters = [...'aQ7logS5RI0c'];
const faces = ['story', 'interface', 'mono'];

interface TasteProps {
  readonly count: number;
  /** Pixels of a tile. */
  readonly size: number;
}

/** A taste of Glyphs: characters that look alike, in three faces. Decorative. */
export function GlyphsTaste({ count, size }: TasteProps) {
  return (
    <span className={styles.tiles} aria-hidden="true">
      {letters.slice(0, count).map((letter, at) => (
        <span
          key={letter}
          className={styles.letter}
          data-face={faces[at % 3]}
          style={{ width: size, height: size, fontSize: size * 0.6 }}
        >
          {letter}
        </span>
      ))}
    </span>
  );
}

const shape = { height: shapeSide, width: shapeSide, channels: 3 };

let drawn: readonly Uint8Array[] | null = null;

/** One figure of each of some families, drawn as the data set draws them: once, when first asked for. */
function figures(): readonly Uint8Array[] {
  drawn ??= families.slice(0, 12).map((family, at) => {
    const pixels = new Uint8ClampedArray(shapeSide * shapeSide * 3);
    const one = family.classes[at % family.classes.length];
    drawShape(family, one, createRandom(1, 'taste', family.name), pixels);
    return new Uint8Array(pixels.buffer);
  });
  return drawn;
}

/** A taste of Shapes. Decorative. */
export function ShapesTaste({ count, size }: TasteProps) {
  // Drawing them takes longer than all the rest of the first page, which is shown before.
  const [tiles, setTiles] = useState<readonly (Uint8Array | null)[]>(
    () => drawn ?? families.slice(0, 12).map(() => null),
  );
  useEffect(() => {
    const waiting = setTimeout(() => setTiles(figures()), 50);
    return () => clearTimeout(waiting);
  }, []);
  return (
    <span className={styles.tiles} aria-hidden="true">
      {tiles.slice(0, count).map((bytes, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the figures never change
        <Thumbnail key={at} bytes={bytes} shape={shape} size={size} tone="plain" />
      ))}
    </span>
  );
}
