import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import type { TestReading } from './testReading.ts';

/** A class that test images of the held class are taken for. */
export interface WrongAs {
  readonly index: ClassIndex;
  readonly count: number;
  /** Of the held class's test images. */
  readonly share: number;
  /** Those images, in the order of the split. */
  readonly images: readonly ImageIndex[];
}

/** Test images of a class, in the order of the split. */
export function imagesOfClass(labels: Int32Array, index: ClassIndex): ImageIndex[] {
  const images: ImageIndex[] = [];
  labels.forEach((label, image) => {
    if (label === index) images.push(image);
  });
  return images;
}

/** What the vote takes a class's test images for, the most frequent first. */
export function wrongAs({ labels, predicted }: TestReading, index: ClassIndex): WrongAs[] {
  const own = imagesOfClass(labels, index);
  const byClass = new Map<ClassIndex, ImageIndex[]>();
  for (const image of own) {
    const readAs = predicted[image];
    if (readAs !== index) byClass.set(readAs, [...(byClass.get(readAs) ?? []), image]);
  }
  return [...byClass]
    .map(([readAs, images]) => ({
      index: readAs,
      count: images.length,
      share: images.length / own.length,
      images,
    }))
    .sort((a, b) => b.count - a.count || a.index - b.index);
}
