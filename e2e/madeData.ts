import { writeIdx } from '../src/data/testing/writeIdx.ts';
import { createRandom } from '../src/lib/random.ts';
import type { DraggedFile } from './dropFiles.ts';

const side = 8;

/** Grey images in classes, each bright in its own two rows. */
function madeImages(count: number, classCount: number, key: string) {
  const random = createRandom(11, key);
  const pixels = Array.from({ length: count * side * side }, (_, at) => {
    const row = Math.floor((at % (side * side)) / side);
    const label = Math.floor(at / (side * side)) % classCount;
    return Math.floor((row >> 1 === label ? 140 : 20) + 110 * random.uniform());
  });
  const labels = Array.from({ length: count }, (_, image) => image % classCount);
  return {
    images: writeIdx([count, side, side], pixels),
    labels: writeIdx([count], labels),
  };
}

/** Four IDX files like MNIST's: 8 × 8 grey images in four classes. */
export function madeIdxFiles(perClass = 60): DraggedFile[] {
  const classCount = 4;
  const train = madeImages(perClass * classCount, classCount, 'train');
  const test = madeImages((perClass / 2) * classCount, classCount, 'test');
  return [
    { name: 'train-images-idx3-ubyte', bytes: train.images },
    { name: 'train-labels-idx1-ubyte', bytes: train.labels },
    { name: 't10k-images-idx3-ubyte', bytes: test.images },
    { name: 't10k-labels-idx1-ubyte', bytes: test.labels },
  ];
}
