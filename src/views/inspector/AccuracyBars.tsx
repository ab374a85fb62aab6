import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { accuracyRowOf, standardError } from '../accuracy/accuracyRows.ts';
import { roundColour } from '../shared/roundColour.ts';
import { shownSplit } from '../shared/runFacts.ts';
import styles from './ClassInspector.module.css';
import { Section } from './Section.tsx';

interface AccuracyBarsProps {
  readonly state: RunState;
  readonly index: ClassIndex;
}

/** Networks listed one by one; of more, the first few and the newest. */
const mostBars = 8;
/** Below this a share says little. */
const fewImages = 10;

/** Accuracy on the class by network and by the vote. */
export function AccuracyBars({ state, index }: AccuracyBarsProps) {
  const split = shownSplit(state);
  const count = state.dataset.classCounts[split][index];
  const { networks, ensemble } = accuracyRowOf(state)(index);
  const shown =
    networks.length <= mostBars
      ? networks
      : [...networks.slice(0, mostBars - 3), ...networks.slice(-3)];
  return (
    <Section title={`Accuracy, ${split}`} note={precision(ensemble, count)}>
      {shown.map(({ round, accuracy }) => (
        <Bar key={round} name={`Network ${round}`} share={accuracy} colour={roundColour(round)} />
      ))}
      <Bar name="Ensemble" share={ensemble} colour="var(--ink)" strong />
      {count < fewImages && (
        <p className={styles.warning}>Only {count} images: too few to trust.</p>
      )}
    </Section>
  );
}

function precision(ensemble: number | null, count: number): string | undefined {
  return ensemble === null || count === 0
    ? undefined
    : `± ${formatPercent(standardError(ensemble, count))}`;
}

interface BarProps {
  readonly name: string;
  readonly share: number | null;
  readonly colour: string;
  readonly strong?: boolean;
}

function Bar({ name, share, colour, strong = false }: BarProps) {
  return (
    <div className={strong ? `${styles.bar} ${styles.strong}` : styles.bar}>
      <span>{name}</span>
      <i className={styles.track}>
        <i style={{ width: `${(share ?? 0) * 100}%`, background: colour }} />
      </i>
      <b>{formatPercent(share, 0)}</b>
    </div>
  );
}
