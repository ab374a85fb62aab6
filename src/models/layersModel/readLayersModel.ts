import { quoted } from '../../data/limits.ts';
import type { ModelFiles } from '../../data/trunks/modelFiles.ts';
import { readModelJson } from '../../data/trunks/modelJson.ts';
import { readWeights } from '../../data/trunks/modelWeights.ts';
import { foreignModel } from '../foreignModel.ts';
import { checkedDescription, describedModel } from '../modelDescription.ts';
import { type ModelPart, sameBytes, unlikeDescription } from '../modelParts.ts';
import { parsedText } from '../parsedText.ts';
import type { TrainedModel } from '../trainedModel.ts';
import { heldTensors } from './heldTensors.ts';
import { plannedLayersModel } from './writeLayersModel.ts';

/**
 * The model of the files that `writeLayersModel` wrote: from the description in its metadata and the
 * numbers of its shards. Written again it is the same files, to the byte.
 * @throws DataError naming the field, layer, weight or shard of any other, or of a damaged one.
 */
export async function readLayersModel(files: ModelFiles): Promise<TrainedModel> {
  const { file, json } = files;
  const found = readModelJson(files);
  const text = found.userDefinedMetadata?.espalier;
  if (typeof text !== 'string') {
    throw foreignModel(file, 'field “userDefinedMetadata”', 'it is no model that Espalier wrote');
  }
  const { byName, bytes } = await readWeights(files, found);
  const described = checkedDescription(parsedText(text), file, byName.size);
  const model = describedModel(described, heldTensors(described, byName, file), file);
  const planned = plannedLayersModel(model);
  if (!sameBytes(json, planned.json)) {
    throw unlikeDescription(file, layersOf(json), layersOf(planned.json));
  }
  // From here on the layers take what the shards have, and no more.
  let at = 0;
  for (const [shard, written] of planned.shards().entries()) {
    const own = bytes[0].subarray(at, at + written.length);
    if (!sameBytes(own, written)) {
      const place = `shard ${quoted(planned.paths[shard])}`;
      throw foreignModel(file, place, 'it is not what the model’s description says');
    }
    at += written.length;
  }
  return model;
}

/** The layers of a model as far as it has any; what is no layer of ours has no name, or no bytes. */
function layersOf(json: Uint8Array): ModelPart[] {
  const { modelTopology } = JSON.parse(new TextDecoder().decode(json));
  const layers: unknown = modelTopology?.config?.layers;
  if (!Array.isArray(layers)) return [];
  return layers.map((layer) => ({
    word: 'layer',
    name: typeof layer?.name === 'string' ? layer.name : '',
    bytes: new TextEncoder().encode(jsonOf(layer)),
  }));
}

/** Lists that are nested more deeply than JSON can be written are none of ours. */
function jsonOf(layer: unknown): string {
  try {
    return JSON.stringify(layer);
  } catch {
    return '';
  }
}
