/** Files of one format of data, given as they are or in archives, as a data set. */

import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import type { DataFormat } from '../formats/format.ts';
import { mayHoldData } from '../formats/formats.ts';
import { createImageDecoder } from '../formats/imageFormats.ts';
import { pickle } from '../formats/unreadKinds.ts';
import { contentOnce, madeOnce } from '../kept/keptReading.ts';
import { quoted } from '../limits.ts';
import type { Reading } from '../reading.ts';
import type { LabelFile } from '../tables/labelLists.ts';
import type { Container } from './container.ts';
import { notesOnRest } from './notesOnRest.ts';
import { checkOneDataFormat, pickleError } from './oneFormat.ts';
import { withOpenedArrays } from './openedArrays.ts';
import type { ReadSettings } from './readSettings.ts';
import { type AsideFile, heldIn, type SortedFiles, sortFiles } from './sortFiles.ts';
import type { UnsortedFile } from './unsortedFile.ts';
import { withinBytes } from './withinBytes.ts';

/** Lists of labels are no longer, all together, in bytes. */
const maxListBytes = 2 ** 26;
/** Entries of an archive that are looked at for data: so many with likely names, and some others. */
const manyEntries = 1000;
const fewEntries = 16;

/** The data set of files that hold data, or what must be chosen; null where there are none. */
export async function readData(
  { data, unknown }: SortedFiles,
  settings: ReadSettings,
): Promise<Reading | null> {
  const [first] = data;
  if (first === undefined) return null;
  const { format, files, companions } = first;
  const { name, notes, limits } = settings;
  const listed = listFiles(format, unknown);
  const lists = await Promise.all(
    listed.map(
      async (file): Promise<LabelFile> => ({
        path: file.path,
        bytes: await contentOnce(settings.kept, file),
      }),
    ),
  );
  const isList = ({ path }: AsideFile) => lists.some((list) => list.path === path);
  notes.push(
    ...notesOnRest(
      name,
      unknown.filter((file) => !isList(file)),
    ),
  );
  const decode = createImageDecoder(settings, limits);
  return format.read({ files, companions, lists }, { ...settings, decode });
}

/** Files that may hold lists of labels. */
const listFiles = (format: DataFormat, unknown: readonly AsideFile[]): AsideFile[] =>
  withinBytes(
    unknown.filter(({ path }) => format.isList?.(path)),
    maxListBytes,
  );

/** The data set of files of data in archives without images; other entries are no help. */
export async function readArchivedData(
  containers: readonly Container[],
  settings: ReadSettings,
): Promise<Reading> {
  const entries = containers.flatMap(({ file, files }) =>
    files.map(
      (one): UnsortedFile => ({ file, entry: one.path, size: one.size, read: () => one.read() }),
    ),
  );
  const isLikely = ({ entry }: UnsortedFile) =>
    mayHoldData(entry ?? '') || /\.npz$/i.test(entry ?? '');
  const likely = entries.filter(isLikely).slice(0, manyEntries);
  const others = entries.filter((entry) => !isLikely(entry)).slice(0, fewEntries);
  const { kept, limits } = settings;
  const task = kept?.following(settings) ?? settings;
  const sort = async () =>
    sortFiles(await withOpenedArrays([...likely, ...others], limits), limits, task);
  const sorted = await madeOnce(kept, containers[0], 'data', sort, heldIn);
  checkOneDataFormat(sorted);
  const reading = await readData(sorted, settings);
  if (reading !== null) return reading;
  const pickled = sorted.unknown.find(({ what }) => what === pickle);
  if (pickled !== undefined) throw pickleError(containers[0].file, pickled.path);
  const first = entries.length === 0 ? '' : `, but ${quoted(entries[0].entry ?? '')}`;
  throw new DataError({
    file: containers[0].file,
    place: null,
    found: `no images in ${formatCount(entries.length)} entries${first}`,
    allowed: 'archives of images in class folders, of NumPy arrays, or of IDX files',
    remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
  });
}
