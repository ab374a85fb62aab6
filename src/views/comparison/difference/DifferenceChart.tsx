/**
 * Which classes gained and which lost, as bars around zero with their standard errors. A band of
 * one point around zero is where nothing is said to have changed.
 */

import { TriangleAlert } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import type { ClassDifference } from '../../../analysis/comparison/classDifferences.ts';
import {
  type DifferenceOrder,
  type NamedClasses,
  orderedDifferences,
} from '../../../analysis/comparison/differenceOrder.ts';
import type { SplitName } from '../../../spec/units.ts';
import type { ClassImages } from '../../classImages.ts';
import type { ClassLink } from '../../classLink.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { Segments } from '../../kit/Segments.tsx';
import chartStyles from '../../kit/styles/charts.module.css';
import textStyles from '../../kit/styles/text.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import { VerdictBar } from '../VerdictBar.tsx';
import styles from './DifferenceChart.module.css';
import { DifferencePlot } from './DifferencePlot.tsx';
import { differenceLayout } from './differenceLayout.ts';
import {
  chanceNote,
  differenceDescription,
  differenceTable,
  differenceText,
  imagesWarnings,
  publishedShares,
  type RunNames,
} from './differenceWords.ts';

interface DifferenceChartProps {
  /** The run whose tree orders the classes; either run where none has one. */
  readonly tree: NamedClasses;
  readonly rows: readonly ClassDifference[];
  readonly names: RunNames;
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly split: SplitName;
  readonly splits: readonly SplitName[];
  readonly onSplit: (split: SplitName) => void;
  /** Whether the standard errors come from the runs' predictions for the same images. */
  readonly isPaired: boolean;
  /** Over which runs the differences are means; absent for two runs. */
  readonly over?: string;
}

const height = 300;
const axisWidth = 44;

/** Accuracy of every class less the baseline's, as bars (Fig. 5, 11). */
export const DifferenceChart = memo(function DifferenceChart(props: DifferenceChartProps) {
  const { tree, rows, names, link, split, splits, isPaired, over } = props;
  const [order, setOrder] = useState<DifferenceOrder>('difference');
  const [width, ref] = useWidth(800);
  const ordered = useMemo(() => orderedDifferences(rows, order, tree), [rows, order, tree]);
  const room = Math.max(80, width - axisWidth);
  const layout = useMemo(() => differenceLayout(ordered, room, height), [ordered, room]);
  const { classes } = tree.dataset;
  const hasWhiskers = layout.bars.some(({ whisker }) => whisker !== null);
  const description = useMemo(
    () => differenceDescription(rows, names, classes),
    [rows, names, classes],
  );
  const chance = chanceNote(rows);
  const lit = rows.find(({ index }) => index === link.lit);
  return (
    <FigureFrame
      title="Accuracy difference, class by class"
      note={`percentage points, ${over === undefined ? '' : `${over}, `}${split} images${hasWhiskers ? `, whisker 95%${isPaired ? ' (paired)' : ''}` : ''} · band: within ± 1`}
      description={description}
      table={() => differenceTable(ordered, names, classes)}
      controls={
        <div className={styles.controls}>
          {splits.length > 1 && (
            <Segments
              label="Split"
              options={splits.map((id) => ({ id, label: splitLabels[id] }))}
              chosen={split}
              onChoose={props.onSplit}
            />
          )}
          <Segments
            label="Order of the classes"
            options={
              tree.levelwise === null ? [byDifference, byName] : [byDifference, byTree, byName]
            }
            chosen={order}
            onChoose={setOrder}
          />
        </div>
      }
    >
      <VerdictBar rows={rows} />
      <div ref={ref} className={styles.chart}>
        <DifferencePlot
          layout={layout}
          rows={ordered}
          classes={classes}
          images={props.images}
          link={link}
          axisWidth={axisWidth}
          withPictures={order === 'difference'}
        />
      </div>
      <p className={lit === undefined ? chartStyles.hint : chartStyles.litHint} {...leftOnPage}>
        {lit === undefined
          ? 'Point at a bar to read its class, press to hold it.'
          : differenceText(lit, classes)}
      </p>
      {chance !== null && <p className={chartStyles.hint}>{chance}</p>}
      {imagesWarnings(rows, split).map((warning) => (
        <p key={warning} className={textStyles.warning}>
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
          {warning}
        </p>
      ))}
      {tree.levelwise !== null && <p className={chartStyles.hint}>{publishedShares}</p>}
    </FigureFrame>
  );
});

const splitLabels: Readonly<Record<SplitName, string>> = {
  test: 'Test',
  validation: 'Validation',
  train: 'Training',
};
const byDifference = { id: 'difference', label: 'Difference' } as const;
const byTree = { id: 'tree', label: 'Tree order' } as const;
const byName = { id: 'name', label: 'Name' } as const;
