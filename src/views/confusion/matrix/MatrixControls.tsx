/** What the confusion matrix shows: its order, whose confusions, against whom, and which group. */

import type { ConfusionSort } from '../../../analysis/mistakes/confusionOrder.ts';
import type { ModelReading } from '../../../analysis/mistakes/modelReadings.ts';
import { Segments } from '../../kit/Segments.tsx';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import styles from './ConfusionMatrix.module.css';
import { confusionSortLabels } from './matrixWords.ts';

interface MatrixControlsProps {
  readonly sorts: readonly ConfusionSort[];
  readonly sort: ConfusionSort;
  readonly onSort: (sort: ConfusionSort) => void;
  /** Models that can be shown. */
  readonly offered: readonly ModelReading[];
  readonly model: ModelReading;
  readonly onModel: (key: string) => void;
  /** Models of this run, and other runs, that it can be held against. */
  readonly ofRun: readonly ModelReading[];
  readonly otherRuns: readonly ModelReading[];
  readonly other: ModelReading | null;
  readonly onOther: (key: string) => void;
  /** Opens or folds all groups; null where nothing folds. */
  readonly fold: { readonly label: string; readonly onPress: () => void } | null;
  /** The group that is shown alone, and the way back; null while all are shown. */
  readonly enlarged: { readonly name: string; readonly onLeave: () => void } | null;
}

export function MatrixControls(props: MatrixControlsProps) {
  const { sorts, sort, onSort, offered, model, onModel, fold, enlarged } = props;
  return (
    <div className={styles.controls} {...leftOnPage}>
      {sorts.length > 1 && (
        <Segments
          label="Order of the matrix"
          options={sorts.map((id) => ({ id, label: confusionSortLabels[id] }))}
          chosen={sort}
          onChoose={onSort}
        />
      )}
      {offered.length > 1 && (
        <Segments
          label="Whose confusions"
          options={offered.map(({ key, name }) => ({ id: key, label: name }))}
          chosen={model.key}
          onChoose={onModel}
        />
      )}
      <Against {...props} />
      {fold !== null && (
        <button type="button" className={styles.action} onClick={fold.onPress}>
          {fold.label}
        </button>
      )}
      {enlarged !== null && (
        <button type="button" className={styles.action} onClick={enlarged.onLeave}>
          {enlarged.name} alone ×<span className="visuallyHidden">, show all classes again</span>
        </button>
      )}
    </div>
  );
}

function Against({ ofRun, otherRuns, other, onOther }: MatrixControlsProps) {
  if (ofRun.length + otherRuns.length === 0) return null;
  return (
    <select
      className={styles.against}
      aria-label="Errors, or the difference to"
      value={other?.key ?? ''}
      onChange={({ target }) => onOther(target.value)}
    >
      <option value="">Errors</option>
      {ofRun.length > 0 && <Group label="This run" models={ofRun} />}
      {otherRuns.length > 0 && <Group label="Other runs" models={otherRuns} />}
    </select>
  );
}

function Group({ label, models }: { label: string; models: readonly ModelReading[] }) {
  return (
    <optgroup label={label}>
      {models.map(({ key, name }) => (
        <option key={key} value={key}>
          Against {name}
        </option>
      ))}
    </optgroup>
  );
}
