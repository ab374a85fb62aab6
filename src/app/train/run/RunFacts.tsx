/**
 * What a repeat of the run can be held against: hashes of data and experiment, seed, device, time
 * and digest.
 */
import { troublesOf } from '../../../analysis/run/troubles.ts';
import { formatCount, formatDuration, formatHash } from '../../../lib/numberFormat.ts';
import { broughtText } from '../../../spec/broughtValidation.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { drawnFrom } from '../../../views/kit/drawnFrom.ts';
import { RailSection } from '../RailSection.tsx';
import styles from './RunFacts.module.css';
import type { Shown } from './useShownRun.ts';

const select = ({ shown: { newest, isPreview, logNotes } }: { readonly shown: Shown }) => ({
  run: readsOf(
    newest,
    'spec',
    'specHash',
    'dataset',
    'broughtValidation',
    'device',
    'stepsPerEpoch',
    'deviceNotes',
    'end',
  ),
  isPreview,
  logNotes,
  // One string, so that it is drawn anew only where something else goes wrong.
  troubles: troublesOf(newest).join('\n'),
});

/** What identifies the run and its data: what a repeat can be held against. */
export const RunFacts = drawnFrom(
  select,
  function RunFacts({ run, isPreview, logNotes, troubles }) {
    const { dataset, broughtValidation, spec, specHash, device, end, stepsPerEpoch, deviceNotes } =
      run;
    return (
      <RailSection title={isPreview ? 'This experiment' : 'This run'}>
        <dl className={styles.facts}>
          <dt>Data</dt>
          <dd>
            {dataset.name} <code>{formatHash(dataset.hash)}</code>
            {broughtValidation !== null && <small>{broughtText(broughtValidation)}</small>}
          </dd>
          <dt>Experiment</dt>
          <dd>
            <code>{formatHash(specHash)}</code>
          </dd>
          <dt>Seed</dt>
          <dd>{spec.seed}</dd>
          <dt>Steps an epoch</dt>
          <dd>{formatCount(stepsPerEpoch)}</dd>
          {!isPreview && (
            <>
              <dt>Device</dt>
              <dd>
                {device.adapter}
                {deviceNotes.map((note) => (
                  <small key={note}>{note}</small>
                ))}
              </dd>
              {troubles !== '' && (
                <>
                  <dt>Notes</dt>
                  <dd>
                    {troubles.split('\n').map((trouble) => (
                      <small key={trouble}>{trouble}</small>
                    ))}
                  </dd>
                </>
              )}
              <dt>Took</dt>
              <dd>{formatDuration(end?.seconds)}</dd>
              <dt>Digest</dt>
              <dd>
                {end === null ? '–' : <code title={end.digest}>{formatHash(end.digest)}</code>}
                {logNotes.map((note) => (
                  <small key={note}>{note}</small>
                ))}
              </dd>
            </>
          )}
        </dl>
      </RailSection>
    );
  },
);
