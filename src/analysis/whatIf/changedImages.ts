/** The images of a class that another vote loses or wins. */
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import { imagesOfClass } from '../mistakes/wrongAs.ts';

/** Right both times, right only before, right only now, or wrong both times. */
export type ImageFate = 'kept' | 'lost' | 'won' | 'missed';

export interface ImageOutcome {
  readonly image: ImageIndex;
  readonly fate: ImageFate;
  readonly readAs: ClassIndex;
  readonly readBefore: ClassIndex;
}

/** Of every image of a class, in the order: kept, lost, won, missed. */
export function changedImages(
  labels: Int32Array,
  before: ArrayLike<number>,
  now: ArrayLike<number>,
  index: ClassIndex,
): ImageOutcome[] {
  const order: readonly ImageFate[] = ['kept', 'lost', 'won', 'missed'];
  return imagesOfClass(labels, index)
    .map((image) => ({
      image,
      fate: fateOf(before[image] === index, now[image] === index),
      readAs: now[image],
      readBefore: before[image],
    }))
    .sort((a, b) => order.indexOf(a.fate) - order.indexOf(b.fate) || a.image - b.image);
}

function fateOf(wasRight: boolean, isRight: boolean): ImageFate {
  if (wasRight) return isRight ? 'kept' : 'lost';
  return isRight ? 'won' : 'missed';
}
