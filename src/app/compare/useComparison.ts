/** What a person has set of a comparison: measures, baseline, test, order, and the row they hold. */
import { useCallback, useMemo, useState } from 'react';
import type { SeedTest } from '../../analysis/results/pairedBySeed.ts';
import type { ResultMeasure } from '../../analysis/results/resultMeasures.ts';
import { type ResultsTable, resultsTable } from '../../analysis/results/resultsTable.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { type SettingAxis, settingAxes } from '../../analysis/results/settingAxes.ts';
import { settingKey } from '../../analysis/results/settings.ts';
import { sweepNames } from '../../analysis/results/sweepNames.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import type { RowLink } from '../../views/results/rowLink.ts';
import type { RowOrder } from '../../views/results/table/rowOrder.ts';
import { knownMeasures, shownMeasures } from './shownMeasures.ts';

export interface ComparisonState {
  readonly table: ResultsTable;
  readonly measures: readonly ResultMeasure[];
  readonly setMeasures: (measures: readonly ResultMeasure[]) => void;
  readonly setBaseline: (key: string) => void;
  readonly test: SeedTest;
  readonly setTest: (test: SeedTest) => void;
  readonly order: RowOrder;
  readonly setOrder: (order: RowOrder) => void;
  readonly link: RowLink;
  /** Numbers along which settings lie, and the one that is drawn; null without any. */
  readonly numericAxes: readonly SettingAxis[];
  readonly axis: SettingAxis | null;
  readonly setAxis: (path: string) => void;
}

/** Shown at first, as far as they are known. */
const usual: readonly ResultMeasure[] = ['top1', 'hardestFifth', 'easierHalf', 'worstClass', 'ece'];

export function useComparison(outcomes: readonly RunOutcome[]): ComparisonState {
  const [chosen, setMeasures] = useState<readonly ResultMeasure[]>(usual);
  const [baseline, setBaseline] = useState<string | null>(null);
  const [test, setTest] = useState<SeedTest>('t');
  const [order, setOrder] = useState<RowOrder>(null);
  const [hovered, hover] = useState<string | null>(null);
  const [held, hold] = useState<string | null>(null);
  const [path, setAxis] = useState<string | null>(null);
  const known = useMemo(() => knownMeasures(outcomes), [outcomes]);
  const measures = useMemo(() => shownMeasures(chosen, known), [chosen, known]);
  const sweeps = useWorkbench((state) => state.sweeps);
  const names = useMemo(() => {
    const whole = (sweeps ?? []).flatMap((one) => (one.state === 'whole' ? [one.sweep] : []));
    return sweepNames(outcomes, whole);
  }, [outcomes, sweeps]);
  const table = useMemo(() => {
    const nameOf = (outcome: RunOutcome) => names?.get(settingKey(outcome)) ?? null;
    return resultsTable(outcomes, { measures, baseline, test, nameOf });
  }, [outcomes, measures, baseline, test, names]);
  const numericAxes = useMemo(
    () => settingAxes(table.rows).filter(({ isNumeric }) => isNumeric),
    [table.rows],
  );
  const link = useMemo(
    (): RowLink => ({ lit: hovered ?? held, held, hover, hold }),
    [hovered, held],
  );
  return {
    table,
    measures,
    // What other runs would tell stays chosen.
    setMeasures: (shown) =>
      setMeasures([...shown, ...chosen.filter((measure) => !known.has(measure))]),
    setBaseline: useCallback((key: string) => setBaseline(key), []),
    test,
    setTest,
    order,
    setOrder,
    link,
    numericAxes,
    axis: numericAxes.find((axis) => axis.path === path) ?? numericAxes.at(0) ?? null,
    setAxis,
  };
}
