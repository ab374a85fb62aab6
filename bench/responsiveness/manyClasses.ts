/** Data of many classes for the page, made up: pictures that a network can tell apart somewhat. */
import type { DraggedFile } from '../../e2e/dropFiles.ts';
import { writeNpy } from '../../src/data/testing/writeNpy.ts';
import { createRandom } from '../../src/lib/random.ts';

const side = 12;
const perClass = { train: 10, test: 4 };

/** Grey images of 12 × 12 in so many classes, as NumPy files: each class a pattern of its own, with grain. */
export function manyClasses(classCount: number): DraggedFile[] {
  return (['train', 'test'] as const).flatMap((split) => {
    const count = classCount * perClass[split];
    const grain = createRandom(7, split);
    const patterns = Array.from({ length: classCount }, (_, label) => {
      const random = createRandom(7, 'pattern', label);
      return Array.from({ length: side * side }, () => 120 * random.uniform());
    });
    const pixels = new Uint8Array(count * side * side);
    const labels = Array.from({ length: count }, (_, image) => image % classCount);
    for (const [image, label] of labels.entries()) {
      for (const [at, value] of patterns[label].entries()) {
        pixels[image * side * side + at] = value + 120 * grain.uniform();
      }
    }
    return [
      { name: `x_${split}.npy`, bytes: writeNpy([count, side, side], pixels) },
      { name: `y_${split}.npy`, bytes: writeNpy([count], labels, { type: 'i4' }) },
    ];
  });
}
