import { type Dataset, type Split, withHash } from '../../data/dataset.ts';
import { createRandom, type Random } from '../../lib/random.ts';

/**
 * A data set made for tests whose classes form known groups: grey images of 8 × 8 pixels, each the
 * sum of its group's pattern, its class's pattern and noise. Classes are named `group 0/class 3`.
 *
 * @param sizes classes of each group.
 * @param spread grey levels by which the patterns of groups, and those of classes within a group,
 * change each pixel.
 */
export function groupedDataset(
  sizes: readonly number[],
  perClass = 24,
  spread = { groups: 50, classes: 20 },
): Dataset {
  const random = createRandom(11, 'grouped', ...sizes);
  const groups = sizes.map(() => pattern(random));
  const classes = sizes.flatMap((size, group) =>
    Array.from({ length: size }, () => ({ group, own: pattern(random) })),
  );
  const centres = classes.map(({ group, own }) =>
    own.map((value, pixel) => 128 + spread.groups * groups[group][pixel] + spread.classes * value),
  );
  return withHash({
    name: 'grouped',
    format: 'made for tests',
    classes: classes.map(({ group }, index) => `group ${group}/class ${index}`),
    shape: { height: side, width: side, channels: 1 },
    train: split(centres, perClass, 'train'),
    test: split(centres, Math.ceil(perClass / 2), 'test'),
    notes: [],
  });
}

const side = 8;

/** Every pixel 1 or −1 by chance. */
function pattern(random: Random): number[] {
  return Array.from({ length: side * side }, () => (random.uniform() < 0.5 ? -1 : 1));
}

function split(centres: readonly number[][], perClass: number, name: string): Split {
  const random = createRandom(11, 'grouped', name);
  const labels = Int32Array.from(
    { length: centres.length * perClass },
    (_, image) => image % centres.length,
  );
  const images = new Uint8Array(labels.length * side * side);
  labels.forEach((label, image) => {
    centres[label].forEach((value, pixel) => {
      images[image * side * side + pixel] = Math.max(
        0,
        Math.min(255, value + 40 * random.normal()),
      );
    });
  });
  return { images, labels };
}
