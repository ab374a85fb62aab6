import { TriangleAlert } from 'lucide-react';
import type { RunState } from '../../../spec/run/runState.ts';
import styles from './RunFailure.module.css';

/** Why a run ended before its time, and what can be done; what it recorded stays. */
export function RunFailure({ state: { failure } }: { readonly state: RunState }) {
  if (failure === null) return null;
  return (
    <div className={styles.failure} role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <b>The run ended: {failure.message}</b>
        <p>{failure.remedy} What it had recorded is kept below.</p>
      </div>
    </div>
  );
}
