/**
 * Finds a TensorFlow.js model among files: its description in JSON, and its shards beside it, as
 * files, in a folder or in a zip archive. Nothing is ever fetched: a shard that is not among them is
 * missing.
 */
import { filesOfZip, isZip, type ZipEntry } from '../archives/zip.ts';
import { readZipDirectory } from '../archives/zipDirectory.ts';
import { isImageName } from '../formats/imageFormats.ts';
import { type DataLimits, exactBytes } from '../limits.ts';
import type { SourceFile } from '../sourceFile.ts';
import { type ByteSource, heldBytes } from '../sources/byteSource.ts';
import { modelError } from './modelError.ts';
import { modelLimits } from './modelLimits.ts';

/** A model's files, none of them read yet but the description. */
export interface ModelFiles {
  /** The description as the person knows it. */
  readonly file: string;
  /** What the model is called: its folder, archive or file. */
  readonly name: string;
  readonly json: Uint8Array;
  /** The file at a path relative to the description; null where it is not among those given. */
  readonly shard: (path: string) => ModelPart | null;
}

interface ModelPart {
  readonly size: number;
  readonly read: () => Promise<Uint8Array>;
}

interface NamedPart extends ModelPart {
  readonly path: string;
}

/** More files than a model has are data. */
const mostFiles = modelLimits.shards + 100;
/** A model's folder may have some pictures that explain it; with more of them, it lies among data. */
const mostPictures = 10;
/** Larger archives are data, which may be larger than memory: they are not looked into. */
const largestArchive = modelLimits.weightBytes + 2 * modelLimits.jsonBytes;
/** Bytes at the beginning of a description that tell that it is one. */
const tellingBytes = 4096;
const telling =
  /"(modelTopology|weightsManifest|convertedBy)"|"format"\s*:\s*"(graph|layers)-model"/;

/** The model among files; null where there is none. @throws DataError for archives that are damaged. */
export async function findModel(
  files: readonly SourceFile[],
  limits: DataLimits,
): Promise<ModelFiles | null> {
  if (files.length > mostFiles) return null;
  const [only] = files;
  const archive = files.length === 1 && /\.zip$/i.test(only.name) ? only : null;
  const parts = archive === null ? files.map(partOf) : await partsOf(archive, limits);
  if (parts.filter(({ path }) => isImageName(path)).length > mostPictures) return null;
  const found: NamedPart[] = [];
  for (const part of parts) {
    if (isNamedSo(part) || (/\.json$/i.test(part.path) && (await isTelling(part))))
      found.push(part);
  }
  const [description, other] = found;
  if (description === undefined) return null;
  const file = archive === null ? description.path : archive.name;
  if (other !== undefined) {
    const both = `${description.path}” and “${other.path}`;
    throw modelError(
      file,
      null,
      `there are several models, as “${both}”`,
      'one model at a time',
      'choose the files of one',
    );
  }
  if (description.size > modelLimits.jsonBytes) {
    throw modelError(
      description.path,
      null,
      `its description has ${exactBytes(description.size)}`,
      `at most ${exactBytes(modelLimits.jsonBytes)}; weights lie in shards of their own`,
    );
  }
  const folder = description.path.slice(0, description.path.lastIndexOf('/') + 1);
  const byPath = new Map(parts.map((part) => [part.path, part]));
  return {
    file: description.path,
    name: nameOf(archive?.name ?? description.path),
    json: await description.read(),
    shard: (path) => byPath.get(folder + path) ?? null,
  };
}

const partOf = ({ name, size, bytes }: SourceFile): NamedPart => ({
  path: name,
  size,
  read: bytes,
});

async function partsOf(archive: SourceFile, limits: DataLimits): Promise<NamedPart[]> {
  const { name, size, part } = archive;
  if (size > largestArchive) return [];
  const source: ByteSource =
    part === undefined ? heldBytes(await archive.bytes()) : { size, read: part };
  if (!isZip(await source.read(0, Math.min(size, 4)))) return [];
  const directory = await readZipDirectory(source, name, limits);
  if (directory.records.length > mostFiles) return [];
  const { entries } = await filesOfZip(source, directory, name, limits, null);
  return entries.map((entry: ZipEntry) => ({
    path: entry.path,
    size: entry.size,
    read: () => entry.read(),
  }));
}

/** What is called so is a model, also where it cannot be read. */
const isNamedSo = ({ path }: NamedPart) => /(^|\/)model\.json$/i.test(path);

async function isTelling({ size, read }: NamedPart): Promise<boolean> {
  if (size > 2 * modelLimits.jsonBytes) return false;
  const bytes = await read();
  const text = new TextDecoder().decode(bytes.subarray(0, tellingBytes));
  return telling.test(text);
}

/** `mobilenet/model.json` is called mobilenet. */
function nameOf(path: string): string {
  const steps = path.split('/');
  const last = steps.at(-1) ?? '';
  const stem = last.replace(/\.(json|zip)$/i, '');
  return stem === 'model' && steps.length > 1 ? steps[steps.length - 2] : stem;
}
