/** Trained models that a person names: a run's folder, or a file that was exported. */
import { join } from 'node:path';
import { hashBytes } from '../lib/hash.ts';
import { modelOfRun, trainedNetworks } from '../models/modelOfRun.ts';
import type { TrainedModel } from '../models/trainedModel.ts';
import { readRegularFile } from '../node/regularFile.ts';
import type { RunState } from '../spec/run/runState.ts';
import { isModelFile, readModelFile } from './modelFile.ts';
import { readRunFolder } from './runLog.ts';
import { savedNetworkName } from './savedNetworks.ts';

/** A model, and the run that trained it, where that is known. */
interface NamedModel {
  readonly model: TrainedModel;
  readonly state: RunState | null;
  /** What to know of the log before relying on it, for people. */
  readonly notes: readonly string[];
}

/**
 * The model of a run's folder, or of a file that was exported.
 * @throws UsageError where there is neither; DataError where a network is missing or damaged.
 */
export async function namedModel(path: string): Promise<NamedModel> {
  if (!isModelFile(path)) return modelInFolder(path);
  return { model: await readModelFile(path), state: null, notes: [] };
}

/**
 * The model of the run in a folder, whose networks lie beside its log (`--save-network`).
 * @throws UsageError where there is no log; DataError where a network is missing or damaged.
 */
async function modelInFolder(folder: string): Promise<NamedModel> {
  const { state, notes } = await readRunFolder(folder);
  const model = await modelOfRun(state, async (number, hash) => {
    // A project file brings networks by their hashes.
    const names = [
      savedNetworkName(number),
      ...(number === trainedNetworks(state).length ? [savedNetworkName(null)] : []),
      `networks/${hash}.safetensors`,
    ];
    for (const name of names) {
      const bytes = await fileOrNull(join(folder, name));
      if (bytes !== null && hashBytes(bytes) === hash) return bytes;
    }
    return null;
  });
  return { state, model, notes };
}

async function fileOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readRegularFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
