import { useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../lib/numberFormat.ts';
import type { SplitCounts } from '../../store/splitCounts.ts';
import { ClassName } from '../../views/shared/ClassName.tsx';
import { Thumbnail } from '../../views/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../worker/protocol.ts';
import styles from './ClassRows.module.css';
import { useSplit } from './useSplit.ts';

/** Every class with its counts and some of its images. */
export function ClassRows({ view }: { readonly view: DatasetView }) {
  const split = useSplit(view);
  const most = useMemo(() => Math.max(1, ...split.map(totalOf)), [split]);
  return (
    <section aria-labelledby="classes">
      <h2 id="classes" className={styles.heading}>
        Classes
      </h2>
      <p className={styles.note}>
        bar: <b>train</b>, <b className={styles.validation}>validation</b>, test
      </p>
      <ol className={styles.rows}>
        {view.classes.map((name, index) => (
          <ClassRow key={name} view={view} index={index} counts={split[index]} most={most} />
        ))}
      </ol>
    </section>
  );
}

interface ClassRowProps {
  readonly view: DatasetView;
  readonly index: number;
  readonly counts: SplitCounts;
  /** Images of the largest class. */
  readonly most: number;
}

function ClassRow({ view, index, counts, most }: ClassRowProps) {
  const [ref, isNear] = useNear();
  const { train, validation, test } = counts;
  return (
    <li ref={ref} className={styles.row}>
      <span className={styles.index}>{index}</span>
      <span className={styles.name}>
        <ClassName name={view.classes[index]} />
      </span>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${(100 * train) / most}%` }} data-split="train" />
        <i style={{ width: `${(100 * validation) / most}%` }} data-split="validation" />
        <i style={{ width: `${(100 * test) / most}%` }} data-split="test" />
      </span>
      <span
        className={styles.count}
        title={`${formatCount(train)} train, ${formatCount(validation)} validation, ${formatCount(test)} test`}
      >
        {formatCount(totalOf(counts))}
      </span>
      <span className={styles.samples}>
        {isNear &&
          view.samples[index]?.map((bytes, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: samples have no other identity and never change their order
            <Thumbnail key={place} bytes={bytes} shape={view.shape} size={32} />
          ))}
      </span>
    </li>
  );
}

function totalOf({ train, validation, test }: SplitCounts): number {
  return train + validation + test;
}

/** Whether an element has come near the visible part of the page: pictures are drawn only then. */
function useNear() {
  const ref = useRef<HTMLLIElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, isNear] as const;
}
