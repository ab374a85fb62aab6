import { TriangleAlert } from 'lucide-react';
import type { RunState } from '../../../spec/run/runState.ts';
import { drawnFrom } from '../../../views/kit/drawnFrom.ts';
import styles from './RunFailure.module.css';

const select = ({ state }: { readonly state: RunState }) => ({ failure: state.failure });

/** Why a run ended before its time, and what can be done; what it recorded stays. */
export const RunFailure = drawnFrom(select, function RunFailure({ failure }) {
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
});
