/**
 * A line of the list of classes. A data set may have thousands, so a row must be cheap to make and
 * to throw away.
 */
import { X } from 'lucide-react';
import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { formatCount } from '../../../lib/numberFormat.ts';
import type { SplitCounts } from '../../../store/data/splitCounts.ts';
import { takeApart, takeBack } from '../../../store/draft/classEdits.ts';
import { knownFact } from '../../../store/showcaseSlice.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { ClassName } from '../../../views/kit/names/ClassName.tsx';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { Button } from '../../controls/Button.tsx';
import { editDataset } from '../editDataset.ts';
import styles from './ClassRow.module.css';
import type { ListedClass } from './classList.ts';
import { useFirstImages } from './useClassImages.ts';

interface ClassRowProps {
  readonly view: DatasetView;
  readonly listed: ListedClass;
  /** Images of the largest class. */
  readonly most: number;
  /** Images that there is room for. */
  readonly samples: number;
  readonly isChosen: boolean;
  readonly onChoose: (index: number, isChosen: boolean) => void;
  readonly onOpen: (index: number) => void;
}

/**
 * A class: what becomes of it, its counts, its mean image, its first images. Rows come and go
 * while the list scrolls, so its box and button are the browser's own, which cost least.
 */
export const ClassRow = memo(function ClassRow(props: ClassRowProps) {
  const { view, listed, most, samples, isChosen, onChoose, onOpen } = props;
  const { index, name, counts, isLeftOut } = listed;
  return (
    <div className={styles.row} data-left-out={isLeftOut || undefined}>
      <input
        type="checkbox"
        className={styles.box}
        aria-label={`Choose ${name}`}
        checked={isChosen}
        onChange={({ target }) => onChoose(index, target.checked)}
      />
      <span className={styles.names}>
        <button
          type="button"
          className={styles.name}
          aria-label={`${name}, ${countsText(counts)}. Look at all images`}
          onClick={() => onOpen(index)}
        >
          <span className={styles.index}>{index}</span>
          <ClassName name={name} />
        </button>
        <MergedInto listed={listed} />
      </span>
      {isLeftOut ? <LeftOut name={name} view={view} /> : <Counts counts={counts} most={most} />}
      <Pictures view={view} index={index} samples={samples} />
    </div>
  );
});

/** The class that this one becomes part of, and the way back. */
function MergedInto({ listed: { name, mergedInto } }: Pick<ClassRowProps, 'listed'>) {
  if (mergedInto === null) return null;
  return (
    <>
      <span className={styles.into}>
        → <ClassName name={mergedInto} />
      </span>
      <AriaButton
        className={styles.apart}
        aria-label={`Take ${name} out of ${mergedInto}`}
        onPress={() => editDataset((dataset) => takeApart(dataset, [name]))}
      >
        <X size={13} />
      </AriaButton>
    </>
  );
}

function LeftOut({ name, view }: { readonly name: string; readonly view: DatasetView }) {
  return (
    <span className={styles.leftOut}>
      left out
      <Button
        look="link"
        size="small"
        aria-label={`Take ${name} back in`}
        onPress={() => editDataset((dataset) => takeBack(dataset, [name], view.classes))}
      >
        take back
      </Button>
    </span>
  );
}

function Counts({ counts, most }: { readonly counts: SplitCounts; readonly most: number }) {
  const { train, validation, test } = counts;
  return (
    <span className={styles.counts} aria-hidden="true" title={countsText(counts)}>
      <span className={styles.bar}>
        <i style={{ width: `${(100 * train) / most}%` }} data-split="train" />
        <i style={{ width: `${(100 * validation) / most}%` }} data-split="validation" />
        <i style={{ width: `${(100 * test) / most}%` }} data-split="test" />
      </span>
      <b data-split="train">{formatCount(train)}</b>
      <b data-split="validation">{formatCount(validation)}</b>
      <span data-split="test">{formatCount(test)}</span>
    </span>
  );
}

interface PicturesProps extends Pick<ClassRowProps, 'view' | 'samples'> {
  readonly index: number;
}

function Pictures({ view, index, samples }: PicturesProps) {
  const mean = useWorkbench(({ summary }) => knownFact(summary, view.hash)?.classes[index] ?? null);
  const images = useFirstImages(view, index, samples);
  return (
    <span className={styles.pictures}>
      <Thumbnail bytes={mean} shape={view.drawn} size={32} />
      <span className={styles.samples}>
        {images.map((bytes, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples have no other identity and never change their order
          <Thumbnail key={place} bytes={bytes} shape={view.drawn} size={32} />
        ))}
      </span>
    </span>
  );
}

function countsText({ train, validation, test }: SplitCounts): string {
  return `${formatCount(train)} train, ${formatCount(validation)} validation, ${formatCount(test)} test`;
}
