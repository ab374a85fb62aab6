/**
 * Recorded experiments on published data in place of those that they are recorded with: sizes and
 * names of classes are theirs, images and what belongs together are published.
 */
import { type Dataset, type Split, withHash } from '../../data/dataset.ts';
import { recordedData } from '../../runner/testing/recordedData.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { ImageShape } from '../../spec/units.ts';
import {
  counts,
  digits,
  fineClasses,
  photographs,
  type ReadImages,
  type SplitKind,
} from './publishedImages.ts';

/** Test images that exported models are asked about. */
export const askedImages = 200;

const trainPerClass = 24;

interface StandIn {
  readonly name: string;
  readonly shape: ImageShape;
  readonly read: ReadImages;
}

const coloured = (side: number, classes: readonly (readonly string[])[]): StandIn => ({
  name: 'photographs of CIFAR-100',
  shape: { height: side, width: side, channels: 3 },
  read: photographs({ height: side, width: side }, classes),
});

/** Four of the five fine classes of three coarse ones, in their order. */
const grouped = [
  ...['orchid', 'poppy', 'rose', 'tulip'],
  ...['bear', 'leopard', 'lion', 'tiger'],
  ...['bridge', 'castle', 'house', 'road'],
];
const pairs = [
  ['orchid', 'poppy'],
  ['bear', 'leopard'],
  ['bridge', 'castle'],
  ['cloud', 'sea'],
];

/** By the source of the data that they stand in for. */
const standIns: Readonly<Record<string, StandIn>> = {
  'local:grouped': coloured(
    8,
    grouped.map((name) => [name]),
  ),
  'builtin:shapes': coloured(16, pairs),
  'builtin:glyphs': {
    name: 'digits of MNIST',
    shape: { height: 28, width: 28, channels: 1 },
    read: digits,
  },
  'local:vectors': {
    name: 'rows of optdigits',
    shape: { height: 1, width: 64, channels: 1 },
    read: counts,
  },
};

/** A recorded experiment on published data, of which at least {@link askedImages} are test images. */
export async function onPublishedData(
  spec: ExperimentSpec,
): Promise<{ readonly spec: ExperimentSpec; readonly dataset: Dataset }> {
  const { name, shape, read } = standIns[spec.dataset.source];
  const { classes: all, train } = await recordedData(spec.dataset.source);
  const classes = spec.dataset.classes ?? all;
  const Values = train.images instanceof Float32Array ? Float32Array : Uint8Array;
  const split = (kind: SplitKind, perClass: number): Split => {
    const ofClass = classes.map((_, label) => read(kind, label, perClass));
    // One of each class, then the next of each.
    const images = ofClass[0].flatMap((_, at) => ofClass.map((own) => own[at]));
    return {
      images: Values.from(images.flatMap((image) => Array.from(image))),
      labels: Int32Array.from(images, (_, at) => at % classes.length),
    };
  };
  const dataset = withHash({
    name,
    format: 'made small for tests',
    classes,
    shape,
    train: split('train', trainPerClass),
    test: split('test', Math.ceil(askedImages / classes.length)),
    notes: [],
  });
  const whole = { ...spec.dataset, classes: null, limitPerClass: null };
  return { spec: { ...spec, dataset: whole }, dataset };
}

/** {@link askedImages} test images in colour at that size, as many of each of CIFAR-100's classes. */
export function publishedPictures(size: ImageShape): Uint8Array {
  const classes = fineClasses();
  const read = photographs(
    size,
    classes.map((name) => [name]),
  );
  const pictures = classes.flatMap((_, label) => read('test', label, askedImages / classes.length));
  const images = new Uint8Array(pictures.length * pictures[0].length);
  for (const [at, picture] of pictures.entries()) images.set(picture, at * picture.length);
  return images;
}
