import { networkFileError } from '../../data/networkFault.ts';
import { readSafetensors } from '../../data/safetensors.ts';
import { readModel } from '../modelDescription.ts';
import type { TrainedModel } from '../trainedModel.ts';

/**
 * The model of a file that {@link writeModelSafetensors} wrote.
 * @param name how messages call the file.
 * @throws DataError for any other, or a damaged one.
 */
export function readModelSafetensors(bytes: Uint8Array, name: string): TrainedModel {
  const { metadata, tensors } = readSafetensors(bytes, name);
  const text = metadata?.model;
  if (text === undefined) {
    throw networkFileError(
      name,
      '__metadata__',
      'it describes no model',
      'a file that espalier export wrote',
    );
  }
  return readModel(parsed(text), tensors, name);
}

/** Undefined, which is no description, for text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
