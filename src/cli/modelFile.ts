/** Exported models that a person names: one file, as `export` wrote it. */
import { extname } from 'node:path';
import { readOnnx } from '../models/onnx/readOnnx.ts';
import { readModelSafetensors } from '../models/safetensors/readModelSafetensors.ts';
import type { TrainedModel } from '../models/trainedModel.ts';
import { readRegularFile } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';

type ModelReader = (bytes: Uint8Array, path: string) => TrainedModel;

/** By the ends of the names of files. */
const readers: Readonly<Record<string, ModelReader>> = {
  '.onnx': readOnnx,
  '.safetensors': readModelSafetensors,
};

/** Whether a path is called as an exported model is. */
export const isModelFile = (path: string): boolean => Object.hasOwn(readers, extname(path));

/**
 * The model of an exported file.
 * @throws UsageError where there is none; DataError for a damaged one, or one of others.
 */
export async function readModelFile(path: string): Promise<TrainedModel> {
  const bytes = await readRegularFile(path).catch((error: Error) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: it could not be read (${error.message})`);
  });
  return readers[extname(path)](bytes, path);
}
