/**
 * Eq. 6 in the form, filled with the numbers of the run that is shown: for the class that is
 * pointed at, else for the one that comes to matter most.
 */
import { useMemo } from 'react';
import { formatFixed } from '../../../../lib/numberFormat.ts';
import { valueAt } from '../../../../store/draft/draft.ts';
import { shownState } from '../../../../store/selectors.ts';
import { useWorkbench } from '../../../../store/useWorkbench.ts';
import { roundTextColour } from '../../../../views/kit/colours/roundColour.ts';
import { ClassName } from '../../../../views/kit/names/ClassName.tsx';
import textStyles from '../../../../views/kit/styles/text.module.css';
import styles from './EquationCard.module.css';
import { type EquationFacts, equationFacts } from './equationFacts.ts';

/** How importance moves, as an equation with the numbers of the run. */
export function EquationCard() {
  const state = useWorkbench(shownState);
  const lit = useWorkbench(({ hoveredClass, heldClass }) => hoveredClass ?? heldClass);
  const update = useWorkbench(({ draft }) => valueAt(draft, 'method.update'));
  const errors = useWorkbench(({ draft }) => valueAt(draft, 'method.errors'));
  const from = useWorkbench(({ draft }) => valueAt(draft, 'method.errorsFrom'));
  const facts = useMemo(() => equationFacts(state, lit), [state, lit]);
  return (
    <div className={styles.card}>
      <Equation round={facts?.round ?? null} hasMu={update === 'paper'} />
      <p className={styles.numbers}>
        {facts ? <Numbers {...facts} /> : 'Each round re-weighs the classes by their errors.'}
      </p>
      <p className={textStyles.note}>
        {update === 'paper' ? 'Eq. 6' : 'the released code, not Eq. 6'} · {String(errors)} errors,
        on {String(from)}
      </p>
    </div>
  );
}

interface EquationProps {
  /** Null writes it for any round. */
  readonly round: number | null;
  readonly hasMu: boolean;
}

function Equation({ round, hasMu }: EquationProps) {
  const now = round === null ? 't' : String(round);
  const next = round === null ? 't+1' : String(round + 1);
  return (
    <p className={styles.equation}>
      φ<sub>{next}</sub>(l) = φ<sub>{now}</sub>(l) · γ<sub>{now}</sub>
      <sup>
        1 − {hasMu && 'μ '}ε<span className={styles.small}>{now}</span>(l)
      </sup>
    </p>
  );
}

function Numbers({ round, className, now, next, gamma, error }: EquationFacts) {
  return (
    <>
      for{' '}
      <b className={styles.class}>
        <ClassName name={className} />
      </b>{' '}
      now: <b style={{ color: roundTextColour(round) }}>{formatFixed(now, 2)}</b> →{' '}
      <b style={{ color: roundTextColour(round + 1) }}>{formatFixed(next, 2)}</b>, with γ
      <sub>{round}</sub> ≈ {formatFixed(gamma, 3)}, ε<sub>{round}</sub> ≈ {formatFixed(error, 2)}
    </>
  );
}
