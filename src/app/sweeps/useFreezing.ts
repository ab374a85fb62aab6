import { useCallback } from 'react';
import { saturationOutlook } from '../../analysis/run/saturation.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { complementaryOf } from '../../spec/methods/methodFacts.ts';
import { knownData } from '../../store/data/knownData.ts';
import { runClasses } from '../../store/runs/runClasses.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { useDataSources } from './useDataSources.ts';

/**
 * Tells why the importance of a setting may freeze, as the form does: by a network that guesses, or by the
 * first network of the run that is shown, where that is on the same data. Null where nothing says so.
 */
export function useFreezing(): (spec: ExperimentSpec | null) => string | null {
  const data = useDataSources();
  const seen = useWorkbench((state) => {
    const run = shownRun(state)?.newest ?? null;
    const first = run?.rounds.at(0);
    if (run === null || first === undefined || first.outcome === null) return null;
    return { hash: run.dataset.hash, first };
  });
  return useCallback(
    (spec) => {
      const method = spec === null ? null : complementaryOf(spec.method);
      if (spec === null || method === null) return null;
      const known = knownData(spec.dataset, data);
      const classes = known === null ? spec.dataset.classes : runClasses(known, spec.dataset);
      if (classes === null) return null;
      const run = seen !== null && seen.hash === known?.hash ? { rounds: [seen.first] } : null;
      return saturationOutlook(method, classes.length, run).warning;
    },
    [data, seen],
  );
}
