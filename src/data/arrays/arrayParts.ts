/** Which of several arrays of images is read: arrays of the same images, or sets with labels of their own. */
import { formatCount, formatCounted } from '../../lib/numberFormat.ts';
import type { Raster } from '../codecs/raster.ts';
import { DataError } from '../dataError.ts';
import { nameOfSet } from '../layout/splitRole.ts';
import { type DataLimits, quoted } from '../limits.ts';
import { type PartQuestion, previewImages, type ReadingChoices } from '../readingChoices.ts';
import { listedColumns } from '../tables/tableColumns.ts';
import { contentOf } from './arrayPairs.ts';
import { imageAxes } from './imageAxes.ts';
import type { NamedArray } from './namedArray.ts';
import { npyError } from './npy.ts';
import { pixelsOf, valueRangeOf } from './npyElements.ts';
import { partQuestion } from './partQuestion.ts';
import { bytesAsTheyAre, pixelScale } from './pixelScale.ts';

/** Arrays of images that go by one name in every split, with the labels that fit them. */
interface Part {
  readonly name: string;
  readonly images: readonly NamedArray[];
  readonly labels: readonly NamedArray[];
}

/**
 * All arrays where each split has one of images, or one that is called so; else those of the chosen
 * part; a question where several would do.
 * @throws DataError where a part is chosen that is not there.
 */
export function chosenPart(
  arrays: readonly NamedArray[],
  file: string,
  { part }: ReadingChoices,
  limits: DataLimits,
): readonly NamedArray[] | PartQuestion {
  const images = arrays.filter((array) => contentOf(array) === 'images');
  const isClear = [...new Set(images.map(({ role }) => role))].every((role) => {
    const ours = images.filter((array) => array.role === role);
    return ours.length === 1 || ours.filter(({ named }) => named === 'images').length === 1;
  });
  if (isClear) return arrays;
  const parts = partsOf(arrays, images);
  if (parts.length < 2) return arrays;
  if (part === undefined) {
    const names = parts.map(({ name }) => quoted(name)).join(', ');
    const found = `the arrays ${names} may all be the images`;
    return partQuestion(
      file,
      found,
      parts.map((one) => offered(one, limits)),
    );
  }
  const chosen = parts.find(({ name }) => name === part);
  if (chosen !== undefined) {
    const aside = arrays.filter((array) => contentOf(array) === null);
    return [...chosen.images, ...chosen.labels, ...aside];
  }
  throw npyError(
    images[0].array,
    'its name',
    `no part ${quoted(part)}`,
    listedColumns(parts.map(({ name }) => name)),
    'choose one of these parts',
  );
}

/** The parts that could be read alone, by name; none where names do not tell arrays apart. */
function partsOf(arrays: readonly NamedArray[], images: readonly NamedArray[]): Part[] {
  const labels = arrays.filter((array) => contentOf(array) === 'labels');
  const nameOf = namesAmong(images);
  const names = [...new Set(images.map(nameOf))].filter((name) => name !== '').sort();
  const isOthers = (array: NamedArray, name: string) =>
    names.some((other) => other !== name && nameOf(array) === other);
  const parts = names.map((name): Part => {
    const own = labels.filter((array) => nameOf(array) === name);
    return {
      name,
      images: images.filter((array) => nameOf(array) === name),
      labels: own.length > 0 ? own : labels.filter((array) => !isOthers(array, name)),
    };
  });
  const areOnce = parts.every(
    (one) => new Set(one.images.map(({ role }) => role)).size === one.images.length,
  );
  return areOnce ? parts.filter(isLabelled) : [];
}

/** What an array goes by: the words of its path that tell it from the others. */
function namesAmong(images: readonly NamedArray[]): (array: NamedArray) => string {
  const partsOfName = ({ name }: NamedArray) => nameOfSet(name).split('/');
  const all = images.map(partsOfName);
  const isShared = (at: number) =>
    all.every((parts) => parts.length > at + 1 && parts[at] === all[0][at]);
  let shared = 0;
  while (isShared(shared)) shared++;
  return (array) => partsOfName(array).slice(shared).join('/');
}

/** Whether each array of images has labels of its count, of its split or of none. */
const isLabelled = ({ images, labels }: Part): boolean =>
  images.every((image) =>
    labels.some(
      ({ role, array }) =>
        (role === image.role || role === null) && array.shape[0] === image.array.shape[0],
    ),
  );

function offered({ name, images }: Part, limits: DataLimits) {
  const count = images.reduce((sum, { array }) => sum + array.shape[0], 0);
  const sides = images[0].array.shape.slice(1).map(formatCount).join(' × ');
  return {
    name,
    description: `${formatCounted(count, 'image')} of ${sides}.`,
    previews: previewsOf(images[0], limits),
  };
}

/** The first images; none where they are rows of numbers, or are not laid out image by image. */
function previewsOf({ array }: NamedArray, limits: DataLimits): Raster[] {
  const [all, ...rest] = array.shape;
  if (rest.length < 2 || array.fortranOrder) return [];
  const count = Math.min(all, previewImages);
  const size = rest.reduce((product, side) => product * side, 1);
  const bytes = count * size * Number(array.type[1]);
  const first = { ...array, shape: [count, ...rest], data: array.data.subarray(0, bytes) };
  try {
    const axes = imageAxes(first, null, limits);
    const scale = array.type === 'u1' ? bytesAsTheyAre : pixelScale(valueRangeOf(first));
    if (scale === null) return [];
    const pixels = pixelsOf(first, axes, scale);
    const { height, width, channels } = axes.shape;
    return Array.from({ length: count }, (_, index) => ({
      height,
      width,
      channels: channels === 3 ? 3 : 1,
      pixels: pixels.slice(index * size, (index + 1) * size),
    }));
  } catch (error) {
    // What cannot be shown is told when it is chosen.
    if (error instanceof DataError) return [];
    throw error;
  }
}
