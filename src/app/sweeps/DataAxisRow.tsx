/**
 * The axis of data sets: those at hand, stored, built in, and published ones. What is published is not
 * fetched by itself: its runs wait in the queue until somebody fetches it.
 */
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { SweepAxis } from '../../spec/sweeps/sweepSpec.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { isToBeHad } from '../../store/data/knownData.ts';
import { axisOfData, dataOfValue, dataValues, offeredData } from '../../store/sweeps/dataValues.ts';
import { type SweepDraft, withAxes } from '../../store/sweeps/sweepDraft.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { AxisRow } from './AxisRow.tsx';
import styles from './AxisRows.module.css';
import { useDataSources } from './useDataSources.ts';

/** The way to the axis, in its place. */
export function BeginDataAxis({ base }: { readonly base: ExperimentSpec }) {
  return (
    <section className={styles.row} aria-label="Data set">
      <h2 className={styles.title}>Data set</h2>
      <div className={styles.chips}>
        <Button
          size="small"
          onPress={() => {
            const held = heldData(actions().data);
            actions().editSweep((sweep) =>
              withAxes(sweep, [...sweep.axes, axisOfData(base, held)]),
            );
          }}
        >
          <Plus size={13} aria-hidden="true" />
          Compare data sets
        </Button>
      </div>
    </section>
  );
}

interface DataAxisRowProps {
  readonly draft: SweepDraft;
  readonly axis: SweepAxis;
  readonly place: number;
}

export function DataAxisRow({ draft, axis, place }: DataAxisRowProps) {
  const { base } = draft.value;
  const sources = useDataSources();
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  const { held, storage } = sources;
  const offered = useMemo(
    () => dataValues(base, offeredData(held, storage)),
    [base, held, storage],
  );
  const awaited = axis.values.flatMap((value) => {
    const dataset = dataOfValue(value);
    return dataset === null || isToBeHad(dataset, sources) ? [] : [value.name];
  });
  return (
    <AxisRow draft={draft} axis={axis} place={place} offered={offered}>
      {awaited.length > 0 && (
        <p className={styles.awaited}>
          {`${awaited.join(', ')} ${awaited.length === 1 ? 'is' : 'are'} not here yet: such runs wait in the queue until you fetch or drop ${awaited.length === 1 ? 'it' : 'them'}. `}
          <Button look="link" isDisabled={isReading} onPress={() => actions().goTo('data')}>
            To the page Data
          </Button>
        </p>
      )}
    </AxisRow>
  );
}
