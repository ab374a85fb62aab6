/**
 * Reads a TensorFlow.js model, of layers or a graph, into what computes features of images. The
 * whole model is checked before anything of it is computed, and what is computed is this list of
 * plain operations: a model brings no code, and no name in it is ever looked up anywhere.
 */
import { hashBytes } from '../../lib/hash.ts';
import { maxFeatures } from '../arrays/vectors.ts';
import { placeGraphModel } from './graph/graphModel.ts';
import { checkHeld } from './heldValues.ts';
import { placeLayersModel } from './layers/layersModel.ts';
import { modelError } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';
import { readModelJson } from './modelJson.ts';
import { readWeights } from './modelWeights.ts';
import { penultimateOf } from './penultimate.ts';
import type { FrozenTrunk } from './trunk.ts';

/** Sides of the images where a model leaves them open. */
const usualSides = [224, 224] as const;

/**
 * The trunk of a model: all up to its penultimate layer.
 * @throws DataError naming the file, and the node, layer, weight or shard at fault.
 */
export async function readTrunk(files: ModelFiles): Promise<FrozenTrunk> {
  const description = readModelJson(files);
  const { file, name, json } = files;
  const { modelTopology: topology } = description;
  const isGraph = 'node' in topology;
  if (!isGraph && !('model_config' in topology) && !('class_name' in topology)) {
    throw modelError(
      file,
      'field “modelTopology”',
      'it is neither a graph nor a model of layers',
      'either of them',
    );
  }
  const { byName, bytes } = await readWeights(files, description);
  const { builder, output } = isGraph
    ? placeGraphModel(file, description, byName, usualSides)
    : placeLayersModel(file, topology, byName, usualSides);
  const [height, width, channels] = builder.shapeOf(0);
  const found = penultimateOf(builder, output);
  if (found.featureCount > maxFeatures) {
    throw builder.fault(
      found.layer,
      `it puts out ${found.featureCount} features`,
      `at most ${maxFeatures}`,
      'take a model that averages its last maps before it classifies',
    );
  }
  checkHeld(builder, found.nodes);
  return {
    hash: hashBytes(json, ...bytes),
    name,
    input: { height, width, channels: channels === 1 ? 1 : 3 },
    ...found,
  };
}
