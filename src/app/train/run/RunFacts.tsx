import { formatCount, formatDuration, formatHash } from '../../../lib/numberFormat.ts';
import { Section } from '../form/Section.tsx';
import styles from './RunFacts.module.css';
import type { Shown } from './useShownRun.ts';

/** What identifies the run and its data: what a repeat can be held against. */
export function RunFacts({ shown: { state, newest, isPreview } }: { readonly shown: Shown }) {
  const { dataset, spec, device, end } = newest;
  return (
    <Section title={isPreview ? 'This experiment' : 'This run'}>
      <dl className={styles.facts}>
        <dt>Data</dt>
        <dd>
          {dataset.name} <code>{formatHash(dataset.hash)}</code>
        </dd>
        <dt>Experiment</dt>
        <dd>
          <code>{formatHash(state.specHash)}</code>
        </dd>
        <dt>Seed</dt>
        <dd>{spec.seed}</dd>
        <dt>Steps an epoch</dt>
        <dd>{formatCount(newest.stepsPerEpoch)}</dd>
        {!isPreview && (
          <>
            <dt>Device</dt>
            <dd>
              {device.adapter}
              {newest.deviceNotes.map((note) => (
                <small key={note}>{note}</small>
              ))}
            </dd>
            <dt>Took</dt>
            <dd>{formatDuration(end?.seconds)}</dd>
            <dt>Digest</dt>
            <dd>{end === null ? '–' : <code title={end.digest}>{formatHash(end.digest)}</code>}</dd>
          </>
        )}
      </dl>
    </Section>
  );
}
