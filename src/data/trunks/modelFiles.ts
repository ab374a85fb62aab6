/**
 * Finds a TensorFlow.js model among files: its description in JSON, and its shards beside it, as
 * files, in a folder or in a zip archive. Nothing is ever fetched: a shard that is not among them is
 * missing.
 */
import { isImageName } from '../formats/imageFormats.ts';
import { type DataLimits, exactBytes } from '../limits.ts';
import type { SourceFile } from '../sourceFile.ts';
import { type GivenFile, givenFiles, type UnreadFile } from './givenFiles.ts';
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
  readonly shard: (path: string) => UnreadFile | null;
}

/** A model's folder may have some pictures that explain it; with more of them, it lies among data. */
const mostPictures = 10;
/** Bytes at the beginning of a description that tell that it is one. */
const tellingBytes = 4096;
const telling =
  /"(modelTopology|weightsManifest|convertedBy)"|"format"\s*:\s*"(graph|layers)-model"/;

/** The model among files; null where there is none. @throws DataError for archives that are damaged. */
export async function findModel(
  files: readonly SourceFile[],
  limits: DataLimits,
): Promise<ModelFiles | null> {
  const { files: parts, archive } = await givenFiles(files, limits);
  if (parts.filter(({ path }) => isImageName(path)).length > mostPictures) return null;
  const found: GivenFile[] = [];
  for (const part of parts) {
    if (isNamedSo(part) || (/\.json$/i.test(part.path) && (await isTelling(part))))
      found.push(part);
  }
  const [description, other] = found;
  if (description === undefined) return null;
  const file = archive ?? description.path;
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
    name: nameOf(archive ?? description.path),
    json: await description.read(),
    shard: (path) => byPath.get(folder + path) ?? null,
  };
}

/** What is called so is a model, also where it cannot be read. */
const isNamedSo = ({ path }: GivenFile) => /(^|\/)model\.json$/i.test(path);

async function isTelling({ size, read }: GivenFile): Promise<boolean> {
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
