import { canonicalJson } from '../../lib/canonicalJson.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';

/** What experiments that ask for the same data have in common, and others have not. */
export function dataKey({ dataset }: Pick<ExperimentSpec, 'dataset'>): string {
  const { source, hash, reading, features } = dataset;
  return canonicalJson({ source, hash, reading, features });
}
