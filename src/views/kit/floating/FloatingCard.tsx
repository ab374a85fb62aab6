/**
 * The card beside the pointer that charts and the tree share. It is measured before it is painted,
 * and stands where it covers neither the pointer nor the window's edge.
 */
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { ClassIndex } from '../../../spec/units.ts';
import type { ClassImages } from '../../classImages.ts';
import { ClassTiles } from '../thumbnail/ClassTiles.tsx';
import { cardPlace } from './cardPlace.ts';
import styles from './FloatingCard.module.css';

interface FloatingCardProps {
  /** Where the pointer is, in the viewport. */
  readonly at: { readonly x: number; readonly y: number };
  /** In CSS pixels. */
  readonly width: number;
  /** The class whose pictures head the card; null for none. */
  readonly index: ClassIndex | null;
  readonly images: ClassImages | null;
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** A card of facts beside the pointer: pictures and a title, and what the pointer is on. */
export function FloatingCard({ at, width, index, images, title, children }: FloatingCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  // Before it is painted, so that it never jumps.
  useLayoutEffect(() => {
    setHeight(card.current?.offsetHeight ?? 0);
  });
  const room = { width: window.innerWidth, height: window.innerHeight };
  const { x, y } = cardPlace(at, { width, height }, room);
  return (
    <div ref={card} role="tooltip" className={styles.card} style={{ left: x, top: y, width }}>
      <div className={styles.head}>
        {images !== null && index !== null && (
          <ClassTiles images={images} index={index} count={3} size={32} />
        )}
        {title}
      </div>
      {children}
    </div>
  );
}
