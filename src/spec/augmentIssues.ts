/** What of an augmentation does not suit the images at hand. */
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
