/** The card of the tree for a class or a group; which facts it shows, `cardFacts.ts` says. */
import type { ClassImages } from '../../classImages.ts';
import { FloatingCard } from '../../kit/floating/FloatingCard.tsx';
import textStyles from '../../kit/styles/text.module.css';
import type { CardFacts } from './cardFacts.ts';
import styles from './TreeCard.module.css';

interface TreeCardProps {
  readonly facts: CardFacts;
  readonly images: ClassImages | null;
  /** Where the pointer is, in the viewport. */
  readonly at: { readonly x: number; readonly y: number };
}

/** What the tree knows of the class or group that is pointed at, beside the pointer. */
export function TreeCard({ facts, images, at }: TreeCardProps) {
  return (
    <FloatingCard
      at={at}
      width={272}
      index={facts.index}
      images={images}
      title={
        <div className={styles.names}>
          <bdi className={styles.name}>{facts.title}</bdi>
          <bdi className={styles.path}>{facts.path}</bdi>
        </div>
      }
    >
      <dl className={styles.facts}>
        {facts.lines.map(({ kind, label, value }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups of two levels may share a name
          <div key={place} className={styles[kind]}>
            <dt className={textStyles.ellipsis}>
              <bdi>{label}</bdi>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.keys}>{facts.keys}</p>
    </FloatingCard>
  );
}
