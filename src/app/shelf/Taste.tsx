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

/** Milliseconds before each. */
const between = 30;

const tasted = families.slice(0, 12);

/** What has been drawn so far: it outlives the place that asked for it. */
const drawn: Uint8Array[] = [];

/** One figure of a family, drawn as the data set draws them. */
function figure(at: number): Uint8Array {
  const family = tasted[at];
  const pixels = new Uint8ClampedArray(shapeSide * shapeSide * 3);
  const one = family.classes[at % family.classes.length];
  drawShape(family, one, createRandom(1, 'taste', family.name), pixels);
  return new Uint8Array(pixels.buffer);
}

/** A taste of Shapes. Decorative. */
export function ShapesTaste({ count, size }: TasteProps) {
  // Drawing them takes longer than all the rest of the first page, which is shown before; one at a time,
  // so that the page answers in between.
  const [there, setThere] = useState(drawn.length);
  useEffect(() => {
    if (there >= count) return;
    const waiting = setTimeout(() => {
      while (drawn.length <= there) drawn.push(figure(drawn.length));
      setThere(drawn.length);
    }, between);
    return () => clearTimeout(waiting);
  }, [there, count]);
  return (
    <span className={styles.tiles} aria-hidden="true">
      {tasted.slice(0, count).map(({ name }, at) => (
        <Thumbnail key={name} bytes={drawn[at] ?? null} shape={shape} size={size} tone="plain" />
      ))}
    </span>
  );
}
