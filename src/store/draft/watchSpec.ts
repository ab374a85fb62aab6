import { type ExperimentSpec, specHash } from '../../spec/experimentSpec.ts';
import type { Workbench, WorkbenchStore } from '../workbench.ts';

/** Milliseconds without a change before the worker is asked about the drafted run. */
export const settleDelay = 400;

/**
 * Asks about the drafted experiment a moment after it, the data or the run changed; `specOf` tells
 * which experiment can be asked about, null for none, which is told at once.
 */
export function watchSpec(
  store: WorkbenchStore,
  specOf: (state: Workbench) => ExperimentSpec | null,
  ask: (spec: ExperimentSpec | null) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string | null = null;
  store.subscribe((state, before) => {
    const same =
      state.draft === before.draft && state.data === before.data && state.launch === before.launch;
    if (same) return;
    const spec = specOf(state);
    const key = spec === null ? null : specHash(spec);
    if (key === last) return;
    last = key;
    clearTimeout(timer);
    if (spec === null) return ask(null);
    timer = setTimeout(() => ask(spec), settleDelay);
  });
}
