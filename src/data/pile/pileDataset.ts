/**
 * A pile of images, each with its split and class, as a data set: which of nested folders are the
 * classes, whether they can be trained on, and each image decoded straight into its place.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { splitNames } from '../../spec/units.ts';
import type { ImageDecoder } from '../codecs/decodedImage.ts';
import { DataError } from '../dataError.ts';
import {
  type AnyDataset,
  type AnyImages,
  hashedHeader,
  imageSize,
  splitsOf,
  withHash,
} from '../dataset.ts';
import type { KeepingOptions } from '../kept/keptReading.ts';
import { paintOrFile } from '../layout/imageCanvas.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import type { Reading } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import type { StreamingOptions } from '../streaming/fileImages.ts';
import { StreamedHash } from '../streaming/streamedHash.ts';
import { undecodedOf } from './findPile.ts';
import { classOfFolder, foldersQuestion, heldOutFoldersQuestion } from './folderClasses.ts';
import type { PileImage } from './pileImage.ts';
import { withTraining } from './withTraining.ts';

/** How a pile is to be read. */
interface PileSettings extends ReadingTask, StreamingOptions, KeepingOptions {
  readonly name: string;
  readonly format: string;
  readonly choices: ReadingChoices;
  readonly limits: DataLimits;
  readonly decoder: ImageDecoder;
  /** When it is each image's turn to be read: archives are read fastest from start to end. */
  readonly turnOf: (image: PileImage) => number;
}

/**
 * A data set of the images, or what must be chosen where they differ in size or colour, or lie in
 * folders within class folders.
 * @throws DataError for an image that is damaged, and for classes that cannot be trained on.
 */
export async function readImagePile(
  images: readonly PileImage[],
  settings: PileSettings,
): Promise<Reading<AnyDataset>> {
  const { name, format, choices, limits, decoder, turnOf } = settings;
  const file = fileOfAll(images);
  const question = foldersQuestion(file, images.map(folderOf));
  const { folders } = choices;
  if (folders === undefined && question !== null) return { kind: 'choice', questions: [question] };
  const trained = withTraining(images);
  const heldOut = folders === undefined ? heldOutFolders(file, trained.images) : null;
  if (heldOut !== null) return { kind: 'choice', questions: [heldOut] };
  const placed = trained.images.map((one): PileImage => {
    if (one.source !== 'folders') return one;
    return { ...one, label: classOfFolder(one.label!, folders ?? 'path') };
  });
  checkClasses(placed, classesOf(placed), file, limits);
  const ordered = splitNames.flatMap((split) => placed.filter((one) => one.split === split));
  const keptBut = (leftOut: ReadonlySet<number>) => {
    const kept = ordered.filter((_, index) => !leftOut.has(index));
    const classes = classesOf(kept);
    checkClasses(kept, classes, file, limits);
    return { kept, classes };
  };
  const sources = ordered.map((one) => undecodedOf(one, turnOf(one), decoder));
  const painted = await paintOrFile(sources, choices, limits, settings, (leftOut) => {
    const { kept, classes } = keptBut(leftOut);
    const parts = labelled(kept, classes, () => new Uint8Array());
    const labels = splitsOf(parts).map(([, split]) => split.labels);
    return new StreamedHash((shape) => hashedHeader({ classes, shape, ...parts }), labels);
  });
  if (painted.kind === 'undecided') return { kind: 'choice', questions: painted.questions };
  const { shape, leftOut, recorded } = painted;
  const { kept, classes } = keptBut(leftOut);
  const told = {
    name,
    format,
    classes,
    shape,
    ...(recorded === null ? {} : { reading: { leaveOut: recorded } }),
    notes: [...trained.notes, ...missingNotes(kept, classes), ...painted.notes],
  };
  if (painted.kind === 'filed') {
    const parts = labelled(kept, classes, (start, end) => painted.images.between(start, end));
    return { kind: 'dataset', dataset: { ...told, hash: painted.hash, ...parts } };
  }
  const size = imageSize(shape);
  const pixelsOf = (start: number, end: number) =>
    painted.pixels.subarray(start * size, end * size);
  const parts = labelled(kept, classes, pixelsOf);
  const { hash } = painted;
  const dataset = hash === null ? withHash({ ...told, ...parts }) : { ...told, hash, ...parts };
  return { kind: 'dataset', dataset };
}

/** Asked only where folders tell all labels. */
const heldOutFolders = (file: string, images: readonly PileImage[]) =>
  images.every(({ source }) => source === 'folders')
    ? heldOutFoldersQuestion(
        file,
        images.map(({ label, split }) => ({ label: label!, isTrained: split === 'train' })),
      )
    : null;

const classesOf = (images: readonly PileImage[]): string[] =>
  orderedClasses(images.map(({ label }) => label!));

/** The folder that tells an image's class; empty where something else does. */
const folderOf = ({ source, label }: PileImage): string => (source === 'folders' ? label! : '');

/** The container of all images; where there are several, faults of the whole are in none of them. */
const fileOfAll = ([first, ...others]: readonly PileImage[]): string =>
  others.every(({ container }) => container === first.container)
    ? first.container.file
    : 'The files given';

function checkClasses(
  all: readonly PileImage[],
  classes: readonly string[],
  file: string,
  limits: DataLimits,
): void {
  if (classes.length < 2 || classes.length > limits.classes) {
    const which = classes.length === 1 ? `, ${quoted(classes[0])}` : '';
    throw classError(
      file,
      `${formatCount(classes.length)} ${classes.length === 1 ? 'class' : 'classes'}${which}`,
      `2 to ${formatCount(limits.classes)} class folders`,
    );
  }
  const trained = new Set(all.flatMap(({ split, label }) => (split === 'train' ? label! : [])));
  const untrained = all.find(({ label }) => !trained.has(label!));
  if (untrained === undefined) return;
  throw classError(
    untrained.container.file,
    `class ${quoted(untrained.label!)} has ${untrained.split} images, as ${quoted(untrained.image.path)}, and no training images`,
    'classes with training images',
  );
}

function classError(file: string, found: string, allowed: string): DataError {
  const remedy = 'put the images into one folder a class, for training and for testing';
  return new DataError({ file, place: 'class folders', found, allowed, remedy });
}

/** The splits of images that lie split after split; validation and test are null where empty. */
function labelled<Images extends AnyImages>(
  placed: readonly PileImage[],
  classes: readonly string[],
  imagesOf: (start: number, end: number) => Images,
) {
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  let at = 0;
  const [train, validation, test] = splitNames.map((name) => {
    const ofSplit = placed.filter(({ split }) => split === name);
    const labels = Int32Array.from(ofSplit, ({ label }) => indexOf.get(label!)!);
    const start = at;
    at += labels.length;
    return { images: imagesOf(start, at), labels };
  });
  const given = (split: typeof train) => (split.labels.length === 0 ? null : split);
  return { train, validation: given(validation), test: given(test) };
}

function missingNotes(placed: readonly PileImage[], classes: readonly string[]): string[] {
  return (['validation', 'test'] as const).flatMap((name) => {
    const held = placed.filter(({ split }) => split === name);
    const count = new Set(held.map(({ label }) => label)).size;
    if (held.length === 0 || count === classes.length) return [];
    return [`${classes.length - count} of ${classes.length} classes have no ${name} images.`];
  });
}
