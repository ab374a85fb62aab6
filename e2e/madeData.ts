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

const families = 3;
const members = 4;

/**
 * Twelve classes in three families of four, as IDX files: a family is bright in its own two rows,
 * a class in its own column besides, less so. Classes 0 to 3 are the first family.
 */
export function madeFamilies(perClass = 40): DraggedFile[] {
  const classCount = families * members;
  const made = (count: number, key: string) => {
    const random = createRandom(12, key);
    const pixels = Array.from({ length: count * side * side }, (_, at) => {
      const label = Math.floor(at / (side * side)) % classCount;
      const [row, column] = [Math.floor((at % (side * side)) / side), at % side];
      const ofFamily = row >> 1 === Math.floor(label / members) ? 110 : 0;
      const ofClass = row > 5 && column >> 1 === label % members ? 80 : 0;
      return Math.floor(15 + ofFamily + ofClass + 50 * random.uniform());
    });
    const labels = Array.from({ length: count }, (_, image) => image % classCount);
    return { images: writeIdx([count, side, side], pixels), labels: writeIdx([count], labels) };
  };
  const train = made(perClass * classCount, 'train');
  const test = made((perClass / 2) * classCount, 'test');
  return [
    { name: 'train-images-idx3-ubyte', bytes: train.images },
    { name: 'train-labels-idx1-ubyte', bytes: train.labels },
    { name: 't10k-images-idx3-ubyte', bytes: test.images },
    { name: 't10k-labels-idx1-ubyte', bytes: test.labels },
  ];
}
