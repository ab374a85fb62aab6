/**
 * What μ allows before training: the error up to which importance moves, beside that of a network
 * that guesses and of a run at hand, with a warning where it would freeze.
 */
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { saturationLimit, saturationOutlook } from '../../../../analysis/run/saturation.ts';
import { formatFixed } from '../../../../lib/numberFormat.ts';
import { complementaryOf } from '../../../../spec/methods/methodFacts.ts';
import { heldData } from '../../../../store/data/dataSet.ts';
import { shownRun } from '../../../../store/runs/runView.ts';
import { useWorkbench } from '../../../../store/useWorkbench.ts';
import textStyles from '../../../../views/kit/styles/text.module.css';
import styles from './MuSlider.module.css';

/** Whether importance will move, as far as it is known. */
export function SaturationNote() {
  const spec = useWorkbench(({ draft }) => draft.spec);
  const held = useWorkbench(({ data }) => heldData(data));
  const run = useWorkbench((state) => shownRun(state)?.newest ?? null);
  const seen = run?.dataset.hash === held?.hash ? run : null;
  const method = spec && complementaryOf(spec.method);
  const classCount = spec?.dataset.classes?.length ?? held?.classes.length ?? null;
  const outlook = useMemo(
    () =>
      method === null || classCount === null ? null : saturationOutlook(method, classCount, seen),
    [method, classCount, seen],
  );
  if (method === null) return null;
  if (outlook === null) {
    return (
      <p className={textStyles.note}>
        Importance moves while ε is below {formatFixed(saturationLimit(method.mu), 2)}.
      </p>
    );
  }
  const { limit, guessing, seen: error, warning } = outlook;
  if (warning !== null) {
    return (
      <p className={styles.warning} role="status">
        <TriangleAlert size={14} aria-hidden="true" />
        <span>{warning}</span>
      </p>
    );
  }
  return (
    <p className={textStyles.note}>
      Importance moves while ε is below {formatFixed(limit, 2)}; a network that guesses has{' '}
      {formatFixed(guessing, 2)}
      {error !== null && `, the first of the run shown ${formatFixed(error, 2)}`}.
    </p>
  );
}
