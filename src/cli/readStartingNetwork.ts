/** The network that `run --network` names: one that a run saved, or one of an exported model. */
import { readNetworkFile } from '../data/networkFile.ts';
import { checkNetworkTensors } from '../data/networkTensors.ts';
import { readSafetensors } from '../data/safetensors.ts';
import { hashBytes } from '../lib/hash.ts';
import { networkOfModel } from '../models/networkOfModel.ts';
import { readModelSafetensors } from '../models/safetensors/readModelSafetensors.ts';
import type { TrainedModel } from '../models/trainedModel.ts';
import { UsageError } from '../node/usageError.ts';
import type { KeptNetwork } from '../runner/networks.ts';
import type { StartUse } from '../spec/sections/startSpec.ts';
import { isModelFile, readModelFile } from './modelFile.ts';
import { readNamed } from './readNamed.ts';

/** The network to start from, as the command names it. */
export interface NamedStart {
  readonly path: string;
  /** Which network of an exported model, from 1; null where it has but one. */
  readonly member: number | null;
  readonly as: StartUse | null;
}

/** @throws UsageError where it cannot be read, or is none of one; DataError for what is no network. */
export async function readStartingNetwork({ path, member }: NamedStart): Promise<KeptNetwork> {
  const bytes = await networkBytes(path, member);
  // Later on only its hash is known, not which file was meant.
  checkNetworkTensors(readNetworkFile(bytes, path), path);
  return { hash: hashBytes(bytes), bytes };
}

async function networkBytes(path: string, member: number | null): Promise<Uint8Array> {
  if (isModelFile(path) && !path.endsWith('.safetensors')) {
    return chosenNetwork(await readModelFile(path), path, member);
  }
  const bytes = await readNamed(path, '--network');
  if (describesModel(bytes, path)) {
    return chosenNetwork(readModelSafetensors(bytes, path), path, member);
  }
  if (member === null) return bytes;
  throw new UsageError(`--member ${member}: ${path} is one network; leave --member out`);
}

/** Networks and models alike are safetensors. */
const describesModel = (bytes: Uint8Array, path: string): boolean =>
  readSafetensors(bytes, path).metadata?.model !== undefined;

/** @throws UsageError where it has several and none is chosen, or none of the number. */
function chosenNetwork(model: TrainedModel, path: string, member: number | null): Uint8Array {
  const count = model.members.length;
  if (member === null && count > 1) {
    throw new UsageError(
      `--network ${path}: it has ${count} networks, and a run starts from one; choose it by --member 1 to ${count}`,
    );
  }
  const number = member ?? 1;
  if (number <= count) return networkOfModel(model, number);
  throw new UsageError(
    `--member ${number}: ${path} has ${count === 1 ? 'one network, number 1' : `networks 1 to ${count}`}`,
  );
}
