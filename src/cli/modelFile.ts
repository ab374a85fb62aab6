/** Exported models that a person names: one file, an archive, or the folder or model.json of a layers model. */
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { defaultLimits } from '../data/limits.ts';
import { findModel } from '../data/trunks/modelFiles.ts';
import { readGivenNetworks } from '../models/givenNetworks.ts';
import { readLayersModel } from '../models/layersModel/readLayersModel.ts';
import { readOnnx } from '../models/onnx/readOnnx.ts';
import { readModelSafetensors } from '../models/safetensors/readModelSafetensors.ts';
import type { TrainedModel } from '../models/trainedModel.ts';
import { readRegularFile } from '../node/regularFile.ts';
import { sourceFiles } from '../node/sourceFiles.ts';
import { UsageError } from '../node/usageError.ts';

type ModelReader = (path: string) => Promise<TrainedModel>;

/** By the ends of the names of files. */
const readers: Readonly<Record<string, ModelReader>> = {
  '.onnx': async (path) => readOnnx(await bytesAt(path), path),
  '.safetensors': async (path) => readModelSafetensors(await bytesAt(path), path),
  // Its shards lie beside it.
  '.json': (path) => layersModelAt(basename(path) === 'model.json' ? dirname(path) : path),
  '.zip': archivedModel,
};

/** Whether a path is called as an exported model is, or is a folder with `model.json`. */
export const isModelFile = (path: string): boolean =>
  Object.hasOwn(readers, extname(path)) || isLayersFolder(path);

const isLayersFolder = (path: string): boolean => existsSync(join(path, 'model.json'));

/**
 * The model of an exported file.
 * @throws UsageError where there is none; DataError for a damaged one, or one of others.
 */
export function readModelFile(path: string): Promise<TrainedModel> {
  return isLayersFolder(path) ? layersModelAt(path) : readers[extname(path)](path);
}

/** As Export gives it: in any of the formats, with its card beside it. */
async function archivedModel(path: string): Promise<TrainedModel> {
  const given = await readGivenNetworks(sourceFiles(path), defaultLimits);
  if ('model' in given) return given.model;
  throw new UsageError(
    `${path}: ${given.file} in it is one network as a run saved it, no model; unpack it and give that file`,
  );
}

async function layersModelAt(path: string): Promise<TrainedModel> {
  const files = await findModel(sourceFiles(path), defaultLimits);
  if (files !== null) return readLayersModel(files);
  throw new UsageError(`${path}: there is no model.json of TensorFlow.js in it`);
}

async function bytesAt(path: string): Promise<Uint8Array> {
  return readRegularFile(path).catch((error: Error) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: it could not be read (${error.message})`);
  });
}
