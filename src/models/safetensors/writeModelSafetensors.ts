/** A trained model as one safetensors file; `espalier_model.py` rebuilds it in PyTorch. */
import { writeSafetensors } from '../../data/safetensors.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import { describeModel } from '../modelDescription.ts';
import type { TrainedModel } from '../trainedModel.ts';
import { plainLayers } from './plainLayers.ts';

/** Equal models give equal bytes. */
export function writeModelSafetensors(model: TrainedModel): Uint8Array {
  const { description, tensors } = describeModel(model);
  const { classes, input, members } = model;
  const layers = members.map(({ network }) => {
    const { trunk, classifier } = placedNetwork(network, input.shape, classes.length);
    return { trunk: plainLayers(trunk), classifier: classifier.name };
  });
  return writeSafetensors({
    metadata: { model: canonicalJson(description), layers: canonicalJson(layers) },
    tensors,
  });
}
