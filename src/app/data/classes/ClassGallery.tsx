/**
 * All images of one class in a sheet. A class may have a hundred thousand: images are fetched in
 * chunks, and only those in sight are drawn.
 */
import { useRef, useState } from 'react';
import { formatCount, formatCounted } from '../../../lib/numberFormat.ts';
import { type SplitName, splitNames } from '../../../spec/units.ts';
import { type ChunkPlace, chunkSize } from '../../../store/showcaseSlice.ts';
import { ClassName } from '../../../views/kit/names/ClassName.tsx';
import { Segments } from '../../../views/kit/Segments.tsx';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { Sheet, SheetHead } from '../../controls/Sheet.tsx';
import { countsOf } from '../describeData.ts';
import { useColumns } from '../useColumns.ts';
import { useVisibleRows } from '../useVisibleRows.ts';
import styles from './ClassGallery.module.css';
import { imageIn, useChunk } from './useClassImages.ts';

interface ClassGalleryProps {
  readonly view: DatasetView;
  /** The class that is looked at; null for none. */
  readonly label: number | null;
  readonly onClose: () => void;
}

/** All images of a class over the page; only those in sight are fetched and drawn. */
export function ClassGallery({ view, label, onClose }: ClassGalleryProps) {
  return (
    <Sheet isOpen={label !== null} onClose={onClose}>
      {label !== null && <Gallery view={view} label={label} onClose={onClose} />}
    </Sheet>
  );
}

interface GalleryProps extends ClassGalleryProps {
  readonly label: number;
}

function Gallery({ view, label, onClose }: GalleryProps) {
  const options = splitNames.flatMap((id) => {
    const counts = countsOf(view, id);
    if (counts === null) return [];
    return [{ id, label: `${splitLabels[id]} ${formatCount(counts[label])}` }];
  });
  const filled = splitNames.find((split) => (countsOf(view, split)?.[label] ?? 0) > 0);
  const [from, setFrom] = useState<SplitName>(filled ?? 'train');
  const count = countsOf(view, from)?.[label] ?? 0;
  const which = (
    <Segments label="Which images" options={options} chosen={from} onChoose={setFrom} />
  );
  return (
    <>
      <SheetHead title={<ClassName name={view.classes[label]} />} onClose={onClose}>
        {options.length === 2 && which}
      </SheetHead>
      {/* Three would leave the name no room on a narrow page. */}
      {options.length > 2 && <div className={styles.which}>{which}</div>}
      <Tiles key={from} view={view} label={label} from={from} count={count} />
    </>
  );
}

const splitLabels: Readonly<Record<SplitName, string>> = {
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};

interface TilesProps {
  readonly view: DatasetView;
  readonly label: number;
  readonly from: SplitName;
  readonly count: number;
}

/** Pixels of a tile and the gap to the next. */
const tile = 64;
const gap = 6;

function Tiles({ view, label, from, count }: TilesProps) {
  const grid = useRef<HTMLDivElement>(null);
  const columns = useColumns(grid, tile + gap);
  const rows = Math.ceil(count / columns);
  const { first, end } = useVisibleRows(grid, rows, tile + gap);
  const start = first * columns;
  const places = Math.max(0, Math.min(count, end * columns) - start);
  const chunks = chunksBetween(start, start + places);
  return (
    <div
      ref={grid}
      role="img"
      aria-label={formatCounted(count, 'image')}
      className={styles.grid}
      style={{ height: rows * (tile + gap) }}
    >
      {chunks.map((chunk) => (
        <Chunk
          key={chunk}
          view={view}
          place={{ from, label, chunk }}
          from={Math.max(start, chunk * chunkSize)}
          end={Math.min(start + places, (chunk + 1) * chunkSize)}
          columns={columns}
        />
      ))}
    </div>
  );
}

/** The chunks that hold the images from `start` on, before `end`. */
function chunksBetween(start: number, end: number): number[] {
  const first = Math.floor(start / chunkSize);
  return Array.from(
    { length: Math.max(0, Math.ceil(end / chunkSize) - first) },
    (_, at) => first + at,
  );
}

interface ChunkProps {
  readonly view: DatasetView;
  readonly place: ChunkPlace;
  /** Images from this one on, before `end`. */
  readonly from: number;
  readonly end: number;
  readonly columns: number;
}

/** The tiles in sight of the images that are fetched together. */
function Chunk({ view, place, from, end, columns }: ChunkProps) {
  const chunk = useChunk(view, place);
  return Array.from({ length: end - from }, (_, at) => from + at).map((index) => (
    <span
      key={index}
      className={styles.tile}
      style={{
        left: (index % columns) * (tile + gap),
        top: Math.floor(index / columns) * (tile + gap),
      }}
    >
      <Thumbnail bytes={imageIn(chunk, index, view)} shape={view.drawn} size={tile} />
    </span>
  ));
}
