import { networkFileError } from '../../data/networkFault.ts';
import { readSafetensors } from '../../data/safetensors.ts';
import { foreignModel } from '../foreignModel.ts';
import { readModel } from '../modelDescription.ts';
import { sameBytes } from '../modelParts.ts';
import { parsedText } from '../parsedText.ts';
import type { TrainedModel } from '../trainedModel.ts';
import { writeModelSafetensors } from './writeModelSafetensors.ts';

/**
 * The model of a file that {@link writeModelSafetensors} wrote; written again it is the same, to the byte.
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
  const model = readModel(parsedText(text), tensors, name);
  if (sameBytes(bytes, writeModelSafetensors(model))) return model;
  // The header alone can differ: every value that follows is in a tensor of the model.
  throw foreignModel(name, 'the header', 'it is not what the model’s description says');
}
