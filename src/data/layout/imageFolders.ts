/**
 * Images in class folders, of an archive, several, or a dropped folder, to a data set. Entries are
 * sorted by path, so that their order in the container leaves no trace; each is decoded straight
 * into its place.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { splitNames } from '../../spec/units.ts';
import { DataError } from '../dataError.ts';
import {
  type AnyDataset,
  type AnyImages,
  hashedHeader,
  imageSize,
  splitsOf,
  withHash,
} from '../dataset.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import type { Reading } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import type { StreamingOptions } from '../streaming/fileImages.ts';
import { StreamedHash } from '../streaming/streamedHash.ts';
import { classOfFolder, foldersQuestion } from './folderClasses.ts';
import { paintOrFile, type UndecodedImage } from './imageCanvas.ts';
import { layOutImages, orderedClasses, type PlacedPath } from './imageLayout.ts';

interface Placed extends PlacedPath {
  readonly source: UndecodedImage;
}

/**
 * A data set of the images, or what must be chosen where they differ in size or colour, or lie in
 * folders within class folders.
 * @throws DataError for an image that is damaged, and for classes that cannot be trained on.
 */
export async function readImageFolders(
  sources: readonly UndecodedImage[],
  name: string,
  format: string,
  choices: ReadingChoices,
  limits: DataLimits,
  task: ReadingTask & StreamingOptions,
): Promise<Reading<AnyDataset>> {
  const file = fileOfAll(sources);
  const layout = layOutImages(sources);
  const question = foldersQuestion(
    file,
    layout.placed.map(({ className }) => className),
  );
  const { folders } = choices;
  if (folders === undefined && question !== null) return { kind: 'choice', questions: [question] };
  const placed = layout.placed
    .map(({ split, className }, index): Placed => {
      const own = classOfFolder(className, folders ?? 'path');
      return { split, className: own, source: sources[index] };
    })
    .sort((a, b) => compare(a.source.inner, b.source.inner));
  checkClasses(placed, orderedClasses(placed.map(({ className }) => className)), file, limits);
  const ordered = splitNames.flatMap((name) => placed.filter(({ split }) => split === name));
  const keptBut = (leftOut: ReadonlySet<number>) => {
    const kept = ordered.filter((_, index) => !leftOut.has(index));
    const classes = orderedClasses(kept.map(({ className }) => className));
    checkClasses(kept, classes, file, limits);
    return { kept, classes };
  };
  const painted = await paintOrFile(
    ordered.map(({ source }) => source),
    choices,
    limits,
    task,
    (leftOut) => {
      const { kept, classes } = keptBut(leftOut);
      const parts = labelled(kept, classes, () => new Uint8Array());
      const labels = splitsOf(parts).map(([, split]) => split.labels);
      return new StreamedHash((shape) => hashedHeader({ classes, shape, ...parts }), labels);
    },
  );
  if (painted.kind === 'undecided') return { kind: 'choice', questions: painted.questions };
  const { shape, leftOut, recorded } = painted;
  const { kept, classes } = keptBut(leftOut);
  const told = {
    name,
    format,
    classes,
    shape,
    ...(recorded === null ? {} : { reading: { leaveOut: recorded } }),
    notes: [...layout.notes, ...missingNotes(kept, classes), ...painted.notes],
  };
  if (painted.kind === 'filed') {
    const parts = labelled(kept, classes, (start, end) => painted.images.between(start, end));
    return { kind: 'dataset', dataset: { ...told, hash: painted.hash, ...parts } };
  }
  const size = imageSize(shape);
  const pixelsOf = (start: number, end: number) =>
    painted.pixels.subarray(start * size, end * size);
  return { kind: 'dataset', dataset: withHash({ ...told, ...labelled(kept, classes, pixelsOf) }) };
}

/** The container of all images; where there are several, faults of the whole are in none of them. */
const fileOfAll = ([first, ...others]: readonly UndecodedImage[]): string =>
  others.every(({ file }) => file === first.file) ? first.file : 'The files given';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function checkClasses(
  placed: readonly Placed[],
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
  const trained = new Set(
    placed.filter(({ split }) => split === 'train').map(({ className }) => className),
  );
  const untrained = placed.find(({ className }) => !trained.has(className));
  if (untrained === undefined) return;
  throw classError(
    untrained.source.file,
    `class ${quoted(untrained.className)} has ${untrained.split} images, as ${quoted(untrained.source.path)}, and no training images`,
    'classes with training images',
  );
}

function classError(file: string, found: string, allowed: string): DataError {
  const remedy = 'put the images into one folder a class, for training and for testing';
  return new DataError({ file, place: 'class folders', found, allowed, remedy });
}

/** The splits of images that lie split after split; validation and test are null where empty. */
function labelled<Images extends AnyImages>(
  placed: readonly Placed[],
  classes: readonly string[],
  imagesOf: (start: number, end: number) => Images,
) {
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  let at = 0;
  const [train, validation, test] = splitNames.map((name) => {
    const ofSplit = placed.filter(({ split }) => split === name);
    const labels = Int32Array.from(ofSplit, ({ className }) => indexOf.get(className)!);
    const start = at;
    at += labels.length;
    return { images: imagesOf(start, at), labels };
  });
  const given = (split: typeof train) => (split.labels.length === 0 ? null : split);
  return { train, validation: given(validation), test: given(test) };
}

function missingNotes(placed: readonly Placed[], classes: readonly string[]): string[] {
  return (['validation', 'test'] as const).flatMap((name) => {
    const held = placed.filter(({ split }) => split === name);
    const count = new Set(held.map(({ className }) => className)).size;
    if (held.length === 0 || count === classes.length) return [];
    return [`${classes.length - count} of ${classes.length} classes have no ${name} images.`];
  });
}
