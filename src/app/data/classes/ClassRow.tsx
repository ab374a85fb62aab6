import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { formatCount } from '../../../lib/numberFormat.ts';
import { takeApart, takeBack } from '../../../store/classEdits.ts';
import { knownFact } from '../../../store/showcaseSlice.ts';
import type { SplitCounts } from '../../../store/splitCounts.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { ClassName } from '../../../views/shared/ClassName.tsx';
import { Thumbnail } from '../../../views/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol.ts';
import { Button } from '../../controls/Button.tsx';
import { Checkbox } from '../../controls/Checkbox.tsx';
import { editDataset } from '../editDataset.ts';
import styles from './ClassRow.module.css';
import type { ListedClass } from './classList.ts';
import { useFirstImages } from './useClassImages.ts';

interface ClassRowProps {
  readonly view: DatasetView;
  readonly listed: ListedClass;
  /** Images of the largest class. */
  readonly most: number;
  readonly isChosen: boolean;
  readonly onChoose: (index: number, isChosen: boolean) => void;
  readonly onOpen: (index: number) => void;
}

/** Samples of a row: as many as the widest page has room for. */
const samples = 24;

/** A class: what becomes of it, its counts, its mean image, its first images. */
export function ClassRow({ view, listed, most, isChosen, onChoose, onOpen }: ClassRowProps) {
  const { index, name, counts, isLeftOut } = listed;
  return (
    <div className={styles.row} data-left-out={isLeftOut || undefined}>
      <Checkbox
        aria-label={`Choose ${name}`}
        isSelected={isChosen}
        onChange={(next) => onChoose(index, next)}
      />
      <span className={styles.names}>
        <AriaButton
          className={styles.name}
          aria-label={`${name}, ${countsText(counts)}. Look at all images`}
          onPress={() => onOpen(index)}
        >
          <span className={styles.index}>{index}</span>
          <ClassName name={name} />
        </AriaButton>
        <MergedInto listed={listed} />
      </span>
      {isLeftOut ? <LeftOut name={name} view={view} /> : <Counts counts={counts} most={most} />}
      <Pictures view={view} index={index} />
    </div>
  );
}

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

function Pictures({ view, index }: { readonly view: DatasetView; readonly index: number }) {
  const mean = useWorkbench(({ summary }) => knownFact(summary, view.hash)?.classes[index] ?? null);
  const images = useFirstImages(view, index, samples);
  return (
    <span className={styles.pictures}>
      <Thumbnail bytes={mean} shape={view.shape} size={32} />
      <span className={styles.samples}>
        {images.map((bytes, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples have no other identity and never change their order
          <Thumbnail key={place} bytes={bytes} shape={view.shape} size={32} />
        ))}
      </span>
    </span>
  );
}

function countsText({ train, validation, test }: SplitCounts): string {
  return `${formatCount(train)} train, ${formatCount(validation)} validation, ${formatCount(test)} test`;
}
