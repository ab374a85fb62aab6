/**
 * The flat twin of a level-wise run: one network with a softmax of its own, of the same seed, data
 * and budget, against which a hierarchy has to prove itself.
 */
import { positionOf } from '../../analysis/progress/runPosition.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { hashJson } from '../../lib/hash.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { flatTwinMethod } from '../../spec/methods/methodFacts.ts';
import type { MethodSpec } from '../../spec/methods/methods.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { RunView } from './runView.ts';

/**
 * The experiment of a run's flat twin, on the very images of the run; null for a method that has
 * no hierarchy to prove.
 */
export function flatTwinSpec({
  spec,
  dataset,
}: Pick<RunState, 'spec' | 'dataset'>): ExperimentSpec | null {
  const method = flatTwinMethod(spec.method);
  if (method === null) return null;
  return {
    ...spec,
    name: `${spec.name}, flat twin`.slice(0, 200),
    dataset: { ...spec.dataset, hash: dataset.hash },
    method,
  };
}

/**
 * The newest run that is a level-wise run's flat twin: equal but for method and name, on the same
 * images. One that ended early counts only where there is no other.
 */
export function flatTwinOf(
  run: Pick<RunState, 'spec' | 'dataset'>,
  runs: readonly RunView[],
): RunView | null {
  const method = flatTwinMethod(run.spec.method);
  if (method === null) return null;
  const identity = identityOf(run.spec);
  const twins = runs.filter(
    ({ newest }) =>
      newest !== null &&
      newest.dataset.hash === run.dataset.hash &&
      isSameMethod(newest.spec.method, method) &&
      identityOf(newest.spec) === identity,
  );
  const whole = twins.findLast(({ newest }) => newest?.phase === 'finished');
  return whole ?? twins.at(-1) ?? null;
}

/** A twin as it stood at the epoch of a moment; null where it has not come so far. */
export function twinAt(twin: RunView | null, moment: Pick<RunState, 'rounds'>): RunState | null {
  const position = positionOf(moment);
  if (twin === null || position === null) return null;
  const state = twin.moments.atOrBefore(position);
  return state !== null && positionOf(state)?.epoch === position.epoch ? state : null;
}

function isSameMethod(one: MethodSpec, other: MethodSpec): boolean {
  return one.kind === other.kind && canonicalJson(one) === canonicalJson(other);
}

const identities = new WeakMap<ExperimentSpec, string>();

/** What two twins share, as a hash; the data's own hash is compared by what was trained on. */
function identityOf(spec: ExperimentSpec): string {
  const known = identities.get(spec);
  if (known !== undefined) return known;
  const { name: _name, method: _method, dataset, ...rest } = spec;
  const identity = hashJson({ ...rest, dataset: { ...dataset, hash: null } });
  identities.set(spec, identity);
  return identity;
}
