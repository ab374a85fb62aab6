import { makeShapes } from '../../data/catalog/shapes/makeShapes.ts';
import { type Dataset, imageSize, withHash } from '../../data/dataset.ts';
import { openNamed } from '../../node/namedData.ts';
import { groupedDataset } from './groupedDataset.ts';
import { plantedDataset } from './plantedDataset.ts';

/** How the data of recorded experiments are made, by their source. */
const makers: Readonly<Record<string, () => Dataset | Promise<Dataset>>> = {
  'builtin:glyphs': () => openNamed(['builtin:glyphs']),
  'builtin:shapes': () => makeShapes({}, { trainPerClass: 8, testPerClass: 4 }),
  'local:grouped': () => groupedDataset([4, 4, 4]),
  'local:unsplit': unsplitDataset,
  'local:validated': validatedDataset,
  'local:vectors': vectorDataset,
};

const made = new Map<string, Promise<Dataset>>();

/** The data set of that source; each is made once. */
export function recordedData(source: string): Promise<Dataset> {
  const known = made.get(source) ?? Promise.resolve(makers[source]());
  made.set(source, known);
  return known;
}

/** A data set without test images, some of whose images stand in it twice. */
function unsplitDataset(): Dataset {
  const dataset = plantedDataset(6, 40);
  const { images, labels } = dataset.train;
  const size = imageSize(dataset.shape);
  const perRow = dataset.classes.length;
  // The image of the same class that comes next is overwritten.
  for (let image = 0; image + perRow < labels.length; image += 5) {
    images.copyWithin((image + perRow) * size, image * size, (image + 1) * size);
  }
  return withHash({ ...dataset, name: 'unsplit', test: null });
}

/** The grouped images, half of whose test images are validation images that the files bring. */
function validatedDataset(): Dataset {
  const dataset = groupedDataset([4, 4, 4]);
  const size = imageSize(dataset.shape);
  const { images, labels } = dataset.test!;
  const half = labels.length / 2;
  return withHash({
    ...dataset,
    name: 'validated',
    validation: { images: images.subarray(0, half * size), labels: labels.subarray(0, half) },
    test: { images: images.subarray(half * size), labels: labels.subarray(half) },
  });
}

/** The grouped images as feature vectors. */
function vectorDataset(): Dataset {
  const { name: _name, shape, train, test, ...facts } = groupedDataset([3, 3]);
  const split = ({ images, labels }: typeof train) => ({
    images: Float32Array.from(images, (value) => value / 64 - 2),
    labels,
  });
  return withHash({
    ...facts,
    name: 'vectors',
    shape: { height: 1, width: imageSize(shape), channels: 1 },
    train: split(train),
    test: test && split(test),
  });
}
