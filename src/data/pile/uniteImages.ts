/** One list of the images of a pile, in which each image is once. */
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';
import { isSameFile } from './setsInPile.ts';

/** What tells an image from all others of the data set, and gives its place among them. */
const placeOf = ({ split, label, place }: PileImage): string => `${split}/${label}/${place}`;

/**
 * The images in the order of their splits, labels and names, so that the order of files leaves no
 * trace. Equal images of one place are taken once: they have one identity, or, where that is not
 * known, the same bytes.
 * @throws DataError for different images of one place in two containers, and the signal's reason when it is aborted.
 */
export async function uniteImages(
  images: readonly PileImage[],
  task: TaskOptions,
): Promise<PassOutcome> {
  const found = new Map<string, PileImage>();
  const progress = new ProgressReporter(task);
  let inArchives = 0;
  let repeated = 0;
  for (const one of images) {
    const known = found.get(placeOf(one));
    if (known === undefined) {
      found.set(placeOf(one), one);
    } else if (known.container !== one.container) {
      if (!(await isSameFile(one.image, known.image))) throw samePath(one, known);
      repeated++;
      if (one.container.isArchive && known.container.isArchive) inArchives++;
      const what = one.container.file;
      await progress.step({ stage: 'read', what, done: repeated, total: null, unit: 'images' });
    } else {
      // The order of files leaves no trace: the first by its path keeps the place.
      const isFirst = one.image.path < known.image.path;
      const apart = apartFrom(isFirst ? known : one);
      if (isFirst) found.set(placeOf(one), one);
      found.set(placeOf(apart), apart);
    }
  }
  const notes = [
    ...repeatedNotes(inArchives, 'in two archives'),
    ...repeatedNotes(repeated - inArchives, 'twice among the files'),
  ];
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { images: sorted.map(([, one]) => one), notes };
}

/** An image of the same place as another one, in a place of its own. */
function apartFrom(one: PileImage): PileImage {
  const from = encodeURIComponent(`${one.container.file}/${one.image.path}`);
  return { ...one, place: `${one.place}?${from}` };
}

function repeatedNotes(count: number, where: string): string[] {
  if (count === 0) return [];
  const images = count === 1 ? '1 image is' : `${formatCount(count)} images are`;
  return [`${images} ${where}; taken once.`];
}

function samePath({ container, image }: PileImage, known: PileImage): DataError {
  return new DataError({
    file: container.file,
    place: `entry ${quoted(image.path)}`,
    found: `${quoted(known.container.file)} holds another image under the same path`,
    allowed: 'each path once',
    remedy: 'put the images into one archive, under names of their own',
  });
}
