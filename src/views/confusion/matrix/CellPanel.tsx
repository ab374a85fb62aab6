/** The cell that is held: its counts, its images, and the way back; without one, the pairs mixed up most. */

import { X } from 'lucide-react';
import { leafName } from '../../../analysis/groups/treeNames.ts';
import { imagesOfCell } from '../../../analysis/mistakes/confusionCounts.ts';
import type { MatrixCell, MatrixItem } from '../../../analysis/mistakes/confusionMatrix.ts';
import { equallySure } from '../../../analysis/mistakes/mistakeList.ts';
import type { ModelReading } from '../../../analysis/mistakes/modelReadings.ts';
import { drawnShape } from '../../../data/drawnShape.ts';
import { formatCount, formatPercent } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ImageIndex } from '../../../spec/units.ts';
import { useWantedImages } from '../../inspector/mistakes/useWantedImages.ts';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { ClassTiles } from '../../kit/thumbnail/ClassTiles.tsx';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import { tiesText } from '../../mistakes/mistakesWords.ts';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import type { ClassInspectorProps } from '../../viewProps.ts';
import styles from './ConfusionMatrix.module.css';
import type { MixedPair } from './matrixWords.ts';

interface Images extends Pick<ClassInspectorProps, 'images' | 'testImages' | 'onWantImages'> {
  readonly state: Pick<RunState, 'dataset'>;
}

/** A cell that is held, with the one across the diagonal. */
export interface HeldCell {
  readonly row: MatrixItem;
  readonly column: MatrixItem;
  readonly rowName: string;
  readonly columnName: string;
  readonly cell: MatrixCell | null;
  readonly back: MatrixCell | null;
  /** Test images of the row and of the column. */
  readonly rowImages: number;
  readonly columnImages: number;
}

interface CellPanelProps extends Images {
  readonly held: HeldCell;
  readonly model: ModelReading;
  /** What the difference is to; null without one. */
  readonly otherName: string | null;
  readonly labels: Int32Array;
  readonly onClose: () => void;
  readonly onFold: (group: number) => void;
  /** Shows a group alone; null where there are none, or one is alone already. */
  readonly onEnlarge: ((group: number) => void) | null;
  /** What a group of several classes is called; null for others. */
  readonly nameOfGroup: (group: number) => string | null;
}

/** Images of a cell that are drawn, and of the way back. */
const shownImages = 15;
const shownBack = 6;

export function CellPanel(props: CellPanelProps) {
  const { held, model, otherName, labels, onClose, onFold, onEnlarge, nameOfGroup } = props;
  const { row, column, cell, back, rowName, columnName } = held;
  const isRight = row.key === column.key;
  const imagesIn = (from: MatrixItem, to: MatrixItem) =>
    imagesOfCell(labels, model.predicted, model.confidence, from.classes, to.classes);
  const own = imagesIn(row, column);
  const tied = equallySure(own.map((image) => ({ confidence: model.confidence?.[image] ?? null })));
  const other = isRight ? [] : imagesIn(column, row);
  useWantedImages([...own.slice(0, shownImages), ...other.slice(0, shownBack)], props.onWantImages);
  const change = (cell?.count ?? 0) - (cell?.otherCount ?? 0);
  const foldable = [row, column].filter(
    (item, at) => item.isFolded && (at === 0 || item.key !== row.key),
  );
  return (
    <section className={styles.panel} aria-label="The cell">
      <header className={styles.head}>
        <ClassTiles images={props.images} index={row.classes[0]} count={1} size={36} />
        <div>
          <h4>
            <ClassName name={rowName} />
          </h4>
          <p className={styles.note}>
            {isRight ? 'read rightly' : 'read as '}
            {!isRight && <b>{columnName}</b>}
          </p>
        </div>
        <button
          type="button"
          {...leftOnPage}
          className={styles.close}
          aria-label="Let the cell go"
          onClick={onClose}
        >
          <X size={16} aria-hidden />
        </button>
      </header>
      <dl className={styles.counts}>
        <Count value={cell?.count ?? 0} of={held.rowImages} label="this cell" />
        {!isRight && (
          <Count value={back?.count ?? 0} of={held.columnImages} label="the other way" />
        )}
        {otherName !== null && (
          <div>
            <dd className={change === 0 ? undefined : changeClass(isRight ? -change : change)}>
              {change > 0 ? `+${change}` : String(change).replace('-', '−')}
            </dd>
            <dt>against {otherName}</dt>
          </div>
        )}
      </dl>
      {foldable.map((item) => (
        <button
          key={item.key}
          type="button"
          {...leftOnPage}
          className={styles.action}
          onClick={() => onFold(item.group)}
        >
          Open {item === row ? rowName : columnName}
        </button>
      ))}
      {onEnlarge !== null &&
        [...new Set([row.group, column.group])].map((group) => {
          const name = nameOfGroup(group);
          return (
            name !== null && (
              <button
                key={group}
                type="button"
                {...leftOnPage}
                className={styles.action}
                onClick={() => onEnlarge(group)}
              >
                Show {name} alone
              </button>
            )
          );
        })}
      <h5>{own.length === 0 ? 'No images' : 'Its images'}</h5>
      {own.length > 0 && (
        <p className={styles.note}>
          {own.length > shownImages && `${shownImages} of ${formatCount(own.length)}, `}
          {model.confidence === null
            ? 'in their order'
            : `surest first: confidence of the reading${tiesText(tied)}`}
        </p>
      )}
      <Tiles {...props} tiles={own.slice(0, shownImages)} confidence={model.confidence} />
      {other.length > 0 && (
        <>
          <h5>
            The other way: {columnName} read as {rowName}
          </h5>
          <Tiles {...props} tiles={other.slice(0, shownBack)} confidence={null} />
        </>
      )}
    </section>
  );
}

