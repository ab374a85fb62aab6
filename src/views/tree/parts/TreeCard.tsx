import { useLayoutEffect, useRef, useState } from 'react';
import type { ClassImages } from '../../classImages.ts';
import { cardPlace, type Size } from '../../inspector/cardPlace.ts';
import { ClassTiles } from '../../kit/thumbnail/ClassTiles.tsx';
import type { CardFacts } from './cardFacts.ts';
import styles from './TreeCard.module.css';

interface TreeCardProps {
  readonly facts: CardFacts;
  readonly images: ClassImages | null;
  /** Where the pointer is, in the viewport. */
  readonly at: { readonly x: number; readonly y: number };
}

const usualSize: Size = { width: 264, height: 190 };

/** What the tree knows of the class or group that is pointed at, beside the pointer. */
export function TreeCard({ facts, images, at }: TreeCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(usualSize);
  useLayoutEffect(() => {
    const { offsetWidth, offsetHeight } = card.current ?? {};
    if (!offsetWidth || !offsetHeight) return;
    setSize((known) =>
      known.height === offsetHeight ? known : { width: offsetWidth, height: offsetHeight },
    );
  });
  const { x, y } = cardPlace(at, size, { width: window.innerWidth, height: window.innerHeight });
  return (
    <div ref={card} role="tooltip" className={styles.card} style={{ left: x, top: y }}>
      <div className={styles.head}>
        {images !== null && facts.index !== null && (
          <ClassTiles images={images} index={facts.index} count={3} size={32} />
        )}
        <div className={styles.names}>
          <bdi className={styles.name}>{facts.title}</bdi>
          <bdi className={styles.path}>{facts.path}</bdi>
        </div>
      </div>
      <dl className={styles.facts}>
        {facts.lines.map(({ kind, label, value }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups of two levels may share a name
          <div key={place} className={styles[kind]}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.keys}>{facts.keys}</p>
    </div>
  );
}
