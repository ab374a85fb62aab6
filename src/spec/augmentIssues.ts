/** What of an augmentation does not agree with itself, or with the images at hand. */
import type { AugmentSpec } from './sections/augmentSpec.ts';
import type { SpecIssue } from './specIssue.ts';
import type { ImageShape } from './units.ts';

/** Complaints about given means and deviations that are not as many as the images' channels. */
export function augmentIssues(
  { normalise }: AugmentSpec,
  { channels }: Pick<ImageShape, 'channels'>,
): readonly SpecIssue[] {
  if (typeof normalise === 'string') return [];
  return (['mean', 'deviation'] as const).flatMap((name): SpecIssue[] => {
    const { length } = normalise[name];
    if (length === 1 || length === channels) return [];
    const allowed = channels === 1 ? 'give 1' : `give 1 for all of them, or ${channels}`;
    const message = `lists ${length} numbers for images of ${channels === 1 ? '1 channel' : `${channels} channels`}; ${allowed}`;
    return [{ path: `augment.normalise.${name}`, message }];
  });
}

/** Complaints that need no images: ranges that are none, crops that exclude each other. */
export function cropIssues({ pad, cropScale, cropRatio }: AugmentSpec): readonly SpecIssue[] {
  const issues = [
    ...rangeIssues('augment.cropScale', cropScale),
    ...rangeIssues('augment.cropRatio', cropRatio),
  ];
  if (cropScale === undefined && cropRatio !== undefined) {
    const message =
      'counts only with a random resized crop; give its share of the area too, or leave it out';
    issues.push({ path: 'augment.cropRatio', message });
  }
  if (cropScale !== undefined && pad > 0) {
    const message = 'must be 0 beside a random resized crop, which moves images itself';
    issues.push({ path: 'augment.pad', message });
  }
  return issues;
}

function rangeIssues(path: string, range: readonly number[] | undefined): SpecIssue[] {
  if (range === undefined || (range.length === 2 && range[0] <= range[1])) return [];
  return [{ path, message: 'must be two numbers, the smaller first' }];
}
