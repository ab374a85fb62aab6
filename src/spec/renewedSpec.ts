/**
 * Experiments that were made before the arithmetic of their method changed. They are read with a
 * mark of what holds today, which gives them another hash; logs and checkpoints of older runs keep
 * the experiment as it was.
 */
import type { ExperimentSpec } from './experimentSpec.ts';
import { renewedMethod } from './methods/methodFacts.ts';

export interface RenewedSpec {
  readonly spec: ExperimentSpec;
  /** What has changed since the experiment was made, for people; null where no number has. */
  readonly note: string | null;
}

/** The experiment as it is carried out today, and what has changed since it was made. */
export function renewedSpec(spec: ExperimentSpec): RenewedSpec {
  const renewed = renewedMethod(spec.method);
  if (renewed === null) return { spec, note: null };
  return { spec: { ...spec, method: renewed.method }, note: renewed.note };
}
