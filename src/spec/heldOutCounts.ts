/** How many images of a class an experiment holds out, as its `dataset` says. */
import type { DatasetSpec } from './sections/datasetSpec.ts';

/**
 * How many of a class's `count` training images a share holds out: the nearest whole number, but
 * at least one where the share is above 0, and never the last one.
 */
export function heldOutCount(count: number, share: number): number {
  if (share <= 0 || count < 2) return 0;
  return Math.min(count - 1, Math.max(1, Math.round(share * count)));
}

/** Whether an experiment holds validation images out of the training images. */
export const holdsOutValidation = (validation: DatasetSpec['validation']): boolean =>
  validation !== 'own' && validation !== 0;

/** Complaint of what is measured on validation images, where an experiment has none. */
export const needsValidation =
  'needs validation images: set a validation share above 0, or “own” for those that the data set brings';

/** How many of a class's `count` training images are held out for validation. */
export function validationCountOf(count: number, validation: DatasetSpec['validation']): number {
  if (validation === 'own') return 0;
  if (typeof validation === 'number') return heldOutCount(count, validation);
  return Math.min(validation.perClass, Math.max(0, count - 1));
}
