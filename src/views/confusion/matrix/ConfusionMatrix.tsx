/**
 * The confusion matrix: true classes down, what they are read as across, in the order of the tree, of
 * confusion or of names. Groups fold to their sum; a cell opens its images.
 */
import { useMemo, useState } from 'react';
import {
  type ConfusionCounts,
  confusionCounts,
  countsWithin,
} from '../../../analysis/mistakes/confusionCounts.ts';
import {
  confusionMatrix,
  insideShare,
  type FoldedConfusions as Matrix,
  matrixItems,
} from '../../../analysis/mistakes/confusionMatrix.ts';
import {
  type ConfusionGroup,
  type ConfusionSort,
  confusionGroups,
  sortsOf,
} from '../../../analysis/mistakes/confusionOrder.ts';
import { mistakeTree } from '../../../analysis/mistakes/mistakeTree.ts';
import {
  type ModelReading,
  modelReadings,
  type OtherRun,
  runReadings,
} from '../../../analysis/mistakes/modelReadings.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { useWidth } from '../../kit/useWidth.ts';
import type { ConfusionMatrixProps } from '../../viewProps.ts';
import { noReadingNote } from '../confusionWords.ts';
import { CellPanel, type HeldCell, MixedPairs } from './CellPanel.tsx';
import styles from './ConfusionMatrix.module.css';
import { MatrixControls } from './MatrixControls.tsx';
import { type CellPlace, MatrixPlot } from './MatrixPlot.tsx';
import {
  groupName,
  itemName,
  type MixedPair,
  matrixDescription,
  matrixTable,
  mixedPairs,
} from './matrixWords.ts';

const noRuns: readonly OtherRun[] = [];

const select = ({
  state,
  images,
  flat,
  otherRuns = noRuns,
  testLabels,
  testImages,
  onWantImages,
}: ConfusionMatrixProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds', 'classTree', 'levelwise'),
  flat: flat && readsOf(flat, 'rounds'),
  images,
  otherRuns,
  testLabels,
  testImages,
  onWantImages,
});
type Reads = ReturnType<typeof select>;

/** From this many classes on, groups are folded at first. */
const foldedFrom = 150;
/** Networks offered beside the vote: the newest. */
const offeredNetworks = 3;
/** With less room the panel stands under the matrix. */
const roomForPanel = 760;

/** What is read as what, cell by cell. */
export const ConfusionMatrix = drawnFrom(select, function ConfusionMatrix(props: Reads) {
  const { state, flat, testLabels } = props;
  const models = useMemo(() => modelReadings(state, flat, testLabels), [state, flat, testLabels]);
  const { classes } = state.dataset;
  if (testLabels === null || models.length === 0) {
    return (
      <FigureFrame
        title="Confusion matrix"
        note="true class down, read as across"
        description={matrixDescription(null, null, classes)}
        table={() => matrixTable(null, classes)}
      >
        <div className={styles.waiting}>
          <p>{noReadingNote(state)}</p>
        </div>
      </FigureFrame>
    );
  }
  return <Known {...props} labels={testLabels} models={models} />;
});

interface KnownProps extends Reads {
  readonly labels: Int32Array;
  readonly models: readonly ModelReading[];
}

