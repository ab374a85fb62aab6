import { type AnyDataset, countClasses, holdsVectors, imageSize } from '../data/dataset.ts';
import { drawnShape } from '../data/drawnShape.ts';
import { createPainter } from './paintImages.ts';
import type { DatasetView } from './protocol/dataRequests.ts';

/** Sample images of each class that the page gets with a data set, at most. */
const samplesPerClass = 18;
/** Bytes of all samples together, unless one of each class has more: they are copied to the page. */
const maxSampleBytes = 32_000_000;

/**
 * What the page gets of a data set.
 * @param began when it was asked for, of performance.now.
 */
export async function viewOf(
  dataset: AnyDataset,
  source: string,
  files: DatasetView['files'],
  began: number,
): Promise<DatasetView> {
  const { name, hash, format, classes, shape, train, validation, test, notes, reading, features } =
    dataset;
  return {
    source,
    name,
    hash,
    format,
    classes,
    shape,
    drawn: drawnShape(shape),
    content: holdsVectors(dataset) ? 'vectors' : 'images',
    trainCounts: countClasses(train.labels, classes.length),
    validationCounts: validation && countClasses(validation.labels, classes.length),
    testCounts: test && countClasses(test.labels, classes.length),
    samples: await samplesOf(dataset),
    notes,
    ...(reading === undefined ? {} : { reading }),
    ...(features === undefined ? {} : { features }),
    files,
    seconds: (performance.now() - began) / 1000,
  };
}

async function samplesOf(dataset: AnyDataset): Promise<Uint8Array[][]> {
  const { train, classes } = dataset;
  const painter = createPainter(dataset);
  const size = imageSize(painter.shape);
  const fitting = Math.floor(maxSampleBytes / (classes.length * size));
  const most = Math.max(1, Math.min(samplesPerClass, fitting));
  const chosen: number[][] = classes.map(() => []);
  train.labels.forEach((label, index) => {
    if (chosen[label].length < most) chosen[label].push(index);
  });
  const all = await painter.copies(train.images, chosen.flat());
  let at = 0;
  return chosen.map((places) =>
    places.map(() => {
      const start = at++ * size;
      return all.slice(start, start + size);
    }),
  );
}
