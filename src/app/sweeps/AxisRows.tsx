/** The axes of a comparison, a row each, and the ways to one of methods and one of data sets. */
import { Plus } from 'lucide-react';
import { dataAxis } from '../../store/sweeps/dataValues.ts';
import { type SweepDraft, withAxes } from '../../store/sweeps/sweepDraft.ts';
import { actions } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { AxisRow } from './AxisRow.tsx';
import styles from './AxisRows.module.css';
import { axisOfMethods, methodAxis, offeredValues } from './axisChoices.ts';
import { BeginDataAxis, DataAxisRow } from './DataAxisRow.tsx';

export function AxisRows({ draft }: { readonly draft: SweepDraft }) {
  const { axes, base } = draft.value;
  const hasMethods = axes.some(({ name }) => name === methodAxis);
  return (
    <>
      {!hasMethods && (
        <section className={styles.row} aria-label="Method">
          <h2 className={styles.title}>Method</h2>
          <div className={styles.chips}>
            <Button
              size="small"
              onPress={() =>
                actions().editSweep((sweep) =>
                  withAxes(sweep, [axisOfMethods(base), ...sweep.axes]),
                )
              }
            >
              <Plus size={13} aria-hidden="true" />
              Compare methods
            </Button>
          </div>
        </section>
      )}
      {!axes.some(({ name }) => name === dataAxis) && <BeginDataAxis base={base} />}
      {axes.map((axis, place) =>
        axis.name === dataAxis ? (
          <DataAxisRow key={axis.name} draft={draft} axis={axis} place={place} />
        ) : (
          <AxisRow
            key={axis.name}
            draft={draft}
            axis={axis}
            place={place}
            offered={offeredValues(base, axis)}
          />
        ),
      )}
    </>
  );
}