function Known(props: KnownProps) {
  const { state, labels, models, otherRuns } = props;
  const { classes } = state.dataset;
  const [modelKey, chooseModel] = useState<string | null>(null);
  const [otherKey, chooseOther] = useState('');
  const offered = useMemo(() => offeredModels(models), [models]);
  const model = offered.find(({ key }) => key === modelKey) ?? offered[0];
  const fromRuns = useMemo(() => runReadings(otherRuns, labels), [otherRuns, labels]);
  const other =
    [...models, ...fromRuns].find((one) => one !== model && one.key === otherKey) ?? null;
  const tree = useMemo(() => mistakeTree(state), [state]);
  const sorts = sortsOf(tree, classes.length);
  const [chosenSort, chooseSort] = useState<ConfusionSort | null>(null);
  const sort = chosenSort !== null && sorts.includes(chosenSort) ? chosenSort : sorts[0];
  const counts = useMemo(
    () => confusionCounts(labels, model.predicted, classes.length),
    [labels, model, classes.length],
  );
  const otherCounts = useMemo(
    () => other && confusionCounts(labels, other.predicted, classes.length),
    [labels, other, classes.length],
  );
  const groups = useMemo(
    () => confusionGroups(sort, tree, counts, classes),
    [sort, tree, counts, classes],
  );
  const fold = useFold(groups, classes.length, sort);
  const [aloneKey, enlargeGroup] = useState<string | null>(null);
  const alone = groups.find(({ group }) => `${sort} ${group}` === aloneKey) ?? null;
  const matrix = useMemo(() => {
    if (alone === null) {
      return confusionMatrix(matrixItems(groups, fold.folded), counts, otherCounts);
    }
    const within = (all: ConfusionCounts) => countsWithin(all, alone.classes);
    const items = matrixItems([alone], new Set());
    return confusionMatrix(items, within(counts), otherCounts && within(otherCounts));
  }, [groups, fold.folded, counts, otherCounts, alone]);
  const pairs = useMemo(() => mixedPairs(counts), [counts]);
  const [heldKeys, holdKeys] = useState<readonly [string, string] | null>(null);
  const held = placeOf(matrix, heldKeys);
  const onHold = (place: CellPlace | null) =>
    holdKeys(place && [matrix.items[place.row].key, matrix.items[place.column].key]);
  const onPair = ({ truth, readAs }: MixedPair) => {
    fold.openClasses([truth, readAs]);
    if (alone !== null && !(alone.classes.includes(truth) && alone.classes.includes(readAs))) {
      enlargeGroup(null);
    }
    holdKeys([`c${truth}`, `c${readAs}`]);
  };
  const inside = groups.length > 1 ? insideShare(counts, groups) : null;
  const description = matrixDescription(pairs, inside, classes);
  const [width, ref] = useWidth(960);
  const isBeside = width >= roomForPanel;
  return (
    <FigureFrame
      title="Confusion matrix"
      note={
        <span className={styles.legend}>
          <span>{description} True class down, read as across.</span>
          <Scale matrix={matrix} isDifference={other !== null} />
        </span>
      }
      description={description}
      table={() => matrixTable(counts, classes)}
    >
      <MatrixControls
        sorts={sorts}
        sort={sort}
        onSort={chooseSort}
        offered={offered}
        model={model}
        onModel={chooseModel}
        ofRun={models.filter((one) => one !== model)}
        otherRuns={fromRuns}
        other={other}
        onOther={chooseOther}
        fold={
          groups.length > 1 && alone === null
            ? { label: fold.folded.size > 0 ? 'Open all' : 'Fold all', onPress: fold.toggleAll }
            : null
        }
        enlarged={alone && { name: groupName(alone, classes), onLeave: () => enlargeGroup(null) }}
      />
      <div ref={ref} className={isBeside ? styles.beside : styles.under}>
        <MatrixPlot
          matrix={matrix}
          groups={groups}
          classes={classes}
          width={isBeside ? width * 0.64 : width}
          held={held}
          onHold={onHold}
          onFold={fold.toggle}
        />
        {held === null ? (
          <MixedPairs state={state} images={props.images} pairs={pairs} onPair={onPair} />
        ) : (
          <CellPanel
            {...props}
            held={heldCell(matrix, groups, classes, held)}
            model={model}
            otherName={other?.name ?? null}
            onClose={() => holdKeys(null)}
            onFold={fold.toggle}
            onEnlarge={
              groups.length > 1 && alone === null
                ? (group) => enlargeGroup(`${sort} ${group}`)
                : null
            }
            nameOfGroup={(group) => {
              const named = groups.find((one) => one.group === group);
              return named === undefined || named.classes.length < 2
                ? null
                : groupName(named, classes);
            }}
          />
        )}
      </div>
    </FigureFrame>
  );
}

/** The vote, the newest networks, and the flat twin. */
function offeredModels(models: readonly ModelReading[]): readonly ModelReading[] {
  const networks = models.filter(({ round }) => round !== null).slice(-offeredNetworks);
  return models.filter((model) => model.round === null || networks.includes(model));
}

/** Which groups are folded; of many classes all, until somebody opens one. */
function useFold(groups: readonly ConfusionGroup[], classCount: number, sort: ConfusionSort) {
  const isFoldedAtFirst = classCount >= foldedFrom && groups.length > 1;
  const [changed, change] = useState<{ sort: ConfusionSort; folded: ReadonlySet<number> } | null>(
    null,
  );
  const all = useMemo(() => new Set(groups.map(({ group }) => group)), [groups]);
  const atFirst = useMemo(
    () => (isFoldedAtFirst ? all : new Set<number>()),
    [isFoldedAtFirst, all],
  );
  const folded = changed?.sort === sort ? changed.folded : atFirst;
  const set = (next: ReadonlySet<number>) => change({ sort, folded: next });
  return {
    folded,
    toggle: (group: number) => {
      const next = new Set(folded);
      if (!next.delete(group)) next.add(group);
      set(next);
    },
    toggleAll: () => set(folded.size > 0 ? new Set() : all),
    openClasses: (wanted: readonly number[]) => {
      const own = groups.filter(({ classes }) => wanted.some((index) => classes.includes(index)));
      set(new Set([...folded].filter((group) => own.every((one) => one.group !== group))));
    },
  };
}

/** Where the cell that is held stands now; null where a fold has hidden it. */
function placeOf({ items }: Matrix, keys: readonly [string, string] | null): CellPlace | null {
  if (keys === null) return null;
  const [row, column] = keys.map((key) => items.findIndex((item) => item.key === key));
  return row === -1 || column === -1 ? null : { row, column };
}

function heldCell(
  { items, cells, images }: Matrix,
  groups: readonly ConfusionGroup[],
  classes: readonly string[],
  { row, column }: CellPlace,
): HeldCell {
  const at = (r: number, c: number) =>
    cells.find((cell) => cell.row === r && cell.column === c) ?? null;
  return {
    row: items[row],
    column: items[column],
    rowName: itemName(items[row], groups, classes),
    columnName: itemName(items[column], groups, classes),
    cell: at(row, column),
    back: at(column, row),
    rowImages: images[row],
    columnImages: images[column],
  };
}

function Scale({ matrix, isDifference }: { matrix: Matrix; isDifference: boolean }) {
  if (isDifference) {
    return (
      <span className={styles.scale} aria-hidden>
        more errors
        <i className={styles.difference} />
        fewer
      </span>
    );
  }
  return (
    <span className={styles.scale} aria-hidden>
      0%
      <i className={styles.heat} />
      {formatPercent(matrix.largest, 0)}
      <i className={styles.right} />
      right
    </span>
  );
}
