/** A data set as one file, in the form in which it is stored (datasetFile.ts). */
import { sourceOf } from '../../data/catalog/knownDatasets.ts';
import { type AnyDataset, type Dataset, splitsOf, withHash } from '../../data/dataset.ts';
import { defaultLimits } from '../../data/limits.ts';
import { hashBytes } from '../../lib/hash.ts';
import { longestClassName } from '../../spec/units.ts';
import {
  type DescriptionMark,
  describe,
  emptySplits,
  markLength,
  partsOf,
  readDescription,
  readMark,
  type StoredDescription,
  storedBytes,
  storedPieces,
  toldOf,
  writeDescription,
  writeMark,
} from '../datasetFile.ts';

export interface OpenedDataset {
  readonly dataset: Dataset;
  /** Of the set that it is known to be, else of files that a person brought. */
  readonly source: string;
  readonly files: StoredDescription['files'];
}

/** More than any description has that Espalier wrote. */
const longestDescription = 2 ** 26;
const longestName = 1000;
const mostNotes = 1000;

/**
 * The file of a data set, piece by piece; images that stay in their files are gone through. When it
 * was stored and where it was fetched from are left out: whoever takes it in could not tell that it
 * came from there.
 */
export async function* datasetPieces(
  dataset: AnyDataset,
  files: StoredDescription['files'],
): AsyncGenerator<Uint8Array> {
  const at = markLength + storedBytes(dataset);
  const description = writeDescription(describe(dataset, sourceOf(dataset), files, 0));
  const sha256 = hashBytes(description);
  yield writeMark({ at, length: description.length, sha256 });
  yield* storedPieces(dataset);
  yield description;
}

/** Null where the file is not whole, or not that of the data set of that hash. */
export function openDatasetBytes(file: Uint8Array, hash: string): OpenedDataset | null {
  const mark = readMark(file.subarray(0, markLength));
  if (mark === null || mark.at + mark.length !== file.length) return null;
  const described = descriptionIn(file, mark);
  if (described === null || bytesIn(described) !== mark.at - markLength) return null;
  const splits = emptySplits(described);
  let at = markLength;
  for (const part of partsOf(splits)) {
    part.set(file.subarray(at, at + part.length));
    at += part.length;
  }
  const { name, format, classes, shape, notes } = described;
  const told = toldOf(described);
  const isSound = splitsOf(splits).every(
    ([, { labels, images }]) =>
      labels.every((label) => label >= 0 && label < classes.length) &&
      images.every((value) => Number.isFinite(value)),
  );
  if (!isSound) return null;
  const dataset = withHash({ name, format, classes, shape, notes, ...told, ...splits });
  if (dataset.hash !== hash) return null;
  return { dataset, source: sourceOf(dataset), files: described.files };
}

function descriptionIn(file: Uint8Array, mark: DescriptionMark): StoredDescription | null {
  if (mark.length > longestDescription) return null;
  const described = readDescription(file.subarray(mark.at), mark);
  if (described === null) return null;
  const { name, format, classes, notes, files } = described;
  const texts = [name, format, ...notes, ...files.map((one) => one.name)];
  const fits =
    classes.length <= defaultLimits.classes &&
    classes.every((one) => one.length <= longestClassName) &&
    notes.length <= mostNotes &&
    texts.every((one) => one.length <= longestName);
  return fits ? described : null;
}

/** Bytes of labels and images together, known before memory is taken for them. */
function bytesIn(described: StoredDescription): number {
  const { trainCount, validationCount = 0, testCount, shape, values } = described;
  const size = shape.height * shape.width * shape.channels * (values === 'float32' ? 4 : 1);
  return (trainCount + validationCount + (testCount ?? 0)) * (4 + size);
}
