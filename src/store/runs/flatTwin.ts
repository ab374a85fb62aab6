/**
 * The flat twin of a level-wise run: one network with a softmax of its own, of the same seed, data
 * and budget, against which a hierarchy has to prove itself.
 */

import { momentAt, positionOf } from '../../analysis/progress/runPosition.ts';
import { hashJson } from '../../lib/hash.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { RunView } from './runView.ts';

/** The experiment of a run's flat twin, on the very images of the run. */
export function flatTwinSpec({ spec, dataset }: RunState): ExperimentSpec {
  return {
    ...spec,
    name: `${spec.name}, flat twin`.slice(0, 200),
    dataset: { ...spec.dataset, hash: dataset.hash },
    method: { kind: 'single' },
  };
}

/**
 * The newest run that is a level-wise run's flat twin: equal but for method and name, on the same
 * images. One that ended early counts only where there is no other.
 */
export function flatTwinOf(run: RunState, runs: readonly RunView[]): RunView | null {
  if (run.spec.method.kind !== 'levelwise') return null;
  const identity = identityOf(run);
  const twins = runs.filter(
    ({ newest }) =>
      newest !== null &&
      newest.spec.method.kind === 'single' &&
      newest.dataset.hash === run.dataset.hash &&
      identityOf(newest) === identity,
  );
  const whole = twins.findLast(({ newest }) => newest?.phase === 'finished');
  return whole ?? twins.at(-1) ?? null;
}

/** A twin as it stood at the epoch of a moment; null where it has not come so far. */
export function twinAt(twin: RunView | null, moment: RunState): RunState | null {
  const position = positionOf(moment);
  if (twin === null || position === null) return null;
  const state = momentAt(twin.moments, position);
  return state !== null && positionOf(state)?.epoch === position.epoch ? state : null;
}

const identities = new WeakMap<ExperimentSpec, string>();

/** What two twins share, as a hash; the data's own hash is compared by what was trained on. */
function identityOf({ spec }: RunState): string {
  const known = identities.get(spec);
  if (known !== undefined) return known;
  const { name: _name, method: _method, dataset, ...rest } = spec;
  const identity = hashJson({ ...rest, dataset: { ...dataset, hash: null } });
  identities.set(spec, identity);
  return identity;
}
