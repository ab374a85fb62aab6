import { type Dataset, type Split, withHash } from '../../data/dataset.ts';
import { createRandom } from '../../lib/random.ts';

/**
 * A small data set made for tests: `classCount` classes of side × side grey images, each a bright
 * bar at its own place under noise. The last two classes share most of their pixels, so they are
 * hard to tell apart.
 */
export function plantedDataset(classCount = 4, perClass = 40, side = 6): Dataset {
  return withHash({
    name: 'planted',
    format: 'made for tests',
    classes: Array.from({ length: classCount }, (_, index) => `class ${index}`),
    shape: { height: side, width: side, channels: 1 },
    train: plantedSplit(classCount, perClass, side, 'train'),
    test: plantedSplit(classCount, Math.ceil(perClass / 2), side, 'test'),
    notes: [],
  });
}

function plantedSplit(classCount: number, perClass: number, side: number, split: string): Split {
  const random = createRandom(7, 'planted', split);
  const pixels = side * side;
  const images = new Uint8Array(classCount * perClass * pixels);
  const labels = new Int32Array(classCount * perClass);
  for (let image = 0; image < labels.length; image++) {
    labels[image] = image % classCount;
    const bar = Math.min(labels[image], classCount - 2);
    const isTwin = labels[image] === classCount - 1;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const inBar = pixel % side === bar || (isTwin && pixel === 0);
      const value = (inBar ? 170 : 40) + 45 * random.normal();
      images[image * pixels + pixel] = Math.max(0, Math.min(255, value));
    }
  }
  return { images, labels };
}
