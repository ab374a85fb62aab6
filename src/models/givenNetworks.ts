/** Trained networks in files that a person gives: exported models, and networks that a run saved. */
import { DataError } from '../data/dataError.ts';
import { type DataLimits, exactBytes } from '../data/limits.ts';
import { readNetworkFile } from '../data/networkFile.ts';
import { checkNetworkTensors } from '../data/networkTensors.ts';
import { readSafetensors } from '../data/safetensors.ts';
import type { SourceFile } from '../data/sourceFile.ts';
import { type GivenFile, givenFiles, isNetworkName } from '../data/trunks/givenFiles.ts';
import { findModel } from '../data/trunks/modelFiles.ts';
import { modelLimits } from '../data/trunks/modelLimits.ts';
import { readLayersModel } from './layersModel/readLayersModel.ts';
import { networkOfModel } from './networkOfModel.ts';
import { readOnnx } from './onnx/readOnnx.ts';
import { readModelSafetensors } from './safetensors/readModelSafetensors.ts';
import type { TrainedModel } from './trainedModel.ts';

/** A model, or the file of one network as a run saved it, and what messages call it. */
export type GivenNetworks = { readonly file: string } & (
  | { readonly model: TrainedModel }
  | { readonly saved: Uint8Array }
);

const whole =
  'one trained network or model of Espalier: .onnx, .safetensors, or model.json with its shards; by itself, or in one .zip';

/**
 * The model or network among files, of which others may lie beside it as in an exported archive.
 * @throws DataError where there is none, are several, or it is damaged or of others.
 */
export async function readGivenNetworks(
  files: readonly SourceFile[],
  limits: DataLimits,
): Promise<GivenNetworks> {
  const { files: given, archive } = await givenFiles(files, limits);
  const [found, second] = given.filter(({ path }) => isNetworkName(path));
  const called = archive ?? found?.path ?? files[0]?.name ?? 'Nothing';
  if (second !== undefined) {
    throw refused(called, `there are several, as “${found.path}” and “${second.path}”`);
  }
  if (found !== undefined) return readOne(found);
  const layers = await findModel(files, limits);
  if (layers !== null) return { file: layers.file, model: await readLayersModel(layers) };
  throw refused(called, 'there is no trained network in it');
}

/** The files of its networks, by which runs know them. @throws DataError for a damaged one. */
export function networksOfGiven(given: GivenNetworks): readonly Uint8Array[] {
  if ('model' in given) {
    return given.model.members.map((_, index) => networkOfModel(given.model, index + 1));
  }
  checkNetworkTensors(readNetworkFile(given.saved, given.file), given.file);
  return [given.saved];
}

async function readOne({ path, size, read }: GivenFile): Promise<GivenNetworks> {
  const most = modelLimits.weightBytes + modelLimits.jsonBytes;
  if (size > most) throw refused(path, `it has ${exactBytes(size)}`, `at most ${exactBytes(most)}`);
  const bytes = await read();
  if (/\.onnx$/i.test(path)) return { file: path, model: readOnnx(bytes, path) };
  // Networks and models alike are safetensors.
  const isModel = readSafetensors(bytes, path).metadata?.model !== undefined;
  return isModel
    ? { file: path, model: readModelSafetensors(bytes, path) }
    : { file: path, saved: bytes };
}

function refused(file: string, found: string, allowed = whole): DataError {
  return new DataError({
    file,
    place: null,
    found,
    allowed,
    remedy:
      'choose what a run saved (network.safetensors), or what Export or espalier export wrote',
  });
}
