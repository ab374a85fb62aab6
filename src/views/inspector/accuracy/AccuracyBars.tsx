/**
 * Accuracy on one class as bars, one a network or a level, with a warning where its test images are
 * few.
 */
import { TriangleAlert } from 'lucide-react';
import { shownSplit } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { roundColour } from '../../kit/colours/roundColour.ts';
import textStyles from '../../kit/styles/text.module.css';
import { InspectorSection } from '../InspectorSection.tsx';
import styles from './AccuracyBars.module.css';
import { type AccuracyLine, fewImagesNote } from './accuracyLines.ts';

interface AccuracyBarsProps {
  readonly state: Pick<RunState, 'dataset'>;
  readonly index: ClassIndex;
  readonly lines: readonly AccuracyLine[];
}

/** Accuracy on the class: by networks in their rounds' colours, by what decides in ink. */
export function AccuracyBars({ state, index, lines }: AccuracyBarsProps) {
  const warning = fewImagesNote(state, index);
  return (
    <InspectorSection title={`Accuracy, ${shownSplit(state)}`} aside="± standard error">
      <dl>
        {lines.map((line) => (
          <Bar key={line.name} line={line} />
        ))}
      </dl>
      {warning !== null && (
        <p className={textStyles.warning}>
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
          {warning}
        </p>
      )}
    </InspectorSection>
  );
}

const colours = { vote: 'var(--ink)', twin: 'var(--ink-3)' } as const;

function Bar({ line: { name, kind, round, accuracy, error } }: { readonly line: AccuracyLine }) {
  const colour = kind === 'network' ? roundColour(round ?? 1) : colours[kind];
  return (
    <div className={kind === 'vote' ? `${styles.line} ${styles.ensemble}` : styles.line}>
      <dt className={styles.who}>{name}</dt>
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
