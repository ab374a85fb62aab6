/** Validation images that a data set's files bring, and what a run makes of them. */
import { formatCounted } from '../lib/numberFormat.ts';

/** Those of the classes of a run. */
export interface BroughtValidation {
  /** They count as training images where the experiment holds out others. */
  readonly use: 'validation' | 'training';
  /** Of each class of the run, as the files have them. */
  readonly counts: readonly number[];
}

/** What became of them, for people. */
export function broughtText({ use, counts }: BroughtValidation): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const brings = `The data set brings ${formatCounted(total, 'validation image')} of its own`;
  return use === 'validation'
    ? `${brings}; the run validates on them.`
    : `${brings}. They count among the training images, as the experiment holds out others.`;
}
