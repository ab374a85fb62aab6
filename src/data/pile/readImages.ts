/** Images in archives and beside them, as a data set; archives without images may hold data. */
import { formatCounted } from '../../lib/numberFormat.ts';
import type { AnyDataset } from '../dataset.ts';
import { createImageDecoder } from '../formats/imageFormats.ts';
import { madeOnce } from '../kept/keptReading.ts';
import type { Reading } from '../reading.ts';
import { looseFile, looseFiles } from '../sources/looseFiles.ts';
import { notesOnRest } from '../sources/notesOnRest.ts';
import { openArchives } from '../sources/openArchives.ts';
import type { ArchiveFile } from '../sources/openFiles.ts';
import { readArchivedData } from '../sources/readData.ts';
import type { ReadSettings } from '../sources/readSettings.ts';
import type { SortedFiles } from '../sources/sortFiles.ts';
import { readBesidePictures } from './besidePictures.ts';
import { findPile } from './findPile.ts';
import { readImagePile } from './pileDataset.ts';
import type { PileImage } from './pileImage.ts';
import { UnlabelledPile } from './unlabelled.ts';

/**
 * The data set of archives and images, or what must be chosen.
 * @throws DataError for what is damaged or cannot be trained on, and the signal's reason when it is aborted.
 */
export async function readImages(
  sorted: SortedFiles,
  settings: ReadSettings,
): Promise<Reading<AnyDataset>> {
  const { archives, images, unknown } = sorted;
  const { limits, notes, choices, kept } = settings;
  const opened = await openArchives(archives, choices, limits, notes, kept);
  if ('kind' in opened) return { kind: 'choice', questions: [opened] };
  const loose = () => madeOnce(kept, sorted, 'loose', async () => looseFiles(sorted));
  const containers = images.length > 0 ? [await loose(), ...opened] : opened;
  const aside = () => madeOnce(kept, sorted, 'beside', async () => unknown.map(looseFile));
  const beside = images.length > 0 ? [] : await aside();
  const found = await findPile(containers, choices, beside, settings).catch((fault: unknown) => {
    if (fault instanceof UnlabelledPile) return fault;
    throw fault;
  });
  if (found instanceof UnlabelledPile) return readBesidePictures(containers, settings, found);
  if (found.kind !== 'found') return { kind: 'choice', questions: [found] };
  const rest = beside.filter((file) => !found.tables.has(file));
  notes.push(...notesOnRest(settings.name, rest), ...found.notes);
  if (found.images.length === 0) return readArchivedData(containers, settings);
  const filled = new Set(found.images.map(({ container }) => container));
  const used = archives.filter((_, index) => filled.has(opened[index]));
  const turns = new Map(containers.flatMap(({ files }) => files).map((file, at) => [file, at]));
  return readImagePile(found.images, {
    ...settings,
    name: settings.nameFrom(used),
    format: formatOf(found.images, used),
    decoder: createImageDecoder(settings, limits),
    turnOf: ({ image }) => turns.get(image)!,
  });
}

/** What the images came as, for people. */
function formatOf(images: readonly PileImage[], used: readonly ArchiveFile[]): string {
  const what = images.some(({ source }) => source === 'table')
    ? 'images with a table of labels'
    : 'images in class folders';
  const looseCount = images.filter(({ container }) => !container.isArchive).length;
  const from = [
    ...(looseCount === 0 ? [] : [formatCounted(looseCount, 'file')]),
    ...(used.length === 0 ? [] : [countOf(used)]),
  ].join(' and ');
  return `${what}, ${from}`;
}

function countOf(archives: readonly ArchiveFile[]): string {
  const kinds = [...new Set(archives.map(({ format }) => format.kind))].join(' and ');
  return formatCounted(archives.length, `${kinds} archive`);
}
