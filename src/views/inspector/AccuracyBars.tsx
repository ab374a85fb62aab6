import { TriangleAlert } from 'lucide-react';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { roundColour } from '../shared/roundColour.ts';
import { shownSplit } from '../shared/runFacts.ts';
import styles from './AccuracyBars.module.css';
import { type AccuracyLine, accuracyLines, fewImagesNote } from './accuracyLines.ts';
import { InspectorSection } from './InspectorSection.tsx';

interface AccuracyBarsProps {
  readonly state: RunState;
  readonly index: ClassIndex;
}

/** Accuracy on the class by each network in its round's colour, and by the vote in ink. */
export function AccuracyBars({ state, index }: AccuracyBarsProps) {
  const lines = accuracyLines(state, index);
  const warning = fewImagesNote(state, index);
  return (
    <InspectorSection title={`Accuracy, ${shownSplit(state)}`} aside="± standard error">
      <dl className={styles.bars}>
        {lines.map((line) => (
          <Bar key={line.round ?? 'ensemble'} line={line} />
        ))}
      </dl>
      {warning !== null && (
        <p className={styles.warning}>
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
          {warning}
        </p>
      )}
    </InspectorSection>
  );
}

function Bar({ line: { round, accuracy, error } }: { readonly line: AccuracyLine }) {
  const colour = round === null ? 'var(--ink)' : roundColour(round);
  return (
    <div className={round === null ? `${styles.line} ${styles.ensemble}` : styles.line}>
      <dt className={styles.who}>{round === null ? 'Ensemble' : `Network ${round}`}</dt>
      <dd className={styles.track} aria-hidden>
        {accuracy !== null && (
          <i className={styles.bar} style={{ width: `${accuracy * 100}%`, background: colour }} />
        )}
      </dd>
      <dd className={styles.share}>{formatPercent(accuracy, 0)}</dd>
      <dd className={styles.error}>
        {error === null ? '' : `± ${(error * 100).toFixed(error < 0.0995 ? 1 : 0)}`}
      </dd>
    </div>
  );
}
