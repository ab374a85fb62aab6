import type { NetworkTensors } from '../../data/safetensors.ts';
import { foreignModel } from '../foreignModel.ts';
import { checkedDescription, describedModel, tensorPrefix } from '../modelDescription.ts';
import { sameBytes, unlikeDescription } from '../modelParts.ts';
import { parsedText } from '../parsedText.ts';
import type { TrainedModel } from '../trainedModel.ts';
import { transposed } from '../transposed.ts';
import { openOnnx } from './onnxFile.ts';
import { isFilter, toEspalierFilter } from './onnxFilters.ts';
import { writeOnnx } from './writeOnnx.ts';

/**
 * The model of a file that {@link writeOnnx} wrote: from the description in its metadata and the numbers
 * of its graph. Written again it is the same file, to the byte.
 * @param file how messages call it.
 * @throws DataError naming the byte, node or tensor of any other file, or of a damaged one.
 */
export function readOnnx(bytes: Uint8Array, file: string): TrainedModel {
  const found = openOnnx(bytes, file);
  const text = found.texts.get('espalier');
  if (text === undefined) {
    throw foreignModel(file, 'the metadata', 'it is no model that Espalier wrote');
  }
  const described = checkedDescription(parsedText(text), file, found.tensorCount);
  const tensors: [string, NetworkTensors[string]][] = [];
  for (const [index, own] of described.expected.entries()) {
    const prefix = tensorPrefix(index + 1, described.expected.length);
    for (const { name, shape } of own) {
      const tensor = found.tensor(`${prefix}${name}`);
      if (tensor === null) continue;
      const isTurned = isFilter(name) && tensor.shape.length === shape.length;
      tensors.push([`${prefix}${name}`, isTurned ? transposed(tensor, toEspalierFilter) : tensor]);
    }
  }
  const model = describedModel(described, Object.fromEntries(tensors), file);
  const written = writeOnnx(model);
  if (sameBytes(bytes, written)) return model;
  throw unlikeDescription(file, found.parts, openOnnx(written, file).parts);
}
