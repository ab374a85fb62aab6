/** What becomes of the splits that a pile names: some of its images must be trained on. */
import type { SplitRole } from '../layout/splitRole.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/** The images, of which validation images are trained on where no others are, and so are those of one split. */
export function withTraining(images: readonly PileImage[]): PassOutcome {
  const found = new Set(images.map(({ split }) => split));
  if (found.has('train')) return { images, notes: [] };
  const trained = (of: (split: SplitRole | null) => boolean) =>
    images.map((one): PileImage => (of(one.split) ? { ...one, split: 'train' } : one));
  if (found.size > 1) {
    return {
      images: trained((split) => split === 'validation'),
      notes: ['The images in the validation folder are trained on, as there is no train folder.'],
    };
  }
  const [only] = found;
  return {
    images: trained(() => true),
    notes: [`There are ${only} images only; they are trained on.`],
  };
}
