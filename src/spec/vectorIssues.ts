import type { ExperimentSpec } from './experimentSpec.ts';
import { namedNetworks } from './networks/fitIssues.ts';
import { kindsOfVectors, needsImages } from './networks/networkFacts.ts';
import type { SpecIssue } from './specIssue.ts';

/** What of an experiment needs images, where the data are feature vectors. */
export function vectorIssues({ network, augment }: ExperimentSpec): readonly SpecIssue[] {
  const issues = namedNetworks(network).flatMap(({ path, network: one }): SpecIssue[] => {
    if (!needsImages(one)) return [];
    const message = `must be ${kindsOfVectors.join(' or ')}: feature vectors have no rows and columns to convolve`;
    return [{ path: `${path}.kind`, message }];
  });
  if (augment.pad > 0) {
    issues.push({ path: 'augment.pad', message: 'must be 0: feature vectors cannot be shifted' });
  }
  if (augment.mirror) {
    issues.push({ path: 'augment.mirror', message: 'must be off: feature vectors have no sides' });
  }
  for (const field of ['cropScale', 'centreCrop'] as const) {
    if (augment[field] === undefined) continue;
    const message = 'must be left out: feature vectors have no middle and no windows';
    issues.push({ path: `augment.${field}`, message });
  }
  if (typeof augment.normalise !== 'string') {
    const message = 'must be 0 to 1, or per channel: a given mean is one of bytes';
    issues.push({ path: 'augment.normalise', message });
  }
  return issues;
}