function Count({ value, of, label }: { value: number; of: number; label: string }) {
  return (
    <div>
      <dd>
        {formatCount(value)} <span>of {formatCount(of)}</span>
      </dd>
      <dt>{label}</dt>
    </div>
  );
}

/** Fewer errors are better. */
const changeClass = (change: number) => (change < 0 ? styles.better : styles.worse);

interface TilesProps extends Images {
  readonly tiles: readonly ImageIndex[];
  readonly confidence: readonly number[] | null;
}

function Tiles({ state, images, testImages, tiles, confidence }: TilesProps) {
  if (testImages === undefined || tiles.length === 0) return null;
  return (
    <ul className={styles.tiles}>
      {tiles.map((image) => (
        <li key={image}>
          <Thumbnail
            bytes={testImages.get(image) ?? null}
            shape={drawnShape(state.dataset.shape)}
            size={44}
            tone={images === null ? undefined : toneOf(images)}
            label={`Test image ${image}`}
          />
          {confidence !== null && <span>{formatPercent(confidence[image], 0)}</span>}
        </li>
      ))}
    </ul>
  );
}

interface PairsProps extends Pick<Images, 'state' | 'images'> {
  readonly pairs: readonly MixedPair[];
  readonly onPair: (pair: MixedPair) => void;
}

const shownPairs = 10;

/** The pairs that are mixed up most; pressing one holds its cell. */
export function MixedPairs({ state, images, pairs, onPair }: PairsProps) {
  const { classes } = state.dataset;
  return (
    <section className={styles.panel} aria-label="Most confused pairs">
      <header className={styles.pairsHead}>
        <h4>Most confused pairs</h4>
        <span className={styles.note}>each way</span>
      </header>
      {pairs.length === 0 && <p className={styles.note}>No test image is read wrongly.</p>}
      {pairs.slice(0, shownPairs).map((pair) => (
        <button
          key={`${pair.truth}-${pair.readAs}`}
          type="button"
          className={styles.pair}
          onClick={() => onPair(pair)}
        >
          <ClassTiles images={images} index={pair.truth} count={1} size={22} />
          <ClassTiles images={images} index={pair.readAs} count={1} size={22} />
          <span className={styles.pairNames}>
            <ClassName name={leafName(classes[pair.truth])} />,{' '}
            <ClassName name={leafName(classes[pair.readAs])} />
          </span>
          <span className={styles.pairCounts}>
            <b>{pair.count}</b> and {pair.back}
          </span>
        </button>
      ))}
    </section>
  );
}
