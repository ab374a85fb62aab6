/** Tables of pixels with a few pictures beside them that nothing labels, as downloads show what they hold. */
import { formatCounted } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { holdsVectors } from '../dataset.ts';
import { isImageName } from '../formats/imageFormats.ts';
import { quoted } from '../limits.ts';
import type { Reading } from '../reading.ts';
import type { Container } from '../sources/container.ts';
import { readArchivedData } from '../sources/readData.ts';
import type { ReadSettings } from '../sources/readSettings.ts';
import type { UnlabelledPile } from './unlabelled.ts';

/** More pictures are a set, of which the labels are missing. */
const fewPictures = 16;

/**
 * The data set of the tables beside images that nothing labels.
 * @throws the fault that was found where there are no tables of images, or more than a few pictures.
 */
export async function readBesidePictures(
  containers: readonly Container[],
  settings: ReadSettings,
  fault: UnlabelledPile,
): Promise<Reading> {
  const isPicture = ({ path }: { readonly path: string }) => isImageName(path);
  const pictures = containers.flatMap(({ files }) => files.filter(isPicture));
  const tables = containers
    .map((one) => ({ ...one, files: one.files.filter((file) => !isPicture(file)) }))
    .filter(({ files }) => files.length > 0);
  if (pictures.length > fewPictures || tables.length === 0) throw fault;
  const notes: string[] = [];
  const reading = await readArchivedData(tables, { ...settings, notes }).catch(
    (reason: unknown) => {
      throw reason instanceof DataError ? fault : reason;
    },
  );
  if (reading.kind === 'choice') return reading;
  const { train } = reading.dataset;
  if (holdsVectors(reading.dataset) || train.labels.length <= pictures.length) throw fault;
  const first = pictures.map(({ path }) => path).reduce((a, b) => (b < a ? b : a));
  const aside = `${formatCounted(pictures.length, 'picture')} beside the tables ${pictures.length === 1 ? 'was' : 'were'} left aside, as ${quoted(first)}.`;
  settings.notes.push(...notes, aside);
  return reading;
}
